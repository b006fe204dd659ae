"""From a run that fails to the least of it that still does: fewer days, complaints, kinds of faults, faults.

Complaints and faults keep their names when others are left out, so what is left mostly happens as before.
What no longer fails in the same way is put back.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeVar

from simulation.faults import Kind
from simulation.runs import Outcome, run
from simulation.world import Setup

MOST_RUNS: Final = 120
_PARTICULAR: Final = re.compile(r"[0-9A-Z]{8,}|[0-9a-f]{12,}|\d+")

T = TypeVar("T", int, str, Kind)
Told = Callable[[str], None]


@dataclass(slots=True)
class Shrinking:
    """Tries smaller and smaller runs, as long as runs are left."""

    setup: Setup
    told: Told = lambda _: None
    runs: int = 0
    outcome: Outcome | None = None
    wanted: frozenset[str] = field(default_factory=frozenset)

    def shrink(self) -> Outcome:
        """Give the smallest failing run that was found; the whole one, where that does not fail."""
        self.outcome = run(self.setup)
        self.wanted = shapes(self.outcome)
        if self.outcome.held:
            return self.outcome
        self._try(replace(self.setup, stop=len(self.outcome.days)))
        ids = sorted(self.setup.only or range(self.setup.complaints))
        self._fewer(ids, lambda kept: replace(self.setup, only=frozenset(kept)), "complaints")
        self._fewer(
            sorted(self.setup.kinds),
            lambda kept: replace(self.setup, kinds=frozenset(kept)),
            "kinds of faults",
        )
        struck = sorted(self.outcome.struck)
        spared = self.setup.spared
        self._fewer(
            struck,
            lambda kept: replace(self.setup, spared=spared | (set(struck) - set(kept))),
            "invocations with faults",
        )
        return self.outcome

    def _fewer(self, things: Sequence[T], made: Callable[[Sequence[T]], Setup], what: str) -> None:
        """Leave out halves, quarters and so on of some things, as long as it fails without them."""
        kept, parts = list(things), 2
        while kept and self.runs < MOST_RUNS:
            size = max(1, len(kept) // parts)
            chunks = [kept[place : place + size] for place in range(0, len(kept), size)]
            for chunk in chunks:
                fewer = [each for each in kept if each not in chunk]
                if self._try(made(fewer)):
                    kept = fewer
            if size == 1:
                break
            parts *= 2
        self.told(f"{len(kept)} of {len(things)} {what} are left after {self.runs} runs")

    def _try(self, setup: Setup) -> bool:
        if self.runs >= MOST_RUNS:
            return False
        self.runs += 1
        tried = run(setup)
        if not shapes(tried) & self.wanted:
            return False
        self.setup, self.outcome = setup, tried
        return True


def shapes(outcome: Outcome) -> frozenset[str]:
    """Give what does not hold, without which case, when and how often."""
    return frozenset(_PARTICULAR.sub("", finding) for finding in outcome.findings)


def write(setup: Setup, path: Path, defect: str | None = None) -> None:
    """Write a run down, so that it can be had again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {
        "seed": setup.seed,
        "days": setup.days,
        "share": setup.share,
        "pace": setup.pace,
        "rate": setup.rate,
        "kinds": sorted(setup.kinds),
        "only": sorted(setup.only) if setup.only is not None else None,
        "spared": sorted(setup.spared),
        "stop": setup.stop,
        "defect": defect,
    }
    path.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def read(path: Path) -> tuple[Setup, str | None]:
    """Read such a run, and which defect was in the product."""
    told = json.loads(path.read_text("utf-8"))
    only = frozenset(told["only"]) if told["only"] is not None else None
    setup = Setup(
        told["seed"],
        told["days"],
        told["share"],
        frozenset(Kind(each) for each in told["kinds"]),
        told["rate"],
        told["pace"],
        only,
        frozenset(told["spared"]),
        told["stop"],
    )
    return setup, told["defect"]
