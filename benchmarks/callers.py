"""Programs that call a server as fast as it answers, each with a connection of its own.

To the local engine they have one source address: a stack that they call is deployed with `WITHOUT_LIMIT`.
"""

import http.client
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self
from urllib.parse import urlsplit

from benchmarks.installation import UNLIMITED

CALLERS: Final = 8
"""At once: as many as the local root lets through."""
WITHOUT_LIMIT: Final = {"RatePerAddress": str(UNLIMITED)}
"""Parameters of a stack that takes any number of complaints from one source address."""
_PATIENCE_S: Final = 60


@dataclass
class Caller:
    """One program on `url`, numbered."""

    url: str
    number: int
    _connection: http.client.HTTPConnection | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        """Begin; nothing is opened before the first call."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self._close()

    def call(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes, list[tuple[str, str]]]:
        """Send a request, again where the server had closed the connection; give status, body, headers."""
        for kept in (True, False):
            if self._connection is None:
                target = urlsplit(self.url)
                self._connection = http.client.HTTPConnection(target.hostname or "", target.port, _PATIENCE_S)
            try:
                self._connection.request(method, path, body, dict(headers or {}))
                answer = self._connection.getresponse()
                return answer.status, answer.read(), answer.getheaders()
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self._close()
                if not kept:
                    raise
        raise AssertionError("either answered or raised")

    def send(self, path: str, body: Any, **headers: str) -> tuple[int, Any]:
        """Post JSON; give status and what was answered."""
        given = {"Content-Type": "application/json", **headers}
        status, answer, _ = self.call("POST", path, json.dumps(body).encode(), given)
        return status, json.loads(answer) if answer else None

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def each_second(url: str, seconds: float, one: Callable[[Caller, int], None]) -> float:
    """Let CALLERS do `one` (the caller, a number never used twice) over and over; give how many a second.

    Whatever `one` raises is raised here, once all have stopped.
    """
    done = [0] * CALLERS
    failures: list[BaseException] = []
    begun = time.monotonic()

    def work(number: int) -> None:
        with Caller(url, number) as caller:
            while time.monotonic() - begun < seconds and not failures:
                try:
                    one(caller, done[number] * CALLERS + number)
                except BaseException as failure:  # noqa: BLE001 (told to whoever measures)
                    failures.append(failure)
                    return
                done[number] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(CALLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return sum(done) / (time.monotonic() - begun)
