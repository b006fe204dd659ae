"""Taking a campaign's answers from a running Hearthline: asks for an export, waits, fetches its files."""

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from infra.analysis.importance import CannotTell

PATIENCE: Final = 20 * 60
"""Seconds; 42,000 answers take one or two minutes."""
PAUSE: Final = 3

Ask = Callable[[str, str], Mapping[str, Any]]


def fetch(url: str, token: str, campaign: str, folder: Path) -> Path:
    """Give the file of answers, with its codebook beside it; raise CannotTell."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in export_of(_asking(url, token), campaign, time.sleep)["files"]:
        if not file["url"].startswith(("http://", "https://")):
            raise CannotTell("The address of the file can't be fetched")
        with urlopen(file["url"], timeout=60) as answer:  # noqa: S310 - the scheme was looked at above
            folder.joinpath(Path(file["name"]).name).write_bytes(answer.read())
    return folder / f"answers-{campaign}.csv"


def export_of(ask: Ask, campaign: str, pause: Callable[[float], None]) -> Mapping[str, Any]:
    """Ask for an export and give it when it is done; raise CannotTell where it fails or takes too long."""
    path = f"/api/campaigns/{campaign}/export"
    found = ask("POST", path)
    for _ in range(PATIENCE // PAUSE):
        if found["status"] == "done":
            return found
        if found["status"] != "running":
            raise CannotTell(f"The export has failed ({found['reason'] or found['status']})")
        pause(PAUSE)
        found = ask("GET", path)
    raise CannotTell("The export takes too long; its file can be fetched later: FILE=")


def _asking(url: str, token: str) -> Ask:
    if not url.startswith(("http://", "https://")):
        raise CannotTell("URL= must be the address of a Hearthline")

    def ask(method: str, path: str) -> Mapping[str, Any]:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        body = b'{"format": "csv"}' if method == "POST" else None
        request = Request(f"{url.rstrip('/')}{path}", body, headers, method=method)  # noqa: S310 - looked at above
        try:
            with urlopen(request, timeout=60) as answer:  # noqa: S310 - the same
                found: Mapping[str, Any] = json.load(answer)
        except HTTPError as refused:
            raise CannotTell(f"{method} {path} was refused with {refused.code}") from None
        except (URLError, TimeoutError):
            raise CannotTell(f"{url} can't be reached") from None
        return found

    return ask
