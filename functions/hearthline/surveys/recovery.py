"""Service recovery: whether who answers had a problem with their home, and how they found it handled.

The class of an answer, by the complaints and repair requests of its person that were received in the twelve
months before it (the day and time a year earlier is out, the answer's own is in):

- `no_problem`: there was none.
- `handled_badly`: of at least one of them the person said, before they answered, that they did not accept the
  solution, or rated it 1 to 3.
- `handled_well`: not that, and at least one was accepted with 4 or 5: the same two boxes that satisfaction
  is.
- `not_judged`: there were some, and none was judged by then. It is a row of its own: who was not asked is
  neither happy nor unhappy.

Only what was so at the answer counts: what was received or judged later is as though it had not been.
Inquiries, suggestions and praise are no problems. A case that was merged into another one of the same
person is that other one; merged into somebody else's, it is one that this person has not judged.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

PROBLEMS: Final = frozenset({"complaint", "repair"})
HAPPY: Final = 4
"""The lowest rating of a solution that its customer is happy with."""


class Recovery(StrEnum):
    """How somebody's problems were handled."""

    NO_PROBLEM = "no_problem"
    HANDLED_WELL = "handled_well"
    HANDLED_BADLY = "handled_badly"
    NOT_JUDGED = "not_judged"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a customer said of a solution, and when."""

    accepted: bool
    rating: int
    at: datetime

    @property
    def happy(self) -> bool:
        """Whether they were content with how it was handled."""
        return self.accepted and self.rating >= HAPPY


@dataclass(frozen=True, slots=True)
class Matter:
    """A case of the person who answers: the latest judgement of it, if there was one."""

    number: str
    kind: str
    received_at: datetime
    judgement: Judgement | None = None
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answered, and when."""

    person: str
    at: datetime


def year_before(at: datetime) -> datetime:
    """Give the instant a calendar year earlier; of 29 February it is the 28th."""
    day = 28 if (at.month, at.day) == (2, 29) else at.day
    return at.replace(year=at.year - 1, day=day)


def recovery_of(matters: Iterable[Matter], answered_at: datetime) -> Recovery:
    """Class who answered at an instant by their cases, as this module says."""
    since = year_before(answered_at)
    own = {
        one.number: one for one in matters if one.kind in PROBLEMS and since < one.received_at <= answered_at
    }
    counted = [one for one in own.values() if one.merged_into not in own]
    if not counted:
        return Recovery.NO_PROBLEM
    given = [one.judgement for one in counted if one.judgement and one.merged_into is None]
    judged = [judgement.happy for judgement in given if judgement.at <= answered_at]
    if not judged:
        return Recovery.NOT_JUDGED
    return Recovery.HANDLED_WELL if all(judged) else Recovery.HANDLED_BADLY
