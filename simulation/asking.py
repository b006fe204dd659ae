"""Callers of the HTTP API: they ask again under the same key until they are answered, or give up."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from simulation.deliveries import Handle
from simulation.running import Ended, Hub

PATIENCE: Final = tuple(timedelta(seconds=each) for each in (1, 3, 10, 60, 300, 900, *[1800] * 6))
"""How long a caller waits before each further try."""


class State(StrEnum):
    """What a caller knows of what it asked for."""

    PENDING = "pending"
    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class Asked:
    """One thing asked for, under one key, however often."""

    name: str
    state: State = State.PENDING
    tries: int = 0
    status: int = 0
    body: Any = None
    cookies: tuple[str, ...] = ()
    at: datetime | None = None
    ended: datetime | None = None
    unforeseen: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Callers:
    """Asks the functions behind the API."""

    hub: Hub
    functions: Mapping[str, tuple[Handle, timedelta]]

    def ask(
        self,
        function: str,
        name: str,
        route: str,
        body: Mapping[str, Any],
        *,
        params: Mapping[str, str] | None = None,
        claims: Mapping[str, Any] | None = None,
        cookies: Sequence[str] = (),
        then: Callable[[Asked], None] = lambda _: None,
    ) -> Asked:
        """Send a request until it is answered; `then` is told what came of it."""
        asked = Asked(name, at=self.hub.now)
        path = route.partition(" ")[2]
        for place, value in (params or {}).items():
            path = path.replace(f"{{{place}}}", value)
        event = {
            "version": "2.0",
            "routeKey": route,
            "rawPath": path,
            "rawQueryString": "",
            "headers": {"content-type": "application/json", "idempotency-key": _key(name)},
            "requestContext": {
                "http": {
                    "method": route.partition(" ")[0],
                    "sourceIp": "203.0.113.7",
                    "userAgent": "simulation",
                },
                "requestId": name,
                **({"authorizer": {"jwt": {"claims": claims, "scopes": None}}} if claims else {}),
            },
            "pathParameters": dict(params or {}),
            "body": json.dumps(body, ensure_ascii=False),
            "isBase64Encoded": False,
            "cookies": list(cookies),
        }
        self._try(function, event, asked, then)
        return asked

    def _try(self, function: str, event: dict[str, Any], asked: Asked, then: Callable[[Asked], None]) -> None:
        handle, timeout = self.functions[function]
        asked.tries += 1

        def ended(how: Ended) -> None:
            self._answered(function, event, asked, then, how)

        self.hub.start(f"{asked.name}/{asked.tries}", timeout, lambda context: handle(event, context), ended)

    def _answered(
        self,
        function: str,
        event: dict[str, Any],
        asked: Asked,
        then: Callable[[Asked], None],
        how: Ended,
    ) -> None:
        asked.status = how.answer["statusCode"] if how.well else 504
        if asked.status >= 500 and not how.invocation.struck:
            asked.unforeseen.append(f"{asked.name}: {asked.status} {how.error!r}")
        if asked.status < 500:
            asked.ended = self.hub.now
            asked.state = State.DONE if asked.status < 300 else State.REFUSED
            asked.body = json.loads(how.answer["body"]) if how.answer.get("body") else None
            asked.cookies = tuple(each.partition(";")[0] for each in how.answer.get("cookies", ()))
            then(asked)
        elif asked.tries > len(PATIENCE):
            asked.state = State.UNKNOWN
            then(asked)
        else:
            wait = PATIENCE[asked.tries - 1]
            self.hub.at(self.hub.now + wait, lambda: self._try(function, event, asked, then))


def _key(name: str) -> str:
    return f"the-key-of-{name}".replace("/", "-")
