"""Each thing that can be wrong with a questionnaire is refused by the name of its question."""

from typing import Any

import pytest

from hearthline.surveys.model import QuestionType
from hearthline.surveys.question_reading import MEMBERS
from hearthline.surveys.question_rules import MOST_WORDS
from tests.unit.surveys.questionnaires import asking, choices, document, faults, words

TESTS = "equals, in, at_least, at_most, answered, not_applicable."
LOWER = "lower its most, or that of others"
RATED = asking("overall", "rating")
Case = tuple[str, dict[str, Any], str, str]


def second(*, show_if: Any = None, **more: Any) -> dict[str, Any]:
    """Give a questionnaire whose second question, `why`, is this."""
    why = asking("why", more.pop("type", "text"))
    return document(RATED, {**why, **({"show_if": show_if} if show_if is not None else {}), **more})


def nested(depth: int) -> dict[str, Any]:
    return {"not": nested(depth - 1)} if depth else {"question": "overall", "answered": True}


CONTRADICTION = {"all": [{"question": "overall", "at_least": 4}, {"question": "overall", "at_most": 3}]}
TWICE = [{"code": "a", "label": words("A")}, {"code": "a", "label": words("B")}]
ALIKE = [{"code": "a", "label": words("A")}, {"code": "b", "label": {"zh": "乙", "en": "A"}}]
UNTRANSLATED = [{"code": "a", "label": {"en": "A"}}, {"code": "b", "label": words("B")}]

MALFORMED: list[Case] = [
    (
        "an unknown reference",
        second(show_if={"question": "nowhere", "answered": True}),
        "/questions/1/show_if/question",
        'Question "why": its show_if asks about "nowhere", and there is no such question.',
    ),
    (
        "a loop of one",
        second(show_if={"question": "why", "answered": True}),
        "/questions/1/show_if/question",
        'Question "why": its show_if asks about the question itself.',
    ),
    (
        "a forward reference, as each loop has one",
        document(asking("a", "yes_no", show_if={"question": "b", "equals": True}), asking("b", "yes_no")),
        "/questions/0/show_if/question",
        'Question "a": its show_if asks about "b", which comes later.',
    ),
    (
        "a missing translation of a question",
        second(text={"en": "Why?"}),
        "/questions/1/text/zh",
        'Question "why": the text has no translation into zh.',
    ),
    (
        "a missing translation of a hint",
        second(hint={"zh": "为什么？"}),
        "/questions/1/hint/en",
        'Question "why": the hint has no translation into en.',
    ),
    (
        "a missing translation of an option",
        second(type="single", options=UNTRANSLATED),
        "/questions/1/options/0/label/zh",
        'Question "why": the label of option "a" has no translation into zh.',
    ),
    (
        "a contradiction of ranges",
        second(show_if=CONTRADICTION),
        "/questions/1/show_if",
        'Question "why": no answers to the questions before it can ever show it.',
    ),
    (
        "an answer that can't be given",
        second(show_if={"question": "overall", "equals": 6}),
        "/questions/1/show_if/equals",
        'Question "why": "overall" has no such answer.',
    ),
    (
        "a test that can't be made",
        second(type="yes_no", show_if={"question": "overall", "not_applicable": True}),
        "/questions/1/show_if/not_applicable",
        'Question "why": "overall" can\'t be said not to apply.',
    ),
    (
        "no test at all",
        second(show_if={"question": "overall"}),
        "/questions/1/show_if",
        'Question "why": a condition needs one of all, any, not, ' + TESTS,
    ),
    (
        "an unknown test",
        second(show_if={"question": "overall", "equals": 1, "like": "x"}),
        "/questions/1/show_if/like",
        'Question "why": there is no such field; there are question, row, ' + TESTS,
    ),
    (
        "too deep a condition",
        second(show_if=nested(5)),
        "/questions/1/show_if/not/not/not/not",
        'Question "why": combinators stand at most 4 deep.',
    ),
    (
        "too many conditions",
        second(show_if={"any": [{"question": "overall", "equals": 1}] * 30}),
        "/questions/1/show_if",
        'Question "why": its show_if has more than 30 conditions and combinators.',
    ),
    (
        "an id twice",
        document(RATED, RATED),
        "/questions/1/id",
        'Question "overall": another question has the same id.',
    ),
    (
        "a code twice",
        second(type="single", options=TWICE),
        "/questions/1/options",
        'Question "why": two of its options have the same code.',
    ),
    (
        "two options that read alike",
        second(type="multiple", options=ALIKE),
        "/questions/1/options",
        'Question "why": two of its options read alike in en.',
    ),
    (
        "no id",
        second(id="Why?"),
        "/questions/1/id",
        "Question 2: it needs a code of 1 to 40 small letters, digits, - and _, with no sign first.",
    ),
    (
        "limits that no number keeps",
        second(type="number", least=5, most=4, required=True),
        "/questions/1",
        'Question "why": no answer can be at least 5 and at most 4.',
    ),
    (
        "more choices than there are, so that what is required can't be answered",
        second(type="multiple", least=4, required=True),
        "/questions/1",
        'Question "why": no answer can be at least 4 and at most 3.',
    ),
    (
        "limits that no day keeps",
        second(type="date", least="2026-12-31", most="2026-01-01"),
        "/questions/1",
        'Question "why": no answer can be at least 2026-12-31 and at most 2026-01-01.',
    ),
    (
        "a limit that is no day",
        second(type="date", least="2026-02-30"),
        "/questions/1/least",
        'Question "why": its least must be a date that exists, as 2026-11-22.',
    ),
    (
        "a limit of what has none",
        second(type="yes_no", most=3),
        "/questions/1/most",
        'Question "why": a question of this type has no limit most.',
    ),
    (
        "options of what has none",
        second(type="rating", options=choices("a", "b")),
        "/questions/1/options",
        'Question "why": a question of this type has no options.',
    ),
    (
        "one option to choose from",
        second(type="single", options=choices("a")),
        "/questions/1/options",
        'Question "why": it needs 2 to 40 options.',
    ),
    (
        "a matrix without rows",
        second(type="matrix", rows=[], required=True),
        "/questions/1/rows",
        'Question "why": it needs 1 to 20 rows.',
    ),
    (
        "a row that is none",
        document(
            asking("parts", "matrix"),
            asking("why", "text", show_if={"question": "parts", "row": "z", "at_most": 2}),
        ),
        "/questions/1/show_if/row",
        'Question "why": "parts" has no such row.',
    ),
    (
        "a matrix asked without its row",
        document(
            asking("parts", "matrix"), asking("why", "text", show_if={"question": "parts", "at_most": 2})
        ),
        "/questions/1/show_if/at_most",
        'Question "why": "parts" is a matrix; say which row at_most is about.',
    ),
    (
        "a measure of another type",
        second(type="single", measure="recommend"),
        "/questions/1/measure",
        'Question "why": recommend is measured by score, not by single.',
    ),
    (
        "a measure twice",
        document(asking("a", "score", measure="recommend"), asking("b", "score", measure="recommend")),
        "/questions/1/measure",
        'Question "b": another question measures recommend already.',
    ),
    (
        "too long a text",
        second(text=words("x" * 300)),
        "/questions/1/text/zh",
        'Question "why": the text can\'t be used: Must have at most 300 characters; it has 301.',
    ),
    (
        "an unknown field",
        second(colour="red"),
        "/questions/1/colour",
        f'Question "why": there is no such field; there are {", ".join(MEMBERS)}.',
    ),
    (
        "a flag that is none",
        second(required="yes"),
        "/questions/1/required",
        'Question "why": required must be true or false.',
    ),
    (
        "a question that is none",
        document(RATED, "why"),  # type: ignore[arg-type]
        "/questions/1",
        "Question 2: it must be an object.",
    ),
    (
        "more words than an invitation holds",
        document(*(asking(f"t{place}", "text", most=2000) for place in range(21))),
        "/questions/0/most",
        f'Question "t0": all texts together may have at most {MOST_WORDS} characters; {LOWER}.',
    ),
]


@pytest.mark.parametrize(
    ("document_", "pointer", "detail"), [case[1:] for case in MALFORMED], ids=[case[0] for case in MALFORMED]
)
def test_it_is_refused_by_the_name_of_its_question(
    document_: dict[str, Any], pointer: str, detail: str
) -> None:
    assert faults(document_) == {pointer: detail}


@pytest.mark.parametrize("type_", ["stars", None, [], {}, 5])
def test_a_type_is_one_that_there_is(type_: object) -> None:
    given = document({**asking("why", "text"), "type": type_})

    assert faults(given) == {
        "/questions/0/type": f'Question "why": its type must be one of {", ".join(QuestionType)}.'
    }


@pytest.mark.parametrize("given", [None, [], "x", 1, True])
def test_a_questionnaire_is_an_object(given: object) -> None:
    assert faults(given) == {"": "A questionnaire must be an object."}


def test_it_has_texts_in_every_language_and_from_1_to_100_questions() -> None:
    assert faults(document(title={"zh": "标题"}, thanks=5)) == {
        "/title/en": "The title has no translation into en.",
        "/thanks": "The thanks must be an object of a text in each of zh, en.",
        "/questions": "A questionnaire has 1 to 100 questions.",
    }
    assert faults(document(*(asking(f"q{place}", "yes_no") for place in range(101)))) == {
        "/questions": "A questionnaire has 1 to 100 questions."
    }
    assert faults(document(*(asking(f"q{place}", "yes_no") for place in range(100)))) == {}


def test_a_document_has_at_most_150_kilobytes() -> None:
    many = [f"o{place}" for place in range(40)]
    options = [{"code": code, "label": {"zh": code * 20, "en": f"{code}-" * 16}} for code in many]
    given = document(*(asking(f"q{place}", "single", options=options) for place in range(40)))

    assert faults(given) == {"/questions": "A questionnaire has at most 150000 bytes of JSON."}


def test_all_that_is_wrong_is_told_at_once_up_to_fifty() -> None:
    assert len(faults(document(*({"id": f"q{place}"} for place in range(60))))) == 50


def test_what_rests_on_a_question_that_is_wrong_is_not_told_to_be_wrong_itself() -> None:
    given = document(
        asking("a", "single", options=[]),
        asking("b", "text", show_if={"question": "a", "equals": "x"}),
    )

    assert list(faults(given)) == ["/questions/0/options"]
