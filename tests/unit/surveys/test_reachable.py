"""A question that no finished answers can show is found, and none that some can is refused."""

from typing import Any

import pytest

from tests.unit.surveys.questionnaires import asking, choices, document, faults

Q = "question"


def last(*earlier: dict[str, Any], show_if: dict[str, Any]) -> dict[str, Any]:
    return document(*earlier, asking("last", "text", most=10, show_if=show_if))


def never(given: dict[str, Any]) -> list[str]:
    found = faults(given)
    assert all(
        detail.endswith("no answers to the questions before it can ever show it.")
        for detail in found.values()
    )
    return [detail.split('"')[1] for detail in found.values()]


NEVER: dict[str, dict[str, Any]] = {
    "two answers of one choice": last(
        asking("a", "single"),
        show_if={"all": [{Q: "a", "equals": "a"}, {Q: "a", "equals": "b"}]},
    ),
    "not one of all its options, where it must be answered": last(
        asking("a", "single", required=True), show_if={"not": {Q: "a", "in": ["a", "b", "c"]}}
    ),
    "a range between two whole ratings": last(
        asking("a", "rating"),
        show_if={
            "all": [
                {Q: "a", "answered": True},
                {"not": {"any": [{Q: "a", "at_most": 2}, {Q: "a", "at_least": 3}]}},
            ]
        },
    ),
    "a number beyond its limits": last(asking("a", "number", most=10), show_if={Q: "a", "at_least": 11}),
    "a day beyond its limits": last(
        asking("a", "date", least="2026-01-01"), show_if={Q: "a", "at_most": "2025-12-31"}
    ),
    "three of at most two choices": last(
        asking("a", "multiple", most=2),
        show_if={"all": [{Q: "a", "equals": code} for code in ("a", "b", "c")]},
    ),
    "no answer to what must be answered": last(
        asking("a", "yes_no", required=True), show_if={Q: "a", "answered": False}
    ),
    "the answer to a question that is hidden then": last(
        asking("a", "yes_no"),
        asking("b", "yes_no", show_if={Q: "a", "equals": True}),
        show_if={"all": [{Q: "a", "equals": False}, {Q: "b", "answered": True}]},
    ),
    "a row that must be rated": last(
        asking("a", "matrix", required=True), show_if={Q: "a", "row": "b", "answered": False}
    ),
    "all rows not applicable, and one rated": last(
        asking("a", "matrix", not_applicable=True),
        show_if={"all": [{Q: "a", "not_applicable": True}, {Q: "a", "row": "a", "at_least": 1}]},
    ),
}
SOMETIMES: dict[str, dict[str, Any]] = {
    "no answer to what may be skipped": last(asking("a", "yes_no"), show_if={Q: "a", "answered": False}),
    "no answer to what is required but not always shown": last(
        asking("a", "yes_no"),
        asking("b", "yes_no", required=True, show_if={Q: "a", "equals": True}),
        show_if={Q: "b", "answered": False},
    ),
    "what is required said not to apply": last(
        asking("a", "yes_no", required=True, not_applicable=True), show_if={Q: "a", "answered": False}
    ),
    "a number between two others": last(
        asking("a", "number"), show_if={"not": {"any": [{Q: "a", "at_most": 1}, {Q: "a", "at_least": 1.5}]}}
    ),
    "a day between two others": last(
        asking("a", "date", required=True),
        show_if={"not": {"any": [{Q: "a", "at_most": "2026-02-27"}, {Q: "a", "at_least": "2026-03-01"}]}},
    ),
    "two choices, and a third that fills up": last(
        asking("a", "multiple", least=3, options=choices("a", "b", "c", "d")),
        show_if={"all": [{Q: "a", "equals": "a"}, {"not": {Q: "a", "equals": "d"}}]},
    ),
    "one row rated, another not to apply": last(
        asking("a", "matrix", required=True, not_applicable=True),
        show_if={"all": [{Q: "a", "row": "a", "at_most": 2}, {Q: "a", "row": "b", "not_applicable": True}]},
    ),
    "some other row rated": last(
        asking("a", "matrix"),
        show_if={"all": [{Q: "a", "answered": True}, {Q: "a", "row": "a", "answered": False}]},
    ),
}


@pytest.mark.parametrize("given", NEVER.values(), ids=NEVER)
def test_a_question_that_nothing_can_show_is_refused(given: dict[str, Any]) -> None:
    assert never(given) == ["last"]


@pytest.mark.parametrize("given", SOMETIMES.values(), ids=SOMETIMES)
def test_a_question_that_something_shows_is_not(given: dict[str, Any]) -> None:
    assert never(given) == []


def test_a_long_chain_is_searched_to_its_end() -> None:
    chain = [asking("q0", "rating")]
    chain += [
        asking(f"q{place}", "rating", show_if={Q: f"q{place - 1}", "at_most": 2}) for place in range(1, 60)
    ]

    assert never(last(*chain, show_if={Q: "q59", "at_most": 2})) == []
    both = {"all": [{Q: "q59", "at_most": 2}, {Q: "q30", "at_least": 3}]}
    assert never(last(*chain, show_if=both)) == ["last"]


def test_what_one_answer_decides_needs_no_search_among_others() -> None:
    others = [asking(f"q{place}", "yes_no") for place in range(25)]
    any_ = {"any": [{Q: f"q{place}", "equals": True} for place in range(25)]}
    contradiction = [{Q: "a", "equals": True}, {Q: "a", "equals": False}]

    assert never(last(*others, asking("a", "yes_no"), show_if={"all": [any_, *contradiction]})) == ["last"]


def test_what_is_too_entangled_to_be_searched_is_taken() -> None:
    others = [asking(f"q{place}", "yes_no") for place in range(25)]
    any_ = {"any": [{Q: f"q{place}", "equals": True} for place in range(25)]}
    chain = [asking("a", "yes_no"), asking("b", "yes_no", show_if={Q: "a", "equals": True})]
    hidden_then = [{Q: "a", "equals": False}, {Q: "b", "answered": True}]

    assert never(last(*others, *chain, show_if={"all": [any_, *hidden_then]})) == []
    assert never(last(*others[:5], *chain, show_if={"all": [{"any": any_["any"][:5]}, *hidden_then]})) == [
        "last"
    ]
