"""What one invitation, or one anonymous answer, adds to the tally: plain counters, and the groups they go to.

All of a contribution goes to each of its groups alike. A group that the invitation says nothing of is named
with an empty value (`tier=`), so that the groups of one kind add up to all. Only finished answers are
counted, and of these each question that was shown: by what was said, as `na` where it does not apply, or as
`skipped`. A question that was hidden by other answers is in nothing.

Whether somebody counts as reached follows AAPOR's RR1 (docs/results.md): who was sent a message that did not
bounce, or of whom nobody knows whether it arrived, and whoever opened the page. Who is still waited with is
in no group.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from hearthline.surveys.answers import unstored, visible
from hearthline.surveys.model import (
    AnonymousAnswer,
    Answers,
    Invitation,
    Measure,
    Progress,
    Question,
    Questionnaire,
    QuestionType,
    Reach,
    Strata,
)
from hearthline.surveys.recovery import Recovery
from hearthline.surveys.states import MADE, state_of
from hearthline.surveys.tally import CHANNEL, REACH, REASON, STATE

ALL: Final = "all"
REACHABLE: Final = "@reachable"
UNREACHABLE: Final = "@unreachable"
ANSWERED: Final = "@answered"
PARTIAL: Final = "@partial"
COUNTED: Final = "@counted"
"""Answers that the figures of questions are made of; in an anonymous campaign they stand apart."""
BOTH_ASKED: Final = "@both_asked"
LOYAL: Final = "@loyal"
SAID: Final = "="
NOT_APPLICABLE: Final = "na"
SKIPPED: Final = "skipped"
NUMBER: Final = "n"
SUM: Final = "sum"
SQUARES: Final = "squares"
GRAIN: Final = 1000
"""Numbers are summed in thousandths, rounded: a sum must come to the same in any order."""
TOP_RATING: Final = 4
TOP_SCORE: Final = 9
_REACHED: Final = frozenset({Reach.SENT, Reach.UNKNOWN})
_LOST: Final = frozenset({Reach.FAILED, Reach.WITHHELD, Reach.CANCELLED})
_SEEN: Final = frozenset({Progress.OPENED, Progress.STARTED, Progress.ANSWERED})
_NO_ANSWER: Final = object()


@dataclass(frozen=True, slots=True)
class Contribution:
    """What is added: `counts` to each of the `groups`, `states` to the counts by state."""

    groups: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    states: Mapping[str, int] = field(default_factory=dict)


NOTHING: Final = Contribution()


def of_invitation(
    invitation: Invitation, questionnaire: Questionnaire | None, recovery: Recovery | None
) -> Contribution:
    """Give what an invitation adds; `questionnaire` is None where its answers stand apart.

    `recovery` is how who answered was classed, None where that is not known.
    """
    status = _status(invitation)
    states = _states(invitation)
    if not status:
        return Contribution(states=states)
    counts = dict.fromkeys(status, 1)
    if questionnaire is not None and ANSWERED in status:
        counts |= _answered(questionnaire, invitation.answers)
    return Contribution(groups_of(invitation.strata, recovery), counts, states)


def of_anonymous(answer: AnonymousAnswer, questionnaire: Questionnaire) -> Contribution:
    """Give what an anonymous answer adds."""
    return Contribution(groups_of(answer.strata), _answered(questionnaire, answer.answers))


def groups_of(strata: Strata, recovery: Recovery | None = None) -> tuple[str, ...]:
    """Give the groups that somebody belongs to."""
    groups = [
        ALL,
        f"city={strata.city or ''}",
        f"project={strata.city or ''}/{strata.project or ''}",
        f"tier={strata.tier or ''}",
        f"stage={strata.stage or ''}",
        f"kind={strata.kind}",
        f"cell={strata.city or ''}/{strata.stage or ''}",
    ]
    return (*groups, f"recovery={recovery.value}") if recovery else tuple(groups)


def column(question: str, row: str | None = None) -> str:
    """Give the name under which a question, or a row of a matrix, is counted."""
    return f"{question}/{row}" if row else question


def counter(column_: str, what: str) -> str:
    """Give the name of a counter of a column; what was said begins with SAID."""
    return f"{column_}#{what}"


def asked(questionnaire: Questionnaire, measure: Measure) -> Question | None:
    """Give the question that is a measure; each but `attribute` is asked once at most."""
    return next((one for one in questionnaire.questions if one.measure is measure), None)


def _status(invitation: Invitation) -> tuple[str, ...]:
    if invitation.progress is Progress.ANSWERED:
        return (REACHABLE, ANSWERED)
    if invitation.progress in _SEEN or invitation.reach in _REACHED:
        unfinished = invitation.progress is Progress.STARTED or bool(invitation.answers)
        return (REACHABLE, PARTIAL) if unfinished else (REACHABLE,)
    lost = invitation.reach in _LOST or invitation.progress is Progress.EXPIRED
    return (UNREACHABLE,) if lost else ()


def _states(invitation: Invitation) -> dict[str, int]:
    state = state_of(invitation)
    if state == MADE:
        return {}
    reach = invitation.reach.value
    counts = {f"{STATE}{state}": 1, f"{REACH}{reach}": 1}
    if invitation.reason and invitation.reach is not Reach.SENT:
        counts[f"{REASON}{reach}:{invitation.reason}"] = 1
    if invitation.channel and invitation.reach is Reach.SENT:
        counts[f"{CHANNEL}{invitation.channel}"] = 1
    return counts


def _answered(questionnaire: Questionnaire, stored: Mapping[str, Any]) -> dict[str, int]:
    answers = unstored(stored)
    counts = {COUNTED: 1}
    for question in visible(questionnaire, answers):
        counts |= _of_question(question, answers)
    return counts | _loyalty(questionnaire, counts)


def _of_question(question: Question, answers: Answers) -> dict[str, int]:
    said = answers.get(question.id, _NO_ANSWER)
    if question.type is QuestionType.MATRIX:
        rows = said if isinstance(said, Mapping) else {}
        found: dict[str, int] = {}
        for row in question.rows:
            rating = None if said is None else rows.get(row.code, _NO_ANSWER)
            found |= _named(column(question.id, row.code), _counted(QuestionType.RATING, rating))
        return found
    return _named(column(question.id), _counted(question.type, said))


def _counted(kind: QuestionType, said: Any) -> dict[str, int]:
    if said is _NO_ANSWER:
        return {SKIPPED: 1}
    if said is None:
        return {NOT_APPLICABLE: 1}
    match kind:
        case QuestionType.MULTIPLE:
            return {NUMBER: 1, **{f"{SAID}{code}": 1 for code in said}}
        case QuestionType.NUMBER:
            grains = round(said * GRAIN)
            return {NUMBER: 1, SUM: grains, SQUARES: grains * grains}
        case QuestionType.DATE:
            return {NUMBER: 1, SUM: date.fromisoformat(said).toordinal()}
        case QuestionType.TEXT:
            return {NUMBER: 1}
        case QuestionType.YES_NO:
            return {f"{SAID}{'yes' if said else 'no'}": 1}
        case _:
            return {f"{SAID}{said}": 1}


def _named(column_: str, counts: Mapping[str, int]) -> dict[str, int]:
    return {counter(column_, name): number for name, number in counts.items() if number}


def _loyalty(questionnaire: Questionnaire, counts: Mapping[str, int]) -> dict[str, int]:
    """Count who said both, and who is in the top two boxes of both: a rating of 4-5 and a score of 9-10."""
    buys, recommends = (asked(questionnaire, which) for which in (Measure.BUY_AGAIN, Measure.RECOMMEND))
    if buys is None or recommends is None:
        return {}
    rating, score = (_scale(counts, question) for question in (buys, recommends))
    if rating is None or score is None:
        return {}
    return {BOTH_ASKED: 1, **({LOYAL: 1} if rating >= TOP_RATING and score >= TOP_SCORE else {})}


def _scale(counts: Mapping[str, int], question: Question) -> int | None:
    """Give the rating or score that was counted of a question."""
    begins = counter(question.id, SAID)
    return next((int(name.removeprefix(begins)) for name in counts if name.startswith(begins)), None)
