"""What a new version of a questionnaire may change, and what it may not."""

from typing import Any

from hearthline.surveys.model import Questionnaire
from hearthline.surveys.questionnaire import read_questionnaire
from hearthline.surveys.succession import breaks
from tests.unit.surveys.questionnaires import MADE_AT, asking, document, words


def version(number: int, *questions: dict[str, Any]) -> Questionnaire:
    return read_questionnaire(document(*questions), identity="q", version=number, at=MADE_AT, by="zhou")


def choosing(**labels: str) -> dict[str, Any]:
    options = [{"code": code, "label": words(label)} for code, label in labels.items()]
    return asking("why", "single", options=options)


def broken(new: Questionnaire, *others: Questionnaire) -> dict[str, str]:
    return {error.pointer: error.detail for error in breaks(others, new)}


def test_wording_limits_conditions_and_order_may_change() -> None:
    first = version(1, asking("a", "rating"), asking("b", "number", most=5))
    second = version(
        2,
        asking("b", "number", text=words("Worded better")),
        asking("a", "rating", required=True, show_if={"question": "b", "at_least": 1}),
        asking("c", "text"),
    )

    assert broken(second, first) == {}


def test_an_id_keeps_its_type_also_where_it_was_left_out_between() -> None:
    first, second = version(1, asking("a", "rating"), asking("b", "text")), version(2, asking("b", "text"))

    assert broken(version(3, asking("a", "score")), first, second) == {
        "/questions/0/type": 'Question "a": is a rating in version 1; another type needs another id.'
    }


def test_an_id_keeps_its_measure() -> None:
    first = version(1, asking("a", "rating", measure="satisfaction"))

    assert broken(version(2, asking("a", "rating", measure="buy_again")), first) == {
        "/questions/0/measure": (
            'Question "a": measures satisfaction in version 1; another measure needs another id.'
        )
    }
    unmeasured = version(1, asking("a", "rating"))
    assert broken(version(2, asking("a", "rating", measure="satisfaction")), unmeasured) == {
        "/questions/0/measure": (
            'Question "a": measures nothing in version 1; another measure needs another id.'
        )
    }


def test_a_label_may_be_worded_better_while_its_code_stays() -> None:
    assert (
        broken(version(2, choosing(x="Water leaks", y="Noise")), version(1, choosing(x="Leak", y="Noise")))
        == {}
    )


def test_a_code_that_was_left_out_comes_back_only_as_what_it_was() -> None:
    first, second = (
        version(1, choosing(x="Leak", y="Noise", z="Lift")),
        version(2, choosing(y="Noise", z="Lift")),
    )

    assert broken(version(3, choosing(x="Leak", z="Lift")), first, second) == {}
    assert broken(version(3, choosing(x="Parking", z="Lift")), first, second) == {
        "/questions/0/options/0/code": (
            'Question "why": the code "x" stood for something else in version 1; choose another code.'
        )
    }


def test_an_earlier_version_that_is_edited_is_held_against_later_ones_too() -> None:
    second, third = version(2, choosing(y="Noise", z="Lift")), version(3, choosing(x="Parking", z="Lift"))

    assert broken(version(1, choosing(x="Leak", z="Lift")), second, third) != {}
    assert broken(version(1, asking("why", "multiple")), second, third) != {}
    assert broken(version(1, choosing(x="Parking", z="Lift")), second, third) == {}
