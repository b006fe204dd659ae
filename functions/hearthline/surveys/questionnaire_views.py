"""Questionnaires as the API shows them."""

from collections.abc import Sequence
from typing import Any

from hearthline.platform.instants import instant
from hearthline.surveys.questionnaire import document_of
from hearthline.surveys.questionnaire_editions import Edition, QuestionnaireHead


def head(found: QuestionnaireHead) -> dict[str, Any]:
    """Give a questionnaire of the list."""
    return {
        "id": found.id,
        "title": dict(found.title),
        "latest": found.latest,
        "created_at": instant(found.created_at),
        "by": found.by,
        "changed_at": instant(found.changed_at),
        "changed_by": found.changed_by,
    }


def whole(found: QuestionnaireHead, editions: Sequence[Edition]) -> dict[str, Any]:
    """Give a questionnaire with a line for each of its versions, newest first."""
    return {**head(found), "versions": [line(each) for each in reversed(editions)]}


def line(found: Edition) -> dict[str, Any]:
    """Give a version without its questions."""
    questionnaire = found.questionnaire
    return {
        "version": questionnaire.version,
        "revision": found.revision,
        "questions": len(questionnaire.questions),
        "created_at": instant(questionnaire.created_at),
        "by": questionnaire.by,
        "changed_at": instant(found.changed_at),
        "changed_by": found.changed_by,
        "frozen_at": instant(found.frozen_at) if found.frozen_at else None,
    }


def edition(found: Edition) -> dict[str, Any]:
    """Give a version with its document, as it is saved: to be shown, edited or copied."""
    questionnaire = found.questionnaire
    return {"id": questionnaire.id, **line(found), "document": document_of(questionnaire)}
