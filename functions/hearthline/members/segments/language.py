"""The language in which a segment says whom it means: a small tree of conditions, as data.

docs/segments.md tells it to people; `reading` makes such a tree of a document and refuses what is none,
`matching` makes a predicate of it. Nothing here can run anything: a filter that somebody saves is looked at,
never executed.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from hearthline.members.model import Channel, Kind, Purpose, Tier
from hearthline.members.stages import Stage

DEEPEST: Final = 6
"""How many combinators may stand inside one another."""
MOST_CONDITIONS: Final = 60
"""How many conditions and combinators a filter may have in all."""
MOST_VALUES: Final = 50
"""How many values one condition may name."""
LONGEST_VALUE: Final = 80
MOST_POINTS: Final = 10**9
LONGEST_DAYS: Final = 3650

KINDS: Final = frozenset(kind.value for kind in Kind)
TIERS: Final = frozenset(tier.value for tier in Tier)
STAGES: Final = frozenset(stage.value for stage in Stage)
LANGUAGES: Final = frozenset({"zh", "en"})
CONSENTS: Final = frozenset(
    f"{purpose}:{channel}" for purpose in (Purpose.SURVEY, Purpose.MARKETING) for channel in Channel
)


class Field(StrEnum):
    """What a condition can be about, by its name in the document."""

    CITY = "city"
    PROJECT = "project"
    KIND = "kind"
    TIER = "tier"
    STAGE = "stage"
    LANGUAGE = "language"
    CONSENT = "consent"
    TAGS = "tags"
    SIGNED = "signed"
    HANDED_OVER = "handed_over"
    JOINED = "joined"
    LAST_COMPLAINT = "last_complaint"
    POINTS = "points"
    REFERRALS = "referrals"


@dataclass(frozen=True, slots=True)
class Among:
    """The person has one of these values. `field` is any that is neither a day nor a number."""

    field: Field
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tagged:
    """The person has one of `any`, where there are some, and all of `all`."""

    any: frozenset[str] = frozenset()
    all: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Between:
    """A day of theirs lies from `since` to `until`, both included; None is open.

    With `projects`, which `signed` and `handed_over` may name, it is the day of a home in one of them.
    """

    field: Field
    since: date | None = None
    until: date | None = None
    projects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NoComplaint:
    """They have never complained."""


@dataclass(frozen=True, slots=True)
class ComplainedWithin:
    """Their latest complaint came in at most so many days ago."""

    days: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of theirs, `points` or `referrals`, lies between the two, both included; None is open."""

    field: Field
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; of no part: always."""

    of: tuple["Filter", ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    of: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    of: "Filter"


Condition = Among | Tagged | Between | NoComplaint | ComplainedWithin | Amount
Filter = All | AnyOf | Not | Condition

EVERYBODY: Final = All()


def kinds_of(wanted: Filter) -> frozenset[str]:
    """Give the kinds of persons that a filter may find at all: customers, and those that it asks for by name.

    Partners, staff and press are kept apart: to say what somebody is not does not ask for them.
    """
    return frozenset({Kind.CUSTOMER.value}) | _named(wanted, asked=True)


def within(wanted: Filter, cities: frozenset[str] | None) -> Filter:
    """Narrow a filter to persons of these cities; None is every city. Of no city there is nobody."""
    return wanted if cities is None else All((Among(Field.CITY, cities), wanted))


def _named(part: Filter, *, asked: bool) -> frozenset[str]:
    match part:
        case Among(field=Field.KIND):
            return part.values if asked else frozenset()
        case All() | AnyOf():
            return frozenset[str]().union(*(_named(each, asked=asked) for each in part.of))
        case Not():
            return _named(part.of, asked=not asked)
        case _:
            return frozenset()
