"""What a member and a home add to the sheets of the club and of sales. Pure.

Joining, leaving and points count in the month in which they happened, for the city that the member has now: a
sheet a year for each city, so that a year beside the year before is two. How members stand now is one sheet a
city. A purchase counts in the month of its signing, for the home's own city and project.

Of who has left, the month of joining is known no more, only the year. What they had counted stays, as a
number of the city's (`CLUB_KEPT`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hearthline.insight.periods import month_of
from hearthline.insight.sheets import Contribution, Moves, Part, Place

PERSON: Final = "person/"
HOME: Final = "home/"
"""What the subjects of events begin with, and so the marks."""
CLUB: Final = "club"
CLUB_NOW: Final = "club_now"
CLUB_KEPT: Final = "club_kept"
SOLD: Final = "sold"
SOLD_BY_PROJECT: Final = "sold_project"
NOW: Final = "now"
"""The period of what stands as it is."""

JOINED: Final = "joined"
LEFT: Final = "left"
AT_END: Final = "at_end"
ISSUED: Final = "issued"
REDEEMED: Final = "redeemed"
EXPIRED: Final = "expired"
TAKEN_BACK: Final = "taken_back"
MEMBERS: Final = "members"
POINTS: Final = "points"
WORTH: Final = "worth"
BUYERS: Final = "buyers"
BUYERS_AGAIN: Final = "buyers_again"
REFERRERS: Final = "referrers"
REFERRALS: Final = "referrals"
SALES: Final = "sales"
REFERRED: Final = "referred"
CANCELLED: Final = "cancelled"
BOUGHT: Final = "bought"
BOUGHT_AGAIN: Final = "bought_again"
_LESS: Final = frozenset({REDEEMED, EXPIRED, TAKEN_BACK})


@dataclass(frozen=True, slots=True)
class Bought:
    """A purchase that a member signed as a buyer, and that was not cancelled; `first`: named first."""

    city: str
    project: str
    signed_on: date
    contract: str
    first: bool = True


@dataclass(frozen=True, slots=True)
class PointsMoved:
    """Points that were issued, redeemed, or ended; fewer than none where that was taken back."""

    on: date
    what: str
    amount: int


@dataclass(frozen=True, slots=True)
class Member:
    """A member as they stand, days in the club's zone. `joined_on` is None for who has left."""

    number: str
    city: str
    apart: bool
    tier: str
    joined_on: date | None
    left_on: date | None = None
    referrals: int = 0
    bought: tuple[Bought, ...] = ()
    points: tuple[PointsMoved, ...] = ()


@dataclass(frozen=True, slots=True)
class Sale:
    """A signed contract. `referred`: a referral code came with it."""

    signed_on: date
    referred: bool = False
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class HomeSold:
    """A home and the contracts of it that are signed."""

    number: str
    city: str
    project: str
    sales: tuple[Sale, ...] = ()


def contribution_of_club(one: Member | HomeSold | None) -> Contribution:
    """Give what a member or a home adds; nothing where there is none."""
    if one is None:
        return ()
    return tuple(_of_member(one) if isinstance(one, Member) else _of_home(one))


def kept_of(parts: Contribution) -> tuple[Contribution, Contribution]:
    """Give what stays of the joining of who has left: as it was counted, and as a number of the city's."""
    joining = tuple(part for part in parts if JOINED in part.counts)
    kept = tuple(
        Part(part.city, part.apart, part.period, (f"{CLUB_KEPT}={_value(part)}",), part.counts)
        for part in joining
    )
    return joining, kept


def shown_kept(sheets: Moves) -> Iterator[tuple[Place, Mapping[str, int]]]:
    """Give what the sheets of CLUB_KEPT stand for in those of the club."""
    for (partition, sheet), counters in sheets.items():
        dimension, _, period = sheet.partition("#")
        if dimension == CLUB_KEPT:
            yield (partition, f"{CLUB}#{period}"), counters


def _value(part: Part) -> str:
    return part.groups[0].partition("=")[2]


def _of_member(one: Member) -> Iterator[Part]:
    if one.joined_on:
        yield _in_month(one, one.joined_on, {JOINED: 1})
    if one.left_on:
        yield _in_month(one, one.left_on, {LEFT: 1})
    for on, counts in sorted(_points(one).items()):
        yield _in_month(one, on, counts)
    bought = sorted(one.bought, key=lambda each: (each.signed_on, each.contract))
    for place, each in enumerate(bought):
        counts = {BOUGHT: 1, **({BOUGHT_AGAIN: 1} if place else {})}
        if each.first:
            yield _sold(each.city, each.project, each.signed_on, counts)
    if standing := _standing(one, len(bought)):
        yield Part(one.city, one.apart, NOW, (f"{CLUB_NOW}={one.tier}",), standing)


def _of_home(home: HomeSold) -> Iterator[Part]:
    for sale in home.sales:
        counts = {CANCELLED: 1} if sale.cancelled else {SALES: 1, **({REFERRED: 1} if sale.referred else {})}
        yield _sold(home.city, home.project, sale.signed_on, counts)


def _in_month(one: Member, on: date, counts: Mapping[str, int]) -> Part:
    return Part(one.city, one.apart, f"{on:%Y}", (f"{CLUB}={on:%m}",), counts)


def _sold(city: str, project: str, on: date, counts: Mapping[str, int]) -> Part:
    return Part(city, False, month_of(on), (f"{SOLD}=", f"{SOLD_BY_PROJECT}={project}"), counts)


def _points(one: Member) -> dict[date, dict[str, int]]:
    """Give what became of points in each month, by its first day."""
    months: dict[date, dict[str, int]] = {}
    for each in one.points:
        month = months.setdefault(each.on.replace(day=1), {})
        month[each.what] = month.get(each.what, 0) + each.amount
    return months


def _standing(one: Member, purchases: int) -> dict[str, int]:
    """Give what somebody is now; of who has left, the points that have not ended yet."""
    held = sum(-each.amount if each.what in _LESS else each.amount for each in one.points)
    counts = {POINTS: held} if held else {}
    if one.left_on is not None:
        return counts
    further = {
        BUYERS: purchases > 0,
        BUYERS_AGAIN: purchases > 1,
        REFERRERS: one.referrals > 0,
    }
    found = {name: 1 for name, holds in further.items() if holds}
    return {MEMBERS: 1, **counts, **found, **({REFERRALS: one.referrals} if one.referrals else {})}
