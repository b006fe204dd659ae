"""A year of complaints as it might have been: who complained of what, and what became of it, by chance.

Sizes are those of the company that the product is modelled on: 16 cities, 780 projects, 30,000 complaints.
Cities differ in size as companies' do, so the largest sheets are larger than the average ones.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from hearthline.insight.model import Breach, Case, Judged, Offered, Promise
from hearthline.platform.ids import number_from

CITIES: Final = (
    *("sz", "gz", "dg", "sh", "nj", "su", "hz", "bj"),
    *("tj", "sy", "dl", "cc", "qd", "wh", "cs", "cd"),
)
YEAR: Final = datetime(2025, 12, 31, 16, tzinfo=UTC)
"""The first of January in Shanghai."""
_KINDS: Final = ("complaint",) * 5 + ("repair",) * 8 + ("inquiry", "suggestion", "praise")
_CATEGORIES: Final = (
    *("water_leak", "crack", "doors_windows", "electrical"),
    *("plumbing", "lift", "noise", "other"),
)
_CAUSES: Final = ("design", "material", "workmanship", "supervision", "maintenance", "service")
_DEPARTMENTS: Final = ("engineering", "design", "property", "sales")
_CHANNELS: Final = ("web", "hotline", "wechat", "counter", "email")
_FILERS: Final = ("customer",) * 12 + ("tenant", "press", None)
_ANSWER_WITHIN: Final = timedelta(hours=24)
_RESOLVE_WITHIN: Final = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Change:
    """A complaint after something happened to it."""

    at: datetime
    case: Case


class Year:
    """So many complaints about so many projects."""

    def __init__(self, complaints: int, projects: int, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._complaints = complaints
        weights = [1 / (place + 2) for place in range(len(CITIES))]
        where = self._chance.choices(CITIES, weights, k=max(0, projects - len(CITIES)))
        self._projects = [(city, f"{city}-园区{place}") for place, city in enumerate([*CITIES, *where])]

    def changes(self) -> list[Change]:
        """Give all that happened, as it happened."""
        found = [change for place in range(self._complaints) for change in self._life(place)]
        return sorted(found, key=lambda change: (change.at, change.case.number, change.case.version))

    def _life(self, place: int) -> Iterator[Change]:
        case = self._filed(place)
        at = case.received_at
        yield Change(at, case)
        for step in (self._taken, self._answered, self._resolved, self._judged):
            found = step(case)
            if found is None:
                return
            at, after = max(at, found[0]), found[1]
            case = replace(after, version=case.version + 1)
            yield Change(at, case)

    def _filed(self, place: int) -> Case:
        pick = self._chance.choice
        city, project = self._chance.choices(self._projects, k=1)[0]
        at = YEAR + timedelta(minutes=self._chance.randrange(365 * 24 * 60))
        filer = pick(_FILERS)
        return Case(
            number=number_from(place.to_bytes(5)),
            version=1,
            city=city,
            zone="Asia/Shanghai",
            received_at=at,
            kind=pick(_KINDS),
            severity=pick(("low", "normal", "normal", "normal", "high", "critical")),
            status="received",
            channel=pick(_CHANNELS),
            team=f"{city}-care",
            apart=filer == "press",
            project=project,
            category=pick(_CATEGORIES),
            filer=filer,
            promises=tuple(Promise(name, at, None) for name in ("acknowledge", "answer", "resolve")),
            home=f"{project}-{self._chance.randrange(40)}" if self._chance.random() < 0.8 else None,
        )

    def _taken(self, case: Case) -> tuple[datetime, Case]:
        at = case.received_at + timedelta(minutes=round(self._chance.expovariate(1 / 90)))
        handler = f"{case.city}{self._chance.randrange(7)}"
        taken = replace(case, handler=handler, status="assigned")
        return at, _met(taken, "acknowledge", at, timedelta(hours=8))

    def _answered(self, case: Case) -> tuple[datetime, Case]:
        at = case.received_at + timedelta(minutes=round(120 + self._chance.expovariate(1 / 300)))
        answered = replace(case, answered_at=at, status="in_progress")
        return at, _met(answered, "answer", at, _ANSWER_WITHIN)

    def _resolved(self, case: Case) -> tuple[datetime, Case] | None:
        if self._chance.random() < 0.03:
            return None
        at = case.received_at + timedelta(minutes=round(1440 + self._chance.expovariate(1 / 7200)))
        if self._chance.random() < 0.03:
            return at, replace(case, status="rejected", closed_at=at)
        pick = self._chance.choice
        resolved = replace(
            case,
            status="resolved",
            resolved_at=at,
            cause=pick(_CAUSES),
            department=pick(_DEPARTMENTS),
            contractor=f"c-{self._chance.randrange(60)}" if case.kind == "repair" else None,
            offered=self._offered(),
        )
        return at, _met(resolved, "resolve", at, _RESOLVE_WITHIN)

    def _offered(self) -> tuple[Offered, ...]:
        if self._chance.random() > 0.08:
            return ()
        amount = self._chance.randrange(10_000, 500_000)
        return (Offered("compensation", self._chance.random() < 0.8, amount),)

    def _judged(self, case: Case) -> tuple[datetime, Case] | None:
        if case.resolved_at is None:
            return None
        at = case.resolved_at + timedelta(minutes=round(self._chance.expovariate(1 / 2880)))
        if self._chance.random() < 0.6:
            return case.resolved_at + timedelta(days=7), replace(
                case, status="closed", closed_at=case.resolved_at + timedelta(days=7)
            )
        happy = self._chance.random() < 0.85
        judged = Judged(happy, self._chance.choice((4, 5) if happy else (1, 2, 3)))
        if happy:
            return at, replace(case, status="closed", closed_at=at, judged=judged)
        reopened = replace(case, status="in_progress", resolved_at=None, judged=judged)
        return at, replace(reopened, reopened=(at,))


def _met(case: Case, clock: str, at: datetime, within: timedelta) -> Case:
    """Keep a promise, or break it at its own instant."""
    kept = at - case.received_at <= within
    promises = tuple(
        replace(one, kept=kept, met_at=at) if one.clock == clock else one for one in case.promises
    )
    broken = () if kept else (Breach(clock, case.received_at + within),)
    return replace(case, promises=promises, breaches=(*case.breaches, *broken))
