"""A run from its first day to its last, or to the first day after which something does not hold."""

import gc
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simulation.checks import Checks
from simulation.wiring import wired
from simulation.world import Setup, World

SELDOM = (50_000, 50, 100)
"""How seldom cycles are looked for: nearly all that a run makes stays until its end."""
EACH_DAY = 31
"""Up to so many days, all is looked at after each; in longer runs once in so many, and at the end."""


@dataclass(slots=True)
class Outcome:
    """What a run came to: `findings` is empty where everything held."""

    setup: Setup
    findings: list[str] = field(default_factory=list)
    days: list[dict[str, Any]] = field(default_factory=list)
    faults: dict[str, int] = field(default_factory=dict)
    struck: frozenset[str] = frozenset()
    seconds: float = 0.0

    @property
    def held(self) -> bool:
        """Whether everything that must hold did."""
        return not self.findings


def run(setup: Setup, told: Callable[[Outcome], None] = lambda _: None) -> Outcome:
    """Run; `told` is shown what there is after each day."""
    gc.set_threshold(*SELDOM)
    began = time.perf_counter()
    world = World(setup)
    checks = Checks(world)
    outcome = Outcome(setup)
    with wired(world.services):
        world.begin()
        for day in range(setup.lasts):
            world.run_day(day)
            last = day == setup.lasts - 1
            outcome.findings = checks.look(world, whole=last or setup.days <= EACH_DAY or day % EACH_DAY == 0)
            outcome.days.append(_figures(world))
            outcome.faults = {str(kind): times for kind, times in world.faults.counted.items()}
            outcome.seconds = time.perf_counter() - began
            told(outcome)
            if outcome.findings:
                break
    outcome.struck = frozenset(world.faults.struck)
    return outcome


def _figures(world: World) -> dict[str, Any]:
    tables = world.services.tables.tables
    heads = [
        item for (pk, sk), item in tables["ComplaintsTable"].items.items() if sk == "A" and pk[:2] == "C#"
    ]
    breached = sum(any("breached_at" in clock for clock in head["clocks"]) for head in heads)
    states = Counter(
        item["state"] for (pk, _), item in tables["DeliveriesTable"].items.items() if pk[:2] == "D#"
    )
    acts = Counter(asked.state.value for life in world.lives for _, asked in life.asked)
    return {
        "day": world.hub.now.date().isoformat(),
        "complaints": len(heads),
        "breached": breached,
        "notices": dict(states),
        "acts": dict(acts),
        "asked": len(world.answerers.by_token),
        "answered": sum(one.answered for one in world.answerers.by_token.values()),
        "invocations": world.hub.invocations,
        "faults": sum(world.faults.counted.values()),
        "dead": sum(queue.died for queue in world.services.queues.queues.values()),
    }
