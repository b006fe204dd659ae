"""The life of a home with its owners: what its document says, and what of it is planned and done. Values.

No name, no contact and no text about anybody stands here: persons are ids, homes keyed hashes.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Trigger(StrEnum):
    """What a step follows from: the day of something that the sales system tells of a home."""

    CONTRACT_SIGNED = "contract_signed"
    HANDED_OVER = "handed_over"
    OWNERSHIP_TRANSFERRED = "ownership_transferred"


class Deed(StrEnum):
    """What a step does. A survey is asked by the campaign that the step names, and by nobody else."""

    MESSAGE = "message"
    SURVEY = "survey"
    VISIT = "visit"


class Heir(StrEnum):
    """What becomes of a step when the home is passed on: it follows to the new owners, or ends."""

    FOLLOWS = "follows"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class When:
    """How long after its trigger's day a step is, and at which time of the day by the city's clock.

    Months first, then days, then working days of the city. With `working_day` it moves to the next day on
    which the city works. `every_months` repeats it for as long as the home is theirs.
    """

    at: timedelta
    months: int = 0
    days: int = 0
    working_days: int = 0
    working_day: bool = False
    every_months: int | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says, by language: in a mail title and text, in a short message `short`."""

    message_class: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    short: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StepRule:
    """One step as the document says it.

    `until` ends it once that has happened. After its time it is still done for as long as `late`; what is
    found later than that is too late to be of use. `when` is None for a survey: its campaign decides.
    """

    code: str
    names: Mapping[str, str]
    after: Trigger
    does: Deed
    late: timedelta
    when: When | None = None
    until: Trigger | None = None
    on_transfer: Heir = Heir.FOLLOWS
    words: Words | None = None
    survey: str | None = None
    visit_days: int = 0
    """Within how many days of its instant a visit is to be made."""


@dataclass(frozen=True, slots=True)
class LetterRules:
    """Letters on how the building goes on: as which class, and when in a month a missing one is told."""

    message_class: str = "service"
    remind_on: int = 20
    at: timedelta = timedelta(hours=10)


@dataclass(frozen=True, slots=True)
class Rules:
    """One version of the document."""

    version: int
    steps: tuple[StepRule, ...]
    letters: LetterRules = LetterRules()

    def step(self, code: str) -> StepRule | None:
        """Give a step by its code."""
        return next((step for step in self.steps if step.code == code), None)


@dataclass(frozen=True, slots=True)
class Sale:
    """A contract that is signed and stands: its days, and who owns the home by it now."""

    contract: str
    signed_on: date
    handed_over_on: date | None = None
    transferred_on: date | None = None
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What a home's life follows from. `version` counts what the sales system has told of it."""

    home: str
    city: str
    project: str
    version: int
    sales: tuple[Sale, ...] = ()
    building: str = ""
    unit: str = ""

    @property
    def sale(self) -> Sale | None:
        """The sale whose life the home has: the one that was signed last. A home has one life at a time."""
        return max(self.sales, key=lambda sale: (sale.signed_on, sale.contract), default=None)


@dataclass(frozen=True, slots=True)
class Planned:
    """A step that is to be done at an instant: of which contract, and the how-manieth of its kind."""

    contract: str
    code: str
    occurrence: str
    at: datetime

    @property
    def mark(self) -> str:
        """What the step is known by for ever, whenever it is: 16 hex digits."""
        return mark_of(self.contract, self.code, self.occurrence)


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was done: when it was due, when it was done, by which version of the document."""

    contract: str
    code: str
    occurrence: str
    due: datetime
    at: datetime
    rules: int

    @property
    def mark(self) -> str:
        """As of what was planned."""
        return mark_of(self.contract, self.code, self.occurrence)


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of one home: what is to come and what was done. `version` counts its writes, 0 before any.

    `home_version` and `rules` are what it was reckoned from last; `look_at` is when it is looked at next.
    `waiting`: it is sold, and was not handed over yet.
    """

    home: str
    version: int = 0
    home_version: int = 0
    rules: int = 0
    city: str = ""
    project: str = ""
    contract: str | None = None
    planned: tuple[Planned, ...] = ()
    done: tuple[Done, ...] = ()
    look_at: datetime | None = None
    waiting: bool = False


def mark_of(contract: str, code: str, occurrence: str) -> str:
    """Give what a step is known by."""
    return hashlib.sha256(f"{contract}\n{code}\n{occurrence}".encode()).hexdigest()[:16]
