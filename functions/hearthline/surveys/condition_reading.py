"""Reading a `show_if`: everything by which it would mean nothing, each named with its question."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline.surveys import question_rules as rules
from hearthline.surveys.answer_reading import day, number, plain_name, whole
from hearthline.surveys.conditions import COMBINATORS, TESTS
from hearthline.surveys.faults import Faults, Object, known_members
from hearthline.surveys.model import Question, QuestionType

DEEPEST: Final = 4
"""How many combinators may stand inside one another."""
MOST_CONDITIONS: Final = 30
"""How many conditions and combinators one `show_if` may have."""
MOST_VALUES: Final = 40
"""How many values one test may name."""

_ORDERED: Final = frozenset(
    {
        QuestionType.RATING,
        QuestionType.SCORE,
        QuestionType.MATRIX,
        QuestionType.NUMBER,
        QuestionType.DATE,
    }
)


class ConditionReading:
    """Reads the conditions of one document, in the order of its questions.

    `places` says where each id stands, `earlier` holds the questions read so far; one that is earlier but not
    in it is wrong itself, and what is asked of it is not looked at.
    """

    def __init__(self, faults: Faults, places: Mapping[str, int]) -> None:
        self.earlier: dict[str, Question] = {}
        self._faults = faults
        self._places = places
        self._parts = 0

    def read(self, given: object, at: str, place: int) -> None:
        """Note what is wrong with the condition of the question at this place."""
        self._parts = 0
        self._part(given, at, place, 1)
        if self._parts > MOST_CONDITIONS:
            self._faults.add(at, f"Its show_if has more than {MOST_CONDITIONS} conditions and combinators.")

    def _part(self, given: object, at: str, place: int, depth: int) -> None:
        self._parts += 1
        if self._parts > MOST_CONDITIONS:
            return
        if not isinstance(given, Mapping):
            self._faults.add(at, "A condition must be an object.")
            return
        name = next((name for name in COMBINATORS if name in given), None)
        if name is None:
            self._test(given, at, place)
        elif len(given) > 1:
            self._faults.add(at, f"Nothing may stand beside {name}.")
        elif depth > DEEPEST:
            self._faults.add(at, f"Combinators stand at most {DEEPEST} deep.")
        elif name == "not":
            self._part(given[name], f"{at}/not", place, depth + 1)
        elif not isinstance(given[name], list) or not given[name]:
            self._faults.add(f"{at}/{name}", f"{name} must be a list of at least one condition.")
        else:
            for number_, part in enumerate(given[name]):
                self._part(part, f"{at}/{name}/{number_}", place, depth + 1)

    def _test(self, given: Object, at: str, place: int) -> None:
        known_members(self._faults, given, at, ("question", "row", *TESTS))
        if not given.keys() & set(TESTS):
            self._faults.add(at, f"A condition needs one of {', '.join((*COMBINATORS, *TESTS))}.")
        if not self._refers(given.get("question"), f"{at}/question", place):
            return
        asked = self.earlier.get(given["question"])
        if asked is None:
            return
        if not self._row(asked, given, at):
            return
        for name in TESTS:
            if name in given and (fault := _unfit(asked, name, given[name], given)):
                self._faults.add(f"{at}/{name}", fault)

    def _refers(self, asked: object, at: str, place: int) -> bool:
        """Say whether a condition asks about a question before its own."""
        if not plain_name(asked):
            self._faults.add(at, "A condition must name a question.")
        elif asked not in self._places:
            self._faults.add(at, f'Its show_if asks about "{asked}", and there is no such question.')
        elif self._places[asked] == place:
            self._faults.add(at, "Its show_if asks about the question itself.")
        elif self._places[asked] > place:
            self._faults.add(at, f'Its show_if asks about "{asked}", which comes later.')
        else:
            return True
        return False

    def _row(self, asked: Question, given: Object, at: str) -> bool:
        if "row" not in given:
            return True
        if given["row"] in [row.code for row in asked.rows]:
            return True
        self._faults.add(f"{at}/row", f'"{asked.id}" has no such row.')
        return False


def _unfit(asked: Question, test: str, wanted: object, condition: Object) -> str | None:
    """Say why a test can't be made of this question, or could never be met; None where it can."""
    named = f'"{asked.id}"'
    if test == "answered":
        return None if isinstance(wanted, bool) else "answered must be true or false."
    if test == "not_applicable":
        if not isinstance(wanted, bool):
            return "not_applicable must be true or false."
        return None if asked.not_applicable else f"{named} can't be said not to apply."
    if asked.type is QuestionType.TEXT:
        return f"{named} is a text, of which only answered and not_applicable can be asked."
    if asked.type is QuestionType.MATRIX and "row" not in condition:
        return f"{named} is a matrix; say which row {test} is about."
    if test in {"at_least", "at_most"} and asked.type not in _ORDERED:
        return f"{named} has no order, so there is no {test}."
    if test == "in" and not (isinstance(wanted, list) and 1 <= len(wanted) <= MOST_VALUES):
        return f"in must be a list of 1 to {MOST_VALUES} values."
    values: list[Any] = wanted if test == "in" and isinstance(wanted, list) else [wanted]
    return None if all(_can_be(asked, value) for value in values) else f"{named} has no such answer."


def _can_be(asked: Question, value: object) -> bool:
    match asked.type:
        case QuestionType.RATING | QuestionType.SCORE | QuestionType.MATRIX:
            least, most = rules.SCALES[asked.type]
            return whole(value) and least <= value <= most
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return value in [option.code for option in asked.options]
        case QuestionType.YES_NO:
            return isinstance(value, bool)
        case QuestionType.NUMBER:
            return number(value)
        case _:
            return day(value)
