"""Questionnaires as documents, to be made wrong in one place, and as what they mean."""

from datetime import UTC, datetime
from typing import Any

from hearthline.surveys.answers import AnswersInvalid, check_answers
from hearthline.surveys.model import Questionnaire
from hearthline.surveys.questionnaire import check, read_questionnaire

MADE_AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
Document = dict[str, Any]


def words(text: str) -> dict[str, str]:
    return {"zh": f"{text}？", "en": text}


def choices(*codes: str) -> list[Document]:
    return [{"code": code, "label": words(code)} for code in codes]


def asking(identity: str, type_: str, **more: Any) -> Document:
    """Give a question; choices that its type needs are a, b and c."""
    needs = {"single": "options", "multiple": "options", "matrix": "rows"}
    given = {needs[type_]: choices("a", "b", "c")} if type_ in needs else {}
    return {"id": identity, "type": type_, "text": words(identity), **given, **more}


def document(*questions: Document, **more: Any) -> Document:
    return {
        "title": words("Title"),
        "intro": words("Intro"),
        "thanks": words("Thanks"),
        "questions": list(questions),
        **more,
    }


EVERY_TYPE = document(
    asking("overall", "rating", required=True, measure="satisfaction"),
    asking("recommend", "score", not_applicable=True, measure="recommend"),
    asking("reason", "single", required=True, show_if={"question": "overall", "at_most": 2}),
    asking("seen", "multiple", least=2, most=2),
    asking("again", "yes_no", required=True),
    asking("parts", "matrix", required=True, not_applicable=True, measure="attribute"),
    asking("rooms", "number", least=1, most=9.5, show_if={"not": {"question": "again", "equals": False}}),
    asking("moved", "date", least="2020-02-01", most="2026-12-31"),
    asking("more", "text", least=3, most=20, hint=words("Hint")),
)
ANSWERED: Document = {
    "overall": 2,
    "recommend": None,
    "reason": "b",
    "seen": ["c", "a"],
    "again": True,
    "parts": {"a": 5, "b": None, "c": 1},
    "rooms": 2.5,
    "moved": "2024-02-29",
    "more": " 很好，谢谢。 ",
}


def questionnaire(given: Document = EVERY_TYPE) -> Questionnaire:
    return read_questionnaire(given, identity="every-type", version=1, at=MADE_AT, by="zhou")


def faults(given: object) -> dict[str, str]:
    """Give what is wrong with a document, by place."""
    return {error.pointer: error.detail for error in check(given)}


def refusals(answers: object, *, final: bool = True, given: Document = EVERY_TYPE) -> dict[str, str]:
    """Give what is wrong with answers, by place."""
    try:
        check_answers(questionnaire(given), answers, final=final)
    except AnswersInvalid as invalid:
        return {error.pointer: error.detail for error in invalid.errors}
    return {}
