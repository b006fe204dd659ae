"""A questionnaire that somebody wrote: what is wrong with it, and what it means.

docs/questionnaires.md tells the format to people.

- `check(document)` gives everything that is wrong with any JSON, as errors that point into it and name the
  question; nothing where it can be saved.
- `read_questionnaire(document, ...)` gives the model of a document; raises QuestionnaireInvalid where `check`
  finds anything. `document_of(questionnaire)` gives the document again: the normal form of what was written,
  which reads as the same.

Answers to it are the matter of `answers`, and what a new version may change of `succession`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from hearthline.platform.problems import FieldError
from hearthline.surveys import question_rules as rules
from hearthline.surveys.answer_reading import plain_name
from hearthline.surveys.condition_reading import ConditionReading
from hearthline.surveys.faults import Faults, known_members, read_words
from hearthline.surveys.model import Measure, Option, Question, Questionnaire, QuestionType, Words
from hearthline.surveys.question_reading import read_question
from hearthline.surveys.reachable import never_shown

MEMBERS: Final = ("title", "intro", "thanks", "questions")


class QuestionnaireInvalid(ValueError):
    """A document that is no questionnaire: where and why."""

    def __init__(self, errors: Iterable[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__(len(self.errors))


def check(document: object) -> tuple[FieldError, ...]:
    """Give what is wrong with a document, 50 errors at most; nothing where it is a questionnaire."""
    return _Reading(document).faults.errors


def read_questionnaire(
    document: object, *, identity: str, version: int, at: datetime, by: str
) -> Questionnaire:
    """Give the questionnaire that a document means; raise QuestionnaireInvalid."""
    read = _Reading(document)
    if read.faults.errors:
        raise QuestionnaireInvalid(read.faults.errors)
    words = read.words
    return Questionnaire(
        identity, version, words["title"], words["intro"], words["thanks"], tuple(read.questions), at, by
    )


def document_of(questionnaire: Questionnaire) -> dict[str, Any]:
    """Give the document of a questionnaire: its texts and questions, each with what it does not leave out."""
    return {
        "title": dict(questionnaire.title),
        "intro": dict(questionnaire.intro),
        "thanks": dict(questionnaire.thanks),
        "questions": [_question(question) for question in questionnaire.questions],
    }


class _Reading:
    """One document, read as far as it can be."""

    def __init__(self, document: object) -> None:
        self.faults = Faults()
        self.words: dict[str, Words] = {}
        self.questions: list[Question] = []
        if not isinstance(document, Mapping):
            self.faults.add("", "A questionnaire must be an object.")
            return
        known_members(self.faults, document, "", MEMBERS)
        for name, most in (("title", rules.LONGEST_TITLE), ("intro", rules.LONGEST_INTRO)):
            self._words(document, name, most)
        self._words(document, "thanks", rules.LONGEST_INTRO)
        given = document.get("questions")
        if not isinstance(given, list) or not 1 <= len(given) <= rules.MOST_QUESTIONS:
            self.faults.add("/questions", f"A questionnaire has 1 to {rules.MOST_QUESTIONS} questions.")
            return
        self._questions(given)
        self.faults.named = ""
        if not self.faults.count:
            self._whole(document)

    def _words(self, document: Mapping[str, Any], name: str, most: int) -> None:
        given = document.get(name)
        self.words[name] = read_words(self.faults, given, f"/{name}", name, most, multiline=name != "title")

    def _questions(self, given: list[object]) -> None:
        places: dict[str, int] = {}
        for place, each in enumerate(given):
            if isinstance(each, Mapping) and plain_name(identity := each.get("id")):
                places.setdefault(identity, place)
        conditions = ConditionReading(self.faults, places)
        measures: set[Measure] = set()
        for place, each in enumerate(given):
            at, before = f"/questions/{place}", self.faults.count
            self.faults.about(place, each)
            question = read_question(self.faults, each, at)
            identity, show_if = (
                (each.get("id"), each.get("show_if")) if isinstance(each, Mapping) else (None, None)
            )
            if plain_name(identity) and places[identity] != place:
                self.faults.add(f"{at}/id", "Another question has the same id.")
            if show_if is not None:
                conditions.read(show_if, f"{at}/show_if", place)
            if question is None or self.faults.count > before:
                continue
            if question.measure in measures:
                self.faults.add(f"{at}/measure", f"Another question measures {question.measure} already.")
            if question.measure and question.measure is not Measure.ATTRIBUTE:
                measures.add(question.measure)
            conditions.earlier[question.id] = question
            self.questions.append(replace(question, show_if=show_if))

    def _whole(self, document: Mapping[str, Any]) -> None:
        """Look at what only all questions together can have wrong."""
        places = {question.id: place for place, question in enumerate(self.questions)}
        for name in never_shown(self.questions):
            at = f"/questions/{places[name]}/show_if"
            detail = "No answers to the questions before it can ever show it."
            self.faults.add(at, f'Question "{name}": {detail[0].lower()}{detail[1:]}')
        texts = [each for each in self.questions if each.type is QuestionType.TEXT]
        if sum(rules.count_limits(each)[1] for each in texts) > rules.MOST_WORDS:
            longest = max(texts, key=lambda each: rules.count_limits(each)[1])
            self.faults.add(
                f"/questions/{places[longest.id]}/most",
                f'Question "{longest.id}": all texts together may have at most {rules.MOST_WORDS} characters;'
                " lower its most, or that of others.",
            )
        if len(json.dumps(document, ensure_ascii=False).encode()) > rules.LARGEST_DOCUMENT:
            self.faults.add(
                "/questions", f"A questionnaire has at most {rules.LARGEST_DOCUMENT} bytes of JSON."
            )


def _question(question: Question) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": question.id,
        "type": question.type.value,
        "text": dict(question.text),
        "hint": dict(question.hint) if question.hint else None,
        "required": question.required or None,
        "not_applicable": question.not_applicable or None,
        "options": [_option(option) for option in question.options] or None,
        "rows": [_option(row) for row in question.rows] or None,
        "least": question.least,
        "most": question.most,
        "show_if": question.show_if,
        "measure": question.measure.value if question.measure else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _option(option: Option) -> dict[str, Any]:
    return {"code": option.code, "label": dict(option.label)}
