"""Counts what a piece of work asks of AWS: requests on the wire by operation, and capacity units."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.engines.unwired import ANSWERED

_READS = frozenset({"GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"})


@dataclass(slots=True)
class Spent:
    """Requests by operation name (each try of a retried one counts), and the capacity units they consumed.

    `calls` counts a retried request once: what a piece of work asks for, also of a server under load.
    """

    requests: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    read_units: float = 0.0
    write_units: float = 0.0

    @property
    def total(self) -> int:
        """All requests together."""
        return self.requests.total()


class RequestCounter:
    """Watches clients through botocore's events; works on any engine and on AWS.

    Read units are right on AWS and DynamoDB Local, write units also on MiniStack; moto reports neither truly.
    """

    def __init__(self, *clients: Any) -> None:
        self._running: list[Spent] = []
        for client in clients:
            self.watch(client)

    def watch(self, client: Any) -> None:
        """Count this client's requests too."""
        events = client.meta.events
        events.register("provide-client-params.dynamodb.*", _ask_for_capacity)
        events.register("before-call.*.*", self._called)
        events.register("request-created.*.*", self._requested)
        events.register(f"{ANSWERED}.*.*", self._requested)
        events.register("after-call.dynamodb.*", self._answered)

    @contextmanager
    def during(self) -> Iterator[Spent]:
        """Give what the block spends, filled while it runs; blocks may be nested."""
        spent = Spent()
        self._running.append(spent)
        try:
            yield spent
        finally:
            self._running = [each for each in self._running if each is not spent]

    def _called(self, model: Any, **_: Any) -> None:
        for spent in self._running:
            spent.calls[model.name] += 1

    def _requested(self, operation_name: str, **_: Any) -> None:
        for spent in self._running:
            spent.requests[operation_name] += 1

    def _answered(self, parsed: Mapping[str, Any], model: Any, **_: Any) -> None:
        consumed = parsed.get("ConsumedCapacity") or []
        for each in [consumed] if isinstance(consumed, Mapping) else consumed:
            units = float(each.get("CapacityUnits", 0))
            for spent in self._running:
                if model.name in _READS:
                    spent.read_units += units
                else:
                    spent.write_units += units


def _ask_for_capacity(params: dict[str, Any], model: Any, **_: Any) -> dict[str, Any]:
    if "ReturnConsumedCapacity" in model.input_shape.members:
        return {"ReturnConsumedCapacity": "TOTAL", **params}
    return params
