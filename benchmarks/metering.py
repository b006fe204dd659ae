"""A simulated company without faults, with all that its functions use of AWS counted."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from benchmarks.capacity import stored_bytes
from benchmarks.meter import Meter
from benchmarks.metered import MeteredService, MeteredTables
from event_relay.handler import handle as relay
from hearthline.platform import logs
from simulation import wiring
from simulation.faults import Faults
from simulation.running import Hub
from simulation.wire import Client
from simulation.wiring import CONSUMERS, HANDLERS, wired
from simulation.world import Setup, World
from survey_results.handler import handle as survey_results


@dataclass(slots=True)
class Metered:
    """A company at work, and what it has used so far."""

    setup: Setup
    meter: Meter = field(default_factory=Meter)
    _world: World | None = None

    @property
    def world(self) -> World:
        """The company, while it is open."""
        if self._world is None:
            raise LookupError(self.setup)
        return self._world

    @contextmanager
    def open(self) -> Iterator[World]:
        """Begin the company, and let it run inside."""
        meter = self.meter

        def client(name: str, inner: Any, hub: Hub, faults: Faults) -> Client:
            over = MeteredTables if name == "dynamodb" else MeteredService
            return Client(name, over(inner, meter), hub, faults)

        around = {name: meter.around(name, handle) for name, handle in HANDLERS.items()}
        with ExitStack() as stack:
            stack.enter_context(patch.object(wiring, "Client", client))
            stack.enter_context(patch.object(wiring, "relay", meter.around("EventRelay", relay)))
            counts = meter.around("SurveyResults", survey_results)
            stack.enter_context(patch.object(wiring, "survey_results", counts))
            stack.enter_context(patch.dict(HANDLERS, around))
            stack.enter_context(patch.dict(CONSUMERS, {name: around[name] for name in CONSUMERS}))
            self._world = World(self.setup)
            stack.enter_context(wired(self._world.services))
            stack.enter_context(patch.object(logs, "write_line", meter.logged))
            stack.enter_context(meter.timing())
            self._world.begin()
            yield self._world

    def stored(self) -> int:
        """Give the bytes of all that is stored by now, indexes included."""
        tables = self.world.services.tables.tables.values()
        return sum(
            stored_bytes(item, table.indexes.values()) for table in tables for item in table.items.values()
        )
