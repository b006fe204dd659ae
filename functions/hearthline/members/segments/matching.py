"""From a filter to a predicate: whom it means, among what the index of the audience holds of persons.

A home that counts is one that the person owns now. Days are counted in the club's zone. Nobody who was
erased, or asked to be, is ever meant.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hearthline.members.model import Holding, Kind, Tier
from hearthline.members.segments.language import (
    All,
    Among,
    Amount,
    AnyOf,
    Between,
    ComplainedWithin,
    Field,
    Filter,
    NoComplaint,
    Not,
    Tagged,
    kinds_of,
)
from hearthline.members.stages import stage_of


@dataclass(frozen=True, slots=True)
class Profile:
    """What a segment may look at of a person: no name, no contact, no date of birth.

    `points` is None where the account was not looked at; `needs_points` says when it must be.
    """

    id: str
    kind: Kind = Kind.CUSTOMER
    language: str = "zh"
    city: str | None = None
    joined_at: datetime | None = None
    tier: Tier | None = None
    referrals: int = 0
    consents: Mapping[str, bool] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    holdings: tuple[Holding, ...] = ()
    last_complaint_at: datetime | None = None
    erased_at: datetime | None = None
    points: int | None = None


Predicate = Callable[[Profile], bool]


@dataclass(frozen=True, slots=True)
class Moment:
    """When a filter is asked: the instant, and the zone whose days count."""

    now: datetime
    zone: ZoneInfo

    @property
    def local(self) -> datetime:
        """The instant in the zone."""
        return self.now.astimezone(self.zone)

    @property
    def today(self) -> date:
        """The day it is in the zone."""
        return self.local.date()

    def day(self, at: datetime) -> date:
        """Give the day that an instant falls on."""
        return at.astimezone(self.zone).date()


def compiled(wanted: Filter, moment: Moment) -> Predicate:
    """Give the predicate that says whether a filter means somebody."""
    kinds, matches = kinds_of(wanted), _part(wanted, moment)

    def means(person: Profile) -> bool:
        return person.erased_at is None and person.kind in kinds and matches(person)

    return means


def needs_points(wanted: Filter) -> bool:
    """Say whether a filter asks for anybody's points."""
    match wanted:
        case All() | AnyOf():
            return any(needs_points(part) for part in wanted.of)
        case Not():
            return needs_points(wanted.of)
        case Amount():
            return wanted.field is Field.POINTS
        case _:
            return False


def owned(person: Profile) -> list[Holding]:
    """Give the homes that are theirs now."""
    return [holding for holding in person.holdings if holding.until is None and not holding.cancelled]


def cities_of(person: Profile) -> frozenset[str]:
    """Give the cities that somebody belongs to: their own, and those of their homes."""
    return frozenset({home.city for home in owned(person)} | ({person.city} if person.city else set()))


def _part(part: Filter, moment: Moment) -> Predicate:
    match part:
        case All():
            every = [_part(each, moment) for each in part.of]
            return lambda person: all(holds(person) for holds in every)
        case AnyOf():
            some = [_part(each, moment) for each in part.of]
            return lambda person: any(holds(person) for holds in some)
        case Not():
            holds = _part(part.of, moment)
            return lambda person: not holds(person)
        case Among():
            return _among(part, moment)
        case Tagged():
            return _tagged(part)
        case Between():
            return _between(part, moment)
        case Amount():
            return _amount(part)
        case NoComplaint() | ComplainedWithin():
            return _complained(part, moment)


def _among(part: Among, moment: Moment) -> Predicate:
    values = part.values
    match part.field:
        case Field.CITY:
            return lambda person: not values.isdisjoint(cities_of(person))
        case Field.PROJECT:
            return lambda person: any(home.project in values for home in owned(person))
        case Field.STAGE:
            return lambda person: stage_of(person, moment.local) in values
        case Field.CONSENT:
            return lambda person: any(person.consents.get(name, False) for name in values)
        case Field.TIER:
            return lambda person: person.tier is not None and person.tier in values
        case Field.KIND:
            return lambda person: person.kind in values
        case _:
            return lambda person: person.language in values


def _tagged(part: Tagged) -> Predicate:
    def holds(person: Profile) -> bool:
        tags = set(person.tags)
        return part.all <= tags and (not part.any or not part.any.isdisjoint(tags))

    return holds


def _between(part: Between, moment: Moment) -> Predicate:
    def inside(day: date | None) -> bool:
        if day is None:
            return False
        return (part.since is None or day >= part.since) and (part.until is None or day <= part.until)

    def of_home(home: Holding) -> bool:
        day = home.signed_on if part.field is Field.SIGNED else home.handed_over_on
        return inside(day) and (not part.projects or home.project in part.projects)

    if part.field in {Field.SIGNED, Field.HANDED_OVER}:
        return lambda person: any(of_home(home) for home in owned(person))
    if part.field is Field.JOINED:
        return lambda person: inside(moment.day(person.joined_at) if person.joined_at else None)
    return lambda person: inside(moment.day(person.last_complaint_at) if person.last_complaint_at else None)


def _complained(part: NoComplaint | ComplainedWithin, moment: Moment) -> Predicate:
    if isinstance(part, NoComplaint):
        return lambda person: person.last_complaint_at is None
    today = moment.today

    def holds(person: Profile) -> bool:
        at = person.last_complaint_at
        return at is not None and (today - moment.day(at)).days <= part.days

    return holds


def _amount(part: Amount) -> Predicate:
    def holds(person: Profile) -> bool:
        has = person.referrals if part.field is Field.REFERRALS else person.points or 0
        return (part.at_least is None or has >= part.at_least) and (
            part.at_most is None or has <= part.at_most
        )

    return holds
