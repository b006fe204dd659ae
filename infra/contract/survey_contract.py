"""The operations of who was asked: see what is asked, answer it, as a program or on a page."""

from collections.abc import Mapping
from typing import Any, Literal

from hearthline.surveys.answer_bodies import AnswerBody
from hearthline.surveys.model import Progress, QuestionType
from infra.contract.member_operations import refused
from infra.contract.message_contract import InWords
from infra.contract.operations import READS_A_BODY, Answer, Operation
from infra.contract.points_contract import Voucher
from infra.contract.values import Count, Instant, Language, Shape

_NO_LINK = "No such link: the one 404 for whatever is not a whole token of an invitation."
_SEEN = "Changes nothing, whoever fetches it: a link in a mail may be followed by scanners."
_AGAIN = (
    "Sending the same again changes nothing, so try again after a 503 or no answer at all. Without "
    "`answer_version`, or with another than the kept one, what is sent is laid over what is kept, question "
    "by question; with it, it takes its place."
)


class OptionAsked(Shape):
    """What can be chosen, or a row of a matrix."""

    code: str
    label: InWords


class QuestionAsked(Shape):
    """One question."""

    id: str
    type: QuestionType
    text: InWords
    hint: InWords | None
    required: bool
    not_applicable: bool
    """Whether `null` may be said: that it does not apply."""
    options: list[OptionAsked]
    rows: list[OptionAsked]
    least: float | str | None
    """The lower limit, where it has one of its own."""
    most: float | str | None
    """The upper limit, where it has one of its own."""
    show_if: dict[str, Any] | None
    """On which earlier answers it is shown; answers to hidden questions are dropped."""


class QuestionnaireAsked(Shape):
    """What is asked, in both languages."""

    id: str
    version: int
    title: InWords
    intro: InWords
    thanks: InWords
    questions: list[QuestionAsked]


class RewardPromised(Shape):
    """What an answer is worth to a member."""

    points: Count
    claim: Voucher | None
    """The code of an anonymous answer that was given; points of others come by themselves."""


class SurveySeen(Shape):
    """A survey as its holder sees it."""

    state: Progress
    closed: Literal["survey_expired", "survey_cancelled"] | None
    """Why no answer is taken any more."""
    open_until: Instant | None
    anonymous: bool
    language: Language | None
    """In which it was answered last."""
    answer_version: Count
    """Which the next saving names, to take the place of these answers."""
    answers: dict[str, Any]
    """By the id of the question."""
    reward: RewardPromised
    questionnaire: QuestionnaireAsked


class AnswerReceived(Shape):
    """How an answer stands after a saving."""

    state: Progress
    answer_version: Count
    answers: dict[str, Any]
    """As they are kept; of an anonymous survey nothing."""
    claim: Voucher | None
    """What an anonymous answer earned, for `POST /api/members/me/points/claims`."""


SURVEY_WORDS: Mapping[str, Mapping[str, str]] = {
    "AnswerBody": {
        "answers": "All that was said so far, by the id of the question; `null` where it does not apply.",
        "final": "Whether that is all. False with no answers says that a person has the page before them.",
        "device": "A random mark of the browser, to know a second one by.",
        "language": "The language in which it was read.",
        "saved_at": "When it was said, by the clock of the device; later than now counts as now.",
        "answer_version": "The `answer_version` that was seen.",
    }
}

SURVEYS: tuple[Operation, ...] = (
    Operation(
        "GET /api/surveys/{token}",
        "seeSurvey",
        "Surveys",
        "What is asked, and what was said so far",
        _SEEN,
        (Answer(200, "The survey.", SurveySeen),),
        {404: _NO_LINK},
    ),
    Operation(
        "HEAD /api/surveys/{token}",
        "lookAtSurvey",
        "Surveys",
        "Whether there is such a survey",
        _SEEN,
        (Answer(200, "There is."),),
        {404: _NO_LINK},
    ),
    Operation(
        "POST /api/surveys/{token}",
        "answerSurvey",
        "Surveys",
        "Save a part of an answer, or finish it",
        "One answer for each invitation, which another final one changes until the survey ends. What is not "
        f"final is kept, to go on from. {_AGAIN}",
        (Answer(200, "Kept.", AnswerReceived),),
        {
            404: _NO_LINK,
            409: refused("survey_expired", "survey_cancelled", "survey_answered", "anonymous_not_kept"),
            422: "An answer is not right; each error names its question.",
        },
        body=AnswerBody,
        examples={
            "part": {"value": {"answers": {"overall": 4}, "final": False, "device": "9J2K7QX4M1T8V0BZ"}},
            "whole": {
                "value": {"answers": {"overall": 4, "recommend": 9}, "final": True, "answer_version": 1}
            },
        },
    ),
    Operation(
        "GET /s/{token}",
        "seeSurveyPage",
        "Surveys",
        "The survey as a page",
        f"For a browser without script, in Chinese or English. {_SEEN} A question named in the query "
        "(`?overall=4`) is chosen beforehand, and not answered.",
        (Answer(200, "A page.", page=True),),
        {404: _NO_LINK},
    ),
    Operation(
        "HEAD /s/{token}",
        "lookAtSurveyPage",
        "Surveys",
        "Whether there is such a page",
        _SEEN,
        (Answer(200, "There is."),),
        {404: _NO_LINK},
    ),
    Operation(
        "POST /s/{token}",
        "answerOnPage",
        "Surveys",
        "A form of the page",
        "What the page's own form sends, `application/x-www-form-urlencoded`; other callers use "
        "`POST /api/surveys/{token}`.",
        (
            Answer(200, "The page goes on, or an anonymous answer was taken.", page=True),
            Answer(303, "Saved; on to the next questions, or to the end.", headers=("Location",)),
        ),
        {
            **READS_A_BODY,
            404: _NO_LINK,
            409: "It is over, or was finished before: the page says so.",
            422: "Something is missing or not right: the page says what, beside each question.",
        },
    ),
)
