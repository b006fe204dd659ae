"""Members for analysis: coarse rows without any id, and what the club owes in points."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hearthline.analytics.exporting import Gathered, Run
from hearthline.analytics.tables import Column, Kind, Table
from hearthline.analytics.words import Words
from hearthline.members.segments.audience import Audience
from hearthline.members.segments.matching import Moment, Profile, owned
from hearthline.members.stages import stage_of

PARTS: Final = 64
"""Into how many parts everybody is cut, by chance; each is read at once and written as one file."""
BY_PART: Final = (("part", "one of 64 parts into which persons fall by chance, 00 to 63"),)
TEXT, INTEGER, FLAG = Kind.TEXT, Kind.INTEGER, Kind.FLAG


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as told of here."""

    person: Profile
    moment: Moment
    words: Words


@dataclass(frozen=True, slots=True)
class Balance:
    """What members of one city and tier have together."""

    city: str | None
    tier: str
    members: int
    points: int


def _joined(one: Somebody) -> str | None:
    at = one.person.joined_at
    return f"{one.moment.day(at):%Y-%m}" if at else None


def _purchases(one: Somebody) -> int:
    return len({home.contract for home in one.person.holdings if home.bought and not home.cancelled})


MEMBERS: Final = Table(
    "members",
    1,
    "one row for each person, members and others; erased ones are left out. No id: rows can't be joined",
    BY_PART,
    (
        Column("kind", TEXT, "customer, tenant, partner, staff or press", lambda m: m.person.kind.value),
        Column("city", TEXT, "the person's own city", lambda m: m.words.word("city", m.person.city)),
        Column("language", TEXT, "zh or en", lambda m: m.words.word("language", m.person.language)),
        Column("member", FLAG, "whether they have joined", lambda m: m.person.joined_at is not None),
        Column("joined_month", TEXT, "month of joining, YYYY-MM, in the club's zone", _joined),
        Column(
            "tier",
            TEXT,
            "member, senior or gold; empty for who has not joined",
            lambda m: m.person.tier.value if m.person.tier else None,
        ),
        Column(
            "stage",
            TEXT,
            "prospect, waiting, moving_in, living, second_home or former",
            lambda m: stage_of(m.person, m.moment.local).value,
        ),
        Column("homes", INTEGER, "homes owned now", lambda m: len({h.home for h in owned(m.person)})),
        Column("purchases", INTEGER, "contracts ever bought and not cancelled", _purchases),
        Column("referrals", INTEGER, "completed referrals", lambda m: m.person.referrals),
        Column(
            "complained",
            FLAG,
            "whether a complaint is linked to them",
            lambda m: m.person.last_complaint_at is not None,
        ),
    ),
)

POINTS: Final = Table(
    "points",
    1,
    "one row for each city and tier of a part: points that members hold; summed over all parts the liability",
    BY_PART,
    (
        Column("city", TEXT, "the members' own city", lambda b: b.city),
        Column("tier", TEXT, "member, senior or gold", lambda b: b.tier),
        Column("members", INTEGER, "members", lambda b: b.members),
        Column("points", INTEGER, "what they hold together", lambda b: b.points, "points"),
    ),
)


class Members:
    """Gathers persons part by part; rows are in an order that says nothing of who they are."""

    name = "members"
    tables = (MEMBERS, POINTS)

    def __init__(
        self,
        audience: Audience,
        moment: Callable[[datetime], Moment],
        words: Callable[[datetime], Words],
        *,
        parts: int = PARTS,
    ) -> None:
        self._audience = audience
        self._moment = moment
        self._words = words
        self._parts = parts

    def places(self, run: Run) -> list[str]:  # noqa: ARG002 - the same in every run
        """Give the parts' numbers."""
        return [f"{part:02d}" for part in range(self._parts)]

    def gather(self, place: str, run: Run) -> Gathered:
        """Read a part: a page of the scan for each 1 MB."""
        moment, words = self._moment(run.as_of), self._words(run.as_of)
        found = self._audience.whole(int(place), self._parts)
        everybody = [Somebody(person, moment, words) for person in found if person.erased_at is None]
        rows = sorted(everybody, key=lambda one: tuple(str(value) for value in MEMBERS.row(one)))
        return Gathered({"part": place}, {MEMBERS.name: rows, POINTS.name: _balances(everybody)})


def _balances(everybody: Iterable[Somebody]) -> list[Balance]:
    sums: defaultdict[tuple[str | None, str], list[int]] = defaultdict(list)
    for one in everybody:
        if one.person.tier is not None:
            sums[one.words.word("city", one.person.city), one.person.tier.value].append(
                one.person.points or 0
            )
    ordered = sorted(sums.items(), key=lambda entry: str(entry[0]))
    return [Balance(city, tier, len(held), sum(held)) for (city, tier), held in ordered]
