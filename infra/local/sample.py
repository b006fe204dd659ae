"""Sample complaints, filed through the public API as anybody would."""

import json
import urllib.error
import urllib.request
from typing import Any

from infra.local.failure import CannotRun
from infra.local.tools import HERE


def file_all(url: str) -> list[dict[str, Any]]:
    """File the complaints of sample.json at the root URL; give what the API answered to each."""
    return [_file(url, body) for body in json.loads((HERE / "sample.json").read_text())]


def _file(url: str, body: dict[str, Any]) -> dict[str, Any]:
    request = urllib.request.Request(  # noqa: S310 (the stack's own address)
        f"{url}/api/complaints",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return dict(json.load(answer))
    except urllib.error.HTTPError as refused:
        reason = refused.read().decode(errors="replace")
        raise CannotRun(f"the API refused a sample complaint with {refused.code}: {reason}") from refused
