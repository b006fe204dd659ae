"""The operations of questionnaires, and what they answer."""

from collections.abc import Mapping
from typing import Any

from hearthline.platform.access import ALLOWED, Action
from hearthline.platform.bodies import PageQuery
from hearthline.surveys.questionnaire_bodies import (
    QuestionnaireChangeBody,
    QuestionnaireCheckQuery,
    QuestionnaireDocument,
)
from infra.contract.document_answers import DocumentFault
from infra.contract.operations import Answer, Operation
from infra.contract.public_operations import OF_THE_STATE
from infra.contract.values import Count, Instant, Shape, Words

NO_SUCH = "No such questionnaire."
NONE = "It is no questionnaire; `errors` says where and why, and names the question."
EXAMPLE: dict[str, Any] = {
    "title": {"zh": "园林满意度", "en": "The gardens"},
    "intro": {"zh": "只有两个问题。", "en": "Two questions only."},
    "thanks": {"zh": "谢谢您。", "en": "Thank you."},
    "questions": [
        {
            "id": "gardens",
            "type": "rating",
            "required": True,
            "text": {"zh": "您对小区园林是否满意？", "en": "How satisfied are you with the gardens?"},
        },
        {
            "id": "gardens_why",
            "type": "text",
            "show_if": {"question": "gardens", "at_most": 2},
            "text": {"zh": "为什么不满意？", "en": "What is wrong with them?"},
        },
    ],
}


class QuestionnaireHeadView(Shape):
    """A questionnaire, by the title of its latest version."""

    id: str
    title: Words
    latest: Count
    created_at: Instant
    by: str
    """Who made it; `system` for one that ships with the product."""
    changed_at: Instant
    changed_by: str


class QuestionnaireList(Shape):
    """Questionnaires by id, those that ship with the product among them."""

    items: list[QuestionnaireHeadView]
    next_cursor: str | None


class VersionLine(Shape):
    """A version without its questions."""

    version: Count
    revision: Count
    """Counts its edits; it is the ETag of the version."""
    questions: Count
    created_at: Instant
    by: str
    changed_at: Instant
    changed_by: str
    frozen_at: Instant | None
    """Since when it can't be edited: a campaign that was launched asks it, or it ships with the product."""


class QuestionnaireView(QuestionnaireHeadView):
    """A questionnaire with a line for each version, newest first."""

    versions: list[VersionLine]


class QuestionnaireVersionView(VersionLine):
    """A version with its document, to be shown, edited or copied."""

    id: str
    document: Words


class QuestionnaireSaved(Shape):
    """A version of a questionnaire is saved."""

    id: str
    version: Count


class QuestionnaireCheck(Shape):
    """Whether a questionnaire could be saved now."""

    valid: bool
    errors: list[DocumentFault]


def _roles(action: Action) -> str:
    return f"For {', '.join(sorted(ALLOWED[action]))}."


_READ, _EDIT = _roles(Action.READ_CAMPAIGN), _roles(Action.EDIT_CAMPAIGN)
_OUTDATED = "It is no longer of the version that `If-Match` names, or is being changed."

QUESTIONNAIRES: tuple[Operation, ...] = (
    Operation(
        "GET /api/questionnaires",
        "listQuestionnaires",
        "Questionnaires",
        "All questionnaires",
        f"By id; `closing`, `handover`, `experience-report` and `four-year-visit` ship. {_READ}",
        (Answer(200, "A page of questionnaires.", QuestionnaireList),),
        query=PageQuery,
        staff=True,
    ),
    Operation(
        "POST /api/questionnaires",
        "saveQuestionnaire",
        "Questionnaires",
        "Save a questionnaire",
        f"As version 1 of a new one; docs/questionnaires.md has the format. At most 256 kB. {_EDIT}",
        (Answer(201, "It is saved.", QuestionnaireSaved, headers=("Location",)),),
        {422: NONE},
        body=QuestionnaireDocument,
        headers=("IdempotencyKey",),
        staff=True,
        examples={"gardens": {"value": EXAMPLE}},
    ),
    Operation(
        "POST /api/questionnaires/check",
        "checkQuestionnaire",
        "Questionnaires",
        "Check a questionnaire without saving it",
        "Says what saving it now would be refused for; with `of`, as the next version of that "
        f"questionnaire. {_EDIT}",
        (Answer(200, "Whether it could be saved.", QuestionnaireCheck),),
        {404: "No such questionnaire as `of` names."},
        body=QuestionnaireDocument,
        query=QuestionnaireCheckQuery,
        staff=True,
        examples={"gardens": {"value": EXAMPLE}},
    ),
    Operation(
        "GET /api/questionnaires/{id}",
        "readQuestionnaire",
        "Questionnaires",
        "A questionnaire and its versions",
        f"The ETag counts all changes to it and its versions. {_READ}",
        (Answer(200, "The questionnaire.", QuestionnaireView, headers=("ETag",)),),
        {404: NO_SUCH},
        staff=True,
    ),
    Operation(
        "POST /api/questionnaires/{id}/versions",
        "addQuestionnaireVersion",
        "Questionnaires",
        "Save the next version",
        "An id keeps its type and measure in all versions, and a code that was left out comes back only as "
        f"what it was. At most 256 kB. {_EDIT}",
        (Answer(201, "It is saved.", QuestionnaireSaved, headers=("Location",)),),
        {
            404: NO_SUCH,
            409: f"Refused by the state: `too_many_versions`. {OF_THE_STATE}",
            412: _OUTDATED,
            422: NONE,
        },
        body=QuestionnaireDocument,
        headers=("IdempotencyKey", "IfMatch"),
        staff=True,
        examples={"gardens": {"value": EXAMPLE}},
    ),
    Operation(
        "GET /api/questionnaires/{id}/versions/{version}",
        "readQuestionnaireVersion",
        "Questionnaires",
        "A version of a questionnaire",
        f"With its questions. {_READ}",
        (Answer(200, "The version.", QuestionnaireVersionView, headers=("ETag",)),),
        {404: "No such questionnaire, or not in this version."},
        staff=True,
    ),
    Operation(
        "PATCH /api/questionnaires/{id}/versions/{version}",
        "editQuestionnaireVersion",
        "Questionnaires",
        "Edit a version that nobody was asked yet",
        f"What is given of title, intro, thanks and questions changes. At most 256 kB. {_EDIT}",
        (Answer(200, "The version.", QuestionnaireVersionView, headers=("ETag",)),),
        {
            404: "No such questionnaire, or not in this version.",
            409: f"Refused by the state: `frozen`. {OF_THE_STATE}",
            412: _OUTDATED,
            422: NONE,
        },
        body=QuestionnaireChangeBody,
        headers=("IfMatch",),
        staff=True,
        examples={"thanks": {"value": {"thanks": EXAMPLE["thanks"]}}},
    ),
)
QUESTIONNAIRE_WORDS: Mapping[str, Mapping[str, str]] = {
    "QuestionnaireCheckQuery": {"of": "The questionnaire whose next version it is to be."},
}
