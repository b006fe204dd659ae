"""When a question is shown: the condition language of `show_if` (docs/questionnaires.md), and what holds.

A condition is data, a small tree in JSON, looked at and never executed. It is a combinator (`all`, `any`,
`not`), or it names an earlier `question`, and of a matrix a `row`, beside one or more tests that must all
hold: `equals`, `in`, `at_least`, `at_most`, `answered`, `not_applicable`. A question that was skipped or is
hidden, and one that was said not to apply, meets none of the first four; `not` is what it says, so "not 5"
holds for them. `condition_reading` refuses what means nothing; here a condition is known to be right.
"""

from collections.abc import Container, Iterator, Mapping
from typing import Any, Final

from hearthline.surveys.model import Answer, Answers

COMBINATORS: Final = ("all", "any", "not")
TESTS: Final = ("equals", "in", "at_least", "at_most", "answered", "not_applicable")

Condition = Mapping[str, Any]


class Unsaid:
    """There is no answer, not even that it does not apply."""


UNSAID: Final = Unsaid()


def holds(condition: Condition | None, answers: Answers) -> bool:
    """Say whether a condition holds for these answers; None always does.

    `answers` are normal, and only of questions that are shown (`answers.check_answers` gives such).
    """
    return condition is None or judged(condition, answers) is True


def judged(condition: Condition, answers: Answers, undecided: Container[str] = ()) -> bool | None:
    """Say the same where some questions are still `undecided`; None where it depends on them."""
    if "all" in condition:
        return _every(judged(part, answers, undecided) for part in condition["all"])
    if "any" in condition:
        found = _every(_turned(judged(part, answers, undecided)) for part in condition["any"])
        return _turned(found)
    if "not" in condition:
        return _turned(judged(condition["not"], answers, undecided))
    if condition["question"] in undecided:
        return None
    said = _said(condition, answers)
    return all(_meets(name, condition[name], said) for name in TESTS if name in condition)


def tests_in(condition: Condition | None) -> Iterator[Condition]:
    """Give the parts of a condition that test an answer."""
    if condition is None:
        return
    inner = [*condition.get("all", ()), *condition.get("any", ())]
    inner += [condition["not"]] if "not" in condition else []
    for part in inner:
        yield from tests_in(part)
    if "question" in condition:
        yield condition


def _every(parts: Iterator[bool | None]) -> bool | None:
    open_ = False
    for part in parts:
        if part is False:
            return False
        open_ = open_ or part is None
    return None if open_ else True


def _turned(found: bool | None) -> bool | None:
    return None if found is None else not found


def _said(condition: Condition, answers: Answers) -> Answer | Unsaid:
    """Give what was said; of a matrix without a row, its first rating, or None where no row applies."""
    said: Answer | Unsaid = answers.get(condition["question"], UNSAID)
    if not isinstance(said, Mapping):
        return said
    if "row" in condition:
        return said.get(condition["row"], UNSAID)
    return next((rating for rating in said.values() if rating is not None), None)


def _meets(test: str, wanted: Any, said: Any) -> bool:
    there = said is not UNSAID and said is not None
    match test:
        case "answered":
            return there is wanted
        case "not_applicable":
            return (said is None) is wanted
        case "equals" | "in":
            chosen = set(said) if isinstance(said, tuple) else {said}
            return there and not chosen.isdisjoint(wanted if test == "in" else [wanted])
        case "at_least":
            return there and said >= wanted
        case _:
            return there and said <= wanted
