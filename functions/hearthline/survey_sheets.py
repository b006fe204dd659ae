"""What a page of a survey shows of what was asked and answered: the next few questions, or one at a time."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, Final

from hearthline.pages.surveys import Sheet
from hearthline.surveys.answer_views import Seen
from hearthline.surveys.answers import unstored
from hearthline.surveys.model import Answers, Progress, Question, Questionnaire
from hearthline.surveys.stepping import step

ADDRESS: Final = "/s/"
CHANGE: Final = "_change"
VERSION: Final = "_version"
SHOWN: Final = "_shown"
ONE: Final = 1
"""Questions at a time on a phone."""


def sheet_of(token: str, seen: Seen) -> Sheet:
    """Give the page of an answer that is finished, or of a survey that is over."""
    return Sheet(
        stage="closed" if seen.closed else "thanks",
        questionnaire=seen.questionnaire,
        address=f"{ADDRESS}{token}",
        anonymous=seen.campaign.anonymous,
        zone=seen.zone,
        until=seen.open_until,
        kept=bool(seen.invitation.answers) or seen.invitation.progress is Progress.ANSWERED,
        changeable=seen.closed is None and not seen.campaign.anonymous,
        closed=seen.closed,
        points=seen.points,
        claim=seen.claim,
    )


def form_of(
    sheet: Sheet,
    asked: Questionnaire,
    answers: Answers,
    after: str | None,
    *,
    changes: bool,
    version: int,
    at_once: int,
) -> Sheet:
    """Give the form with the questions whose turn it is, after one, or after all that were answered."""
    ahead = step(asked, answers, after, whole=changes, at_once=at_once)
    button = "save" if changes else "next" if ahead.more else "finish"
    hidden = {VERSION: str(version), **({CHANGE: "1"} if changes else {})}
    return with_questions(replace(sheet, stage="questions", hidden=hidden), ahead.questions, button=button)


def folded(form: Sheet, at_once: int, drawn: Collection[str]) -> Sheet:
    """Draw one question at a time where that is wished: the first of those named, or else the last one.

    The form then remembers the questions up to it as shown; what was said to later ones goes along.
    """
    there = [each.id for each in form.questions]
    if at_once != ONE or not there:
        return form
    place = next((place for place, name in enumerate(there) if name in drawn), len(there) - 1)
    last = place == len(there) - 1
    return replace(
        form,
        folded=frozenset(there) - {there[place]},
        button=form.button if last else "next",
        hidden={**(form.hidden or {}), SHOWN: ",".join(there[: place + 1])},
    )


def following(questions: Sequence[Question], shown: Sequence[str]) -> list[str]:
    """Give the questions that come after the last one that was shown."""
    there = [each.id for each in questions]
    return there[there.index(shown[-1]) + 1 :] if shown and shown[-1] in there else there


def with_questions(form: Sheet, questions: Any, *, button: str) -> Sheet:
    """Give a form with these questions; it remembers which they are."""
    shown = ",".join(each.id for each in questions)
    return replace(form, questions=questions, button=button, hidden={**(form.hidden or {}), SHOWN: shown})


def kept_of(seen: Seen) -> dict[str, Any]:
    """Give what was said so far to the questions that are asked now."""
    asked = {question.id for question in seen.questionnaire.questions}
    return {name: said for name, said in unstored(seen.invitation.answers).items() if name in asked}
