"""The questionnaires that ship are right, complete in both languages, and ask what they are for."""

import json
from itertools import chain
from pathlib import Path

import pytest

from hearthline.surveys.answers import check_answers, visible
from hearthline.surveys.model import Measure, Questionnaire, QuestionType
from hearthline.surveys.questionnaire import check, document_of
from hearthline.surveys.ready_made import (
    CLOSING,
    EXPERIENCE_REPORT,
    FOUR_YEAR_VISIT,
    HANDOVER,
    READY_MADE,
    ready_made,
)

FOLDER = Path(__file__).parents[3] / "functions" / "hearthline" / "defaults" / "questionnaires"


def the(identity: str) -> Questionnaire:
    found = ready_made(identity)
    assert found is not None
    return found


def measures(identity: str) -> set[Measure | None]:
    return {question.measure for question in the(identity).questions} - {None}


def test_each_file_is_one_that_is_known() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(READY_MADE)
    assert ready_made("another") is None


@pytest.mark.parametrize("identity", READY_MADE)
def test_each_is_version_1_and_right(identity: str) -> None:
    found = the(identity)

    assert (found.id, found.version) == (identity, 1)
    assert check(document_of(found)) == ()


@pytest.mark.parametrize("identity", READY_MADE)
def test_each_text_is_in_its_language(identity: str) -> None:
    found = the(identity)
    labels = chain.from_iterable((*question.options, *question.rows) for question in found.questions)
    texts = [found.title, found.intro, found.thanks, *(option.label for option in labels)]
    texts += [text for question in found.questions for text in (question.text, question.hint) if text]

    for text in texts:
        assert any("\u4e00" <= sign <= "\u9fff" for sign in text["zh"]), text
        assert all(sign < "\u2e80" for sign in text["en"]), text


def test_after_closing_two_questions_are_asked() -> None:
    assert [question.type for question in the(CLOSING).questions] == [QuestionType.RATING, QuestionType.TEXT]


def test_the_experience_report_measures_satisfaction_and_loyalty() -> None:
    assert measures(EXPERIENCE_REPORT) == set(Measure)
    assert measures(FOUR_YEAR_VISIT) == set(Measure)
    assert measures(HANDOVER) == {Measure.RECOMMEND, Measure.ATTRIBUTE}


def test_an_id_is_the_same_question_in_each() -> None:
    kinds: dict[str, set[tuple[QuestionType, Measure | None]]] = {}
    for question in chain.from_iterable(the(identity).questions for identity in READY_MADE):
        kinds.setdefault(question.id, set()).add((question.type, question.measure))

    assert {name: found for name, found in kinds.items() if len(found) > 1} == {}


def test_who_had_no_problem_is_not_asked_how_it_was_handled() -> None:
    report = the(EXPERIENCE_REPORT)
    said = {"satisfaction": 5, "problem": False, "buy_again": 5, "recommend": 10}

    assert check_answers(report, said, final=True) == said
    shown = {question.id for question in visible(report, said)}
    assert shown.isdisjoint({"problem_handling", "dissatisfied_with"})


@pytest.mark.parametrize("identity", READY_MADE)
def test_each_fits_one_item_many_times(identity: str) -> None:
    assert len(json.dumps(document_of(the(identity)), ensure_ascii=False).encode()) < 10_000
