"""The deployed API, called as any program would call it, and a way to wait for what happens behind it."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any, TypeVar

T = TypeVar("T")

PATIENCE = 60.0
"""Seconds that a stream, a bus and two queues may take on a busy machine."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the API said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Client:
    """Calls the API at `url`, with a bearer token where there is one."""

    url: str
    token: str | None = None

    def get(self, path: str) -> Answer:
        """Read."""
        return self.call("GET", path)

    def post(self, path: str, body: Any, **headers: str) -> Answer:
        """Send JSON."""
        return self.call(
            "POST", path, json.dumps(body).encode(), {"Content-Type": "application/json", **headers}
        )

    def call(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send anything at all."""
        sent = dict(headers or {})
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(f"{self.url}{path}", data=body, headers=sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, dict(refused.headers), refused.read())


def eventually(look: Callable[[], T], patience: float = PATIENCE) -> T:
    """Give what `look` gives as soon as it is truthy."""
    until = monotonic() + patience
    while not (found := look()):
        assert monotonic() < until, f"nothing came of {look} within {patience} s"
        sleep(0.2)
    return found


def case_numbers(agent: Client, view: str = "all") -> set[str]:
    """Give the numbers of all cases of a view, page by page: who shares the system has filed many."""
    found: set[str] = set()
    cursor: str | None = ""
    while cursor is not None:
        rest = f"&cursor={cursor}" if cursor else ""
        page = agent.get(f"/api/desk/complaints?view={view}&limit=100{rest}").json
        found |= {item["number"] for item in page["items"]}
        cursor = page["next_cursor"]
    return found
