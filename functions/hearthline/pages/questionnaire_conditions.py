"""When a question is shown, as a form of a few controls, and back to the condition that it means.

A form holds one test, or several that must all hold or of which one is enough. Any other condition is kept
as it is written in JSON.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hearthline.pages.form_parts import listed, number_or_text

ALWAYS: Final = "always"
JSON: Final = "json"
CHOSEN: Final = frozenset({"single", "multiple"})
_SAID: Final[Mapping[str, tuple[str, bool]]] = {
    "answered": ("answered", True),
    "unanswered": ("answered", False),
    "na": ("not_applicable", True),
}
_ENDS: Final = (("from", "at_least"), ("to", "at_most"))
_YES_NO: Final[Mapping[str, bool]] = {"yes": True, "no": False}

Types = Mapping[str, str]
"""The types of questions by their ids."""


@dataclass(frozen=True, slots=True)
class Part:
    """One test: `test` is `values`, `answered`, `unanswered` or `na`; of `values` what is meant is given.

    `chosen` are codes of options, or `yes` or `no`; the ends are of ratings, scores, numbers and days.
    """

    question: str
    row: str = ""
    test: str = "values"
    chosen: tuple[str, ...] = ()
    begin: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """When a question is shown: `how` is `always`, `all`, `any` or `json`."""

    how: str
    parts: tuple[Part, ...] = ()
    text: str = ""


def shown(condition: object, types: Types) -> Shown:
    """Give the form of a condition."""
    if condition is None:
        return Shown(ALWAYS)
    how, inner = "all", [condition]
    if isinstance(condition, Mapping) and len(condition) == 1:
        how = next((name for name in ("all", "any") if isinstance(condition.get(name), list)), how)
        inner = condition.get(how, inner)
    parts = [_part(each, types) for each in inner]
    if None in parts:
        text = condition if isinstance(condition, str) else json.dumps(condition, ensure_ascii=False)
        return Shown(JSON, text=text)
    return Shown(how, tuple(part for part in parts if part))


def condition(form: Mapping[str, Any], types: Types) -> Any:
    """Give the condition that a form means, None for always; JSON that can't be read as it was typed."""
    how = form.get("how", ALWAYS)
    if how == JSON:
        text = str(form.get(JSON, ""))
        try:
            return json.loads(text)
        except ValueError:
            return text
    tests = [_test(part, types) for part in listed(form.get("parts"))] or [{}]
    if how not in ("all", "any"):
        return None
    if how == "any":
        return {"any": tests}
    return tests[0] if len(tests) == 1 else {"all": tests}


def without_empty(given: Any) -> Any:
    """Give a condition without the tests that were left empty; None where nothing is left of it."""
    if given == {}:
        return None
    name = next((each for each in ("all", "any") if isinstance(given, Mapping) and each in given), None)
    if name is None or not isinstance(given[name], list):
        return given
    kept = [each for each in given[name] if each != {}]
    return {name: kept} if kept else None


def _part(given: object, types: Types) -> Part | None:
    if not isinstance(given, Mapping):
        return None
    question, row = str(given.get("question", "")), str(given.get("row", ""))
    tests = {name: value for name, value in given.items() if name not in ("question", "row")}
    for word, (name, wanted) in _SAID.items():
        if tests == {name: wanted} and tests[name] is wanted:
            return Part(question, row, word)
    if tests.keys() <= {"at_least", "at_most"}:
        begin, end = (str(tests.get(name, "")) for _, name in _ENDS)
        return Part(question, row, begin=begin, end=end)
    return _equal(question, row, tests, types.get(question, ""))


def _equal(question: str, row: str, tests: Mapping[str, Any], kind: str) -> Part | None:
    if tests.keys() == {"in"} and kind in CHOSEN and isinstance(tests["in"], list):
        return Part(question, row, chosen=tuple(map(str, tests["in"])))
    if tests.keys() != {"equals"}:
        return None
    value = tests["equals"]
    if isinstance(value, bool):
        return Part(question, row, chosen=("yes" if value else "no",))
    if kind in CHOSEN:
        return Part(question, row, chosen=(str(value),))
    return Part(question, row, begin=str(value), end=str(value))


def _test(form: Mapping[str, Any], types: Types) -> dict[str, Any]:
    question = str(form.get("question", ""))
    found: dict[str, Any] = {"question": question} if question else {}
    kind = types.get(question, "")
    if kind == "matrix" and form.get("row"):
        found["row"] = form["row"]
    if form.get("test") in _SAID:
        name, wanted = _SAID[form["test"]]
        return {**found, name: wanted}
    return {**found, **_values(form, kind)}


def _values(form: Mapping[str, Any], kind: str) -> dict[str, Any]:
    chosen: Sequence[str] = list(form["chosen"]) if isinstance(form.get("chosen"), Mapping) else ()
    if kind in CHOSEN and chosen:
        return {"equals": chosen[0]} if len(chosen) == 1 else {"in": list(chosen)}
    if kind == "yes_no" and form.get("said") in _YES_NO:
        return {"equals": _YES_NO[form["said"]]}
    if kind in CHOSEN or kind == "yes_no":
        return {}
    read = str if kind == "date" else number_or_text
    ends = {name: read(form[control]) for control, name in _ENDS if form.get(control)}
    if len(ends) == len(_ENDS) and ends["at_least"] == ends["at_most"]:
        return {"equals": ends["at_least"]}
    return ends
