"""What campaigns need from the rest of the product. Implemented elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from hearthline.platform.problems import FieldError
from hearthline.platform.table import Action
from hearthline.surveys.model import Campaign, Invitation, Strata


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody whom a campaign's audience means; `position` is where the scan goes on behind them."""

    person: str
    strata: Strata
    position: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Those who are meant on one page of one part of everybody, in the scan's order.

    `next` is where the following page starts, None at the part's end; `scanned` counts who was looked at.
    """

    meant: tuple[Meant, ...]
    next: Mapping[str, str] | None
    scanned: int


@dataclass(frozen=True, slots=True)
class AudienceCount:
    """How far the count of an audience is: `running`, `done` or `failed`.

    `shown` gives all of it, with a sample of persons, whom it reads for that.
    """

    state: str
    count: int
    shown: Callable[[], Mapping[str, Any]]


class Everybody(Protocol):
    """Goes through everybody."""

    def stretch(self, campaign: Campaign, part: int, start: Mapping[str, str] | None) -> Stretch:
        """Give the page of one of the campaign's parts that begins at `start`, as of its launch."""
        ...


class Audiences(Protocol):
    """Knows filters, and counts whom they mean."""

    def errors(self, document: object, pointer: str, now: datetime) -> Sequence[FieldError]:
        """Give what is wrong with a filter."""
        ...

    def saved(self, segment: str) -> str | None:
        """Give the filter of a saved segment that is in use, as JSON text."""
        ...

    def begin(self, campaign: Campaign, run: str, by: str, now: datetime) -> None:
        """Begin to count a campaign's audience under this id; begun once however often it is asked for."""
        ...

    def count(self, campaign: str, run: str, now: datetime) -> AudienceCount | None:
        """Give what a count has come to, with masked names; None where it is forgotten."""
        ...


Freezing = Callable[[str, int, datetime], Sequence[Action] | None]
"""Give what freezes a version of a questionnaire, for the transaction of a launch; None for no such one."""

Names = Callable[[Sequence[str]], Mapping[str, str | None]]
"""Give the masked names of persons by id; who is gone is not among them."""

Send = Callable[[Sequence[Mapping[str, Any]], Sequence[int]], None]
"""Put messages on the send queue, each hidden for so many seconds; raise where any could not be put there."""

Settling = Callable[[Invitation, bool, datetime], bool]
"""Let somebody be told again (True), or their message be failed (False), where nobody knows if it went out.

Give False where that is settled by now.
"""
