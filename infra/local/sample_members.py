"""Sample members: they join as anybody would, and the sales system tells of their homes."""

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from infra.local.failure import CannotRun
from infra.local.mailbox import Mailbox
from infra.local.tools import HERE

_SHANGHAI = timezone(timedelta(hours=8))
_CODE = re.compile(r"(?<![\w-])\d{6}(?![\w-])")
_TRIES = 5
_PATIENCE = 90
"""Seconds that a code may take to arrive: on a busy machine the first message is slow."""


class Joining:
    """The sample's people on their way into the club of the stack at `url`.

    First they ask for their codes; while those are under way, other things can be done.
    """

    def __init__(self, url: str, mailbox: Mailbox) -> None:
        self._url = url
        self._mailbox = mailbox
        self._people: list[dict[str, Any]] = _sample()["members"]

    def ask_for_codes(self) -> None:
        """Have a code sent to each."""
        for person in self._people:
            wish = {**person["contact"], "language": person.get("language", "zh")}
            _post(f"{self._url}/api/session/code", wish)

    def join(self) -> list[dict[str, Any]]:
        """Join with the codes that arrived; give each one's contact and what the API answered."""
        codes = self._codes()
        joined: dict[str, dict[str, Any]] = {}
        for person in self._people:
            body = {part: value for part, value in person.items() if part != "referred_by"}
            if "referred_by" in person:
                body["referral_code"] = joined[person["referred_by"]]["referral_code"]
            code = codes[_reached_at(person["contact"])]
            joined[person["name"]] = _post(f"{self._url}/api/members", {**body, "code": code})
        return list(joined.values())

    def _codes(self) -> dict[str, str]:
        wanted = {_reached_at(person["contact"]) for person in self._people}
        until = datetime.now(UTC) + timedelta(seconds=_PATIENCE)
        while datetime.now(UTC) < until:
            # The newest first: an older message is one of an older code.
            found: dict[str, str] = {}
            for message in self._mailbox.messages():
                code = _CODE.search(message.text)
                if message.to in wanted and code:
                    found.setdefault(message.to, code.group())
            if found.keys() == wanted:
                return found
            time.sleep(0.3)
        raise CannotRun("the codes of the sample members did not arrive; look at `make mailbox`")


def describe_homes(url: str, token: str) -> None:
    """Tell the feed what homes there are, which concerns nobody yet."""
    _tell(url, token, [event for event in _sample()["events"] if event["type"] == "home_described"])


def tell_of_homes(url: str, token: str) -> None:
    """Send the sample's events to the feed, as the sales system would; CannotRun where one is refused."""
    _tell(url, token, _sample()["events"])


def _tell(url: str, token: str, events: list[dict[str, Any]]) -> None:
    body, headers = {"events": events}, {"Authorization": f"Bearer {token}"}
    left: list[dict[str, Any]] = []
    for _ in range(_TRIES):
        results = _post(f"{url}/api/feed/events", body, headers)["results"]
        left = [result for result in results if result["outcome"] not in {"accepted", "duplicate"}]
        if not left:
            return
    raise CannotRun(f"the feed does not take a sample event: {json.dumps(left[0], ensure_ascii=False)}")


def _reached_at(contact: Mapping[str, str]) -> str:
    return f"+86{contact['phone']}" if "phone" in contact else contact["email"]


def _sample() -> dict[str, Any]:
    """Give the sample; one of its contracts is signed today, after its buyer has joined."""
    now = datetime.now(UTC)
    text = (HERE / "sample-members.json").read_text("utf-8")
    text = text.replace("{now}", now.isoformat(timespec="milliseconds").replace("+00:00", "Z"))
    return dict(json.loads(text.replace("{today}", f"{now.astimezone(_SHANGHAI):%Y-%m-%d}")))


def _post(url: str, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    request = urllib.request.Request(  # noqa: S310 (the stack's own address)
        url,
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", **(headers or {})},
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return dict(json.loads(answer.read() or b"{}"))
    except urllib.error.HTTPError as refused:
        reason = refused.read().decode(errors="replace")
        raise CannotRun(f"the API refused the sample at {url} with {refused.code}: {reason}") from refused
