"""Which answers a questionnaire takes, and how each other is refused: by the name of its question."""

import json
from typing import Any

import pytest

from hearthline.surveys.answers import AnswersInvalid, check_answers, stored, unstored, visible
from tests.unit.surveys.questionnaires import ANSWERED, EVERY_TYPE, asking, document, questionnaire, refusals

MALFORMED: list[tuple[dict[str, Any], str, str]] = [
    ({"overall": 6}, "/answers/overall", 'Question "overall": Must be a whole number from 1 to 5.'),
    ({"overall": True}, "/answers/overall", 'Question "overall": Must be a whole number from 1 to 5.'),
    ({"overall": "3"}, "/answers/overall", 'Question "overall": Must be a whole number from 1 to 5.'),
    ({"overall": None}, "/answers/overall", 'Question "overall": It can\'t be said not to apply.'),
    ({"recommend": 10.5}, "/answers/recommend", 'Question "recommend": Must be a whole number from 0 to 10.'),
    ({"recommend": -1}, "/answers/recommend", 'Question "recommend": Must be a whole number from 0 to 10.'),
    ({"reason": "z"}, "/answers/reason", 'Question "reason": Must be the code of one of its options.'),
    ({"reason": ["a"]}, "/answers/reason", 'Question "reason": Must be the code of one of its options.'),
    ({"seen": "a"}, "/answers/seen", 'Question "seen": Must be a list of codes of its options.'),
    ({"seen": ["a", "z"]}, "/answers/seen", 'Question "seen": Must be the code of one of its options.'),
    ({"seen": ["a", "a"]}, "/answers/seen", 'Question "seen": Must name each option once.'),
    ({"seen": ["a"]}, "/answers/seen", 'Question "seen": At least 2 must be chosen.'),
    ({"seen": ["a", "b", "c"]}, "/answers/seen", 'Question "seen": At most 2 may be chosen.'),
    ({"again": "yes"}, "/answers/again", 'Question "again": Must be true or false.'),
    (
        {"parts": [5]},
        "/answers/parts",
        'Question "parts": Must be an object of ratings by the codes of its rows.',
    ),
    ({"parts": {"z": 5}}, "/answers/parts/z", 'Question "parts", row "z": It has no such row.'),
    (
        {"parts": {"a": 0, "b": 1, "c": 1}},
        "/answers/parts/a",
        'Question "parts", row "a": Must be a whole number from 1 to 5.',
    ),
    ({"parts": {"a": 1}}, "/answers/parts/b", 'Question "parts", row "b": Each row must be rated.'),
    ({"rooms": "2"}, "/answers/rooms", 'Question "rooms": Must be a number.'),
    ({"rooms": 0.5}, "/answers/rooms", 'Question "rooms": Must be at least 1.'),
    ({"rooms": 9.75}, "/answers/rooms", 'Question "rooms": Must be at most 9.5.'),
    (
        {"moved": "2026-02-30"},
        "/answers/moved",
        'Question "moved": Must be a date that exists, as 2026-11-22.',
    ),
    ({"moved": "20260228"}, "/answers/moved", 'Question "moved": Must be a date that exists, as 2026-11-22.'),
    ({"moved": "2020-01-31"}, "/answers/moved", 'Question "moved": Must not be before 2020-02-01.'),
    ({"moved": "2027-01-01"}, "/answers/moved", 'Question "moved": Must not be after 2026-12-31.'),
    ({"more": 7}, "/answers/more", 'Question "more": Must be a text.'),
    ({"more": "no"}, "/answers/more", 'Question "more": Must have at least 3 characters.'),
    ({"more": "x" * 21}, "/answers/more", 'Question "more": Must have at most 20 characters.'),
    ({"more": "x" * 9000}, "/answers/more", 'Question "more": Must have at most 20 characters.'),
    ({"more": "a\x07bc"}, "/answers/more", 'Question "more": Contains characters that can\'t be read.'),
    ({"nowhere": 1}, "/answers/nowhere", 'Question "nowhere": The questionnaire does not ask this.'),
    ({"<b>": 1}, "/answers", "There is a name among the answers that is no id of a question."),
]


@pytest.mark.parametrize(("change", "pointer", "detail"), MALFORMED)
def test_an_answer_that_cannot_be_is_refused_by_the_name_of_its_question(
    change: dict[str, Any], pointer: str, detail: str
) -> None:
    assert refusals({**ANSWERED, **change}) == {pointer: detail}


@pytest.mark.parametrize("missing", ["overall", "again", "parts"])
def test_what_is_required_must_be_answered_in_the_end(missing: str) -> None:
    answers = {name: answer for name, answer in ANSWERED.items() if name not in {missing, "reason"}}

    assert refusals({**answers, "seen": []})[f"/answers/{missing}"] == (
        f'Question "{missing}": It must be answered.'
    )
    assert refusals(answers, final=False) == {}


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert list(refusals({"overall": 9, "again": 1, "moved": "x"})) == [
        "/answers/overall",
        "/answers/again",
        "/answers/parts",
        "/answers/moved",
    ]


@pytest.mark.parametrize("given", [None, [], "overall", 7, True])
def test_answers_are_an_object(given: object) -> None:
    assert refusals(given) == {"/answers": "Must be an object of answers by the ids of their questions."}


def test_answers_come_out_in_their_normal_form() -> None:
    normal = check_answers(questionnaire(), ANSWERED, final=True)

    assert normal == {
        **ANSWERED,
        "seen": ("a", "c"),
        "more": "很好，谢谢。",
    }
    assert list(normal) == [question["id"] for question in EVERY_TYPE["questions"]]
    assert check_answers(questionnaire(), normal, final=True) == normal


def test_whole_numbers_are_whole_and_a_matrix_that_does_not_apply_is_kept_by_row() -> None:
    given = {**ANSWERED, "rooms": 3.0, "parts": None}

    normal = check_answers(questionnaire(), given, final=True)

    assert repr(normal["rooms"]) == "3"
    assert normal["parts"] == {"a": None, "b": None, "c": None}


@pytest.mark.parametrize("nothing", ["", [], {}])
def test_nothing_said_is_a_question_skipped(nothing: object) -> None:
    assert "more" not in check_answers(questionnaire(), {**ANSWERED, "more": nothing}, final=True)
    assert refusals({**ANSWERED, "again": nothing}) == {
        "/answers/again": 'Question "again": It must be answered.'
    }


def test_a_text_of_spaces_says_nothing() -> None:
    assert "more" not in check_answers(questionnaire(), {**ANSWERED, "more": " \n "}, final=True)


def test_what_is_half_said_waits_for_the_end() -> None:
    half = {"seen": ["a"], "parts": {"b": 4}, "more": "no"}

    assert check_answers(questionnaire(), half, final=False) == {**half, "seen": ("a",)}
    assert refusals({"seen": ["a", "b", "c"]}, final=False) != {}


def test_an_answer_to_a_hidden_question_is_dropped_whatever_it_is() -> None:
    content = {**ANSWERED, "overall": 5}

    assert "reason" not in check_answers(questionnaire(), content, final=True)
    assert "reason" not in check_answers(questionnaire(), {**content, "reason": 17}, final=True)


def test_a_hidden_question_shows_nothing() -> None:
    chain = document(
        asking("first", "yes_no"),
        asking("second", "yes_no", show_if={"question": "first", "equals": True}),
        asking("third", "yes_no", show_if={"question": "second", "equals": True}),
    )
    asked = questionnaire(chain)
    said: dict[str, Any] = {"first": False, "second": True, "third": True}

    assert check_answers(asked, said, final=True) == {"first": False}
    assert [question.id for question in visible(asked, said)] == ["first"]
    assert [question.id for question in visible(asked, {**said, "first": True})] == [
        "first",
        "second",
        "third",
    ]
    assert [question.id for question in visible(asked, {})] == ["first"]


def test_what_is_required_but_hidden_may_be_left_out() -> None:
    content = {name: answer for name, answer in ANSWERED.items() if name != "reason"}

    assert refusals({**content, "overall": 5}) == {}
    assert refusals(content) == {"/answers/reason": 'Question "reason": It must be answered.'}


def test_answers_are_stored_without_fractions_and_tuples() -> None:
    normal = check_answers(questionnaire(), ANSWERED, final=True)

    item = stored(normal)

    assert item["rooms"] == {"decimal": "2.5"}
    assert unstored(json.loads(json.dumps(item))) == normal


def test_a_fault_is_a_code_with_its_limits_for_pages_in_other_languages() -> None:
    with pytest.raises(AnswersInvalid) as caught:
        check_answers(questionnaire(), {**ANSWERED, "parts": {"a": 9}}, final=True)

    (fault,) = caught.value.faults
    assert (fault.question, fault.reason, fault.row) == ("parts", "scale", "a")
    assert fault.values == {"least": 1, "most": 5}
