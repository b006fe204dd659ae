"""How often early trends raise a false alarm, and how often they see a real rise.

A town of the company's size is made by chance: complaints of 780 projects and 40 causes over fifty-six weeks.
*Shuffled*, every complaint of a city gets the day of another one of that city: whatever it came with, nothing
has risen, and each group that is listed is a false alarm. *In clumps*, one cause brings several complaints
within a week, and each clump is moved as a whole. A real rise is a group whose latest weeks are multiplied.
"""

import random
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from rich.progress import track

from benchmarks.insight_year import CITIES
from hearthline.insight.daily import CAME, KNOWN, SOLVED, Alike
from hearthline.insight.trends.chance import Counts, at_least, discoveries
from hearthline.insight.trends.rises import DAYS, FALSE, FEWEST, PERIODS, Group, Span, counted, risen

COMPLAINTS: Final = 32_000
"""Of fifty-six weeks: 30,000 a year."""
PROJECTS: Final = 780
CAUSES: Final = 40
CONTRACTORS: Final = 120
CATEGORIES: Final = 8
LOOKS: Final = 150
RISES: Final = 25
"""Looks at towns in which some groups have risen, for each factor."""
FACTORS: Final = (2, 3, 5)
TARGETS: Final = (
    *((("cause",), usual) for usual in (15, 30, 60, 120)),
    *((("project",), usual) for usual in (3, 8)),
    *((("project", "cause"), usual) for usual in (0.5, 1.5)),
)
"""Groups that rise, each the one that is nearest to so many in four weeks."""
_UNTIL: Final = date(2026, 11, 22)
_SPAN: Final = Span(_UNTIL)
_ALL_DAYS: Final = DAYS * PERIODS


@dataclass(frozen=True, slots=True)
class Complaint:
    """One of a town; those of a clump have the same number there."""

    city: str
    values: Mapping[str, str]
    clump: int


class Town:
    """Complaints of a company's cities, sizes as uneven as they are."""

    def __init__(self, chance: random.Random, *, clumps: bool) -> None:
        self._chance = chance
        cities = chance.choices(CITIES, [1 / (place + 2) for place in range(len(CITIES))], k=PROJECTS)
        projects = [
            (city, f"{city}-{place}", f"c{chance.randrange(CONTRACTORS)}")
            for place, city in enumerate(cities)
        ]
        sizes = [chance.lognormvariate(0, 0.8) for _ in projects]
        causes = [1 / (place + 1) for place in range(CAUSES)]
        self.complaints: list[Complaint] = []
        clump = 0
        while len(self.complaints) < COMPLAINTS:
            ((city, project, contractor),) = chance.choices(projects, sizes)
            (cause,) = chance.choices(range(CAUSES), causes)
            values = {
                "project": project,
                "category": f"k{cause % CATEGORIES}",
                "cause": f"a{cause}",
                "contractor": contractor,
            }
            number = 1 + (chance.randrange(2, 9) if clumps and chance.random() < 0.05 else 0)
            self.complaints += [Complaint(city, values, clump)] * number
            clump += 1

    def days(self, more: Iterable[Complaint] = ()) -> dict[str, list[Alike]]:
        """Give each its days by chance: when it came, and when it was solved. `more` lie in the last weeks.

        A clump comes within a week and is solved within a week.
        """
        found: dict[str, list[Alike]] = {}
        begins = [self._chance.randrange(_ALL_DAYS) for _ in range(self.complaints[-1].clump + 1)]
        placed = [(one, begins[one.clump]) for one in self.complaints]
        placed += [(one, _ALL_DAYS - DAYS + self._chance.randrange(DAYS - 6)) for one in more]
        alone = _alone(self.complaints)
        for one, begin in placed:
            for how in (CAME, SOLVED):
                place = begin if one.clump in alone else begin + self._chance.randrange(7)
                on = _SPAN.since + timedelta(days=place % _ALL_DAYS)
                found.setdefault(one.city, []).append(Alike(how, on, _known(how, one.values)))
        return found

    def risen(self, by: Sequence[str], values: Sequence[str], factor: int) -> list[Complaint]:
        """Give the complaints that come on top where a group's latest weeks are multiplied."""
        wanted = dict(zip(by, values, strict=True))
        ours = [one for one in self.complaints if all(one.values[name] == wanted[name] for name in by)]
        mean = len(ours) * (factor - 1) / PERIODS
        return self._chance.choices(ours, k=_poisson(self._chance, mean))


def measure(looks: int = LOOKS, rises: int = RISES, seed: int = 1) -> dict[str, Any]:
    """Look at towns in which nothing has risen, and at some in which something has."""
    chance = random.Random(seed)
    plain, clumped = Town(chance, clumps=False), Town(chance, clumps=True)
    began = time.process_time()
    shuffled = [_look(plain) for _ in track(range(looks), "Shuffled", transient=True)]
    took = (time.process_time() - began) / looks
    clumps = [_look(clumped) for _ in track(range(looks), "Shuffled clumps", transient=True)]
    return {
        "complaints": COMPLAINTS,
        "projects": PROJECTS,
        "looks": looks,
        "tested": round(sum(look["tested"] for look in shuffled) / looks),
        "shuffled": _alarms(shuffled, "listed"),
        "clumps": _alarms(clumps, "listed"),
        "clumps_without": _alarms(clumps, "one_by_one"),
        "variation": round(sum(look["variation"] for look in clumps) / looks, 2),
        "look_ms": round(took * 1000),
        "seen": _seen(plain, rises),
    }


def _look(town: Town) -> dict[str, Any]:
    groups = counted(town.days(), _SPAN)
    found = risen(groups)
    return {
        "tested": found.tested,
        "listed": len(found.rises),
        "one_by_one": _one_by_one(groups),
        "variation": 1 + found.excess["project",],
    }


def _one_by_one(groups: Mapping[Group, Counts]) -> int:
    """Give how many would be listed if complaints were thought to come one by one."""
    tested = [counts for counts in groups.values() if sum(counts.of_group) >= FEWEST]
    chances = [
        at_least(counts.now, sum(counts.of_group), counts.share) if counts.now > counts.expected else 1.0
        for counts in tested
    ]
    return sum(share <= FALSE for share in discoveries(chances))


def _alarms(looks: Sequence[Mapping[str, Any]], name: str) -> dict[str, float]:
    return {
        "looks_with_any": round(sum(look[name] > 0 for look in looks) / len(looks), 3),
        "a_look": round(sum(look[name] for look in looks) / len(looks), 3),
    }


def _seen(town: Town, rises: int) -> list[dict[str, Any]]:
    sizes: dict[Group, float] = {
        group: sum(counts.of_group) / PERIODS for group, counts in counted(town.days(), _SPAN).items()
    }
    nearest = [
        min((group for group in sizes if group.by == by), key=lambda group: abs(sizes[group] - usual))
        for by, usual in TARGETS
    ]
    found = {(group, factor): 0 for group in nearest for factor in FACTORS}
    for factor in FACTORS:
        for _ in track(range(rises), f"Times {factor}", transient=True):
            more = [one for group in nearest for one in town.risen(group.by, group.values, factor)]
            listed = {rise.group for rise in risen(counted(town.days(more), _SPAN)).rises}
            for group in nearest:
                found[group, factor] += group in listed
    return [
        {
            "by": "*".join(group.by),
            "usual": round(sizes[group], 1),
            **{f"times_{factor}": round(found[group, factor] / rises, 2) for factor in FACTORS},
        }
        for group in nearest
    ]


def _known(how: str, values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(values[name] for name in KNOWN[how])


def _alone(complaints: Sequence[Complaint]) -> set[int]:
    """Give the clumps of one."""
    seen: dict[int, int] = {}
    for one in complaints:
        seen[one.clump] = seen.get(one.clump, 0) + 1
    return {clump for clump, number in seen.items() if number == 1}


def _poisson(chance: random.Random, mean: float) -> int:
    """Draw a Poisson number: how many exponential waits fit into `mean`."""
    number, waited = 0, chance.expovariate(1)
    while waited < mean:
        number, waited = number + 1, waited + chance.expovariate(1)
    return number
