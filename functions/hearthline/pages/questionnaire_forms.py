"""A questionnaire as a form: the document that is typed, each step on it, and what its page shows.

The form holds all of the document, also while it is none yet; a step (add, move, remove) gives the document
after it, and saves nothing. Controls are named by the pointers of the document: `questions.0.text.zh`.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from hearthline.pages.form_parts import LANGUAGES, both, listed, number_or_text, part
from hearthline.pages.questionnaire_conditions import Shown, condition, shown, without_empty
from hearthline.surveys.model import Measure, QuestionType
from hearthline.surveys.question_rules import HAS_LIMITS, MEASURED_BY

TEXTS: Final = ("title", "intro", "thanks")
TYPES: Final = tuple(kind.value for kind in QuestionType)
LIMITED: Final = frozenset(kind.value for kind in HAS_LIMITS)
MEASURES: Final[Mapping[str, tuple[str, ...]]] = {
    kind.value: tuple(measure.value for measure in Measure if kind in MEASURED_BY[measure])
    for kind in QuestionType
}
_LISTS: Final[Mapping[str, str]] = {"single": "options", "multiple": "options", "matrix": "rows"}
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"

Document = dict[str, Any]


def empty() -> Document:
    """Give a document with nothing in it but a question to begin with."""
    return {**{name: both(None) for name in TEXTS}, "questions": [_new("rating", [])]}


def document(form: Mapping[str, Any]) -> Document:
    """Give the document that a form holds."""
    asked = listed(form.get("questions"))
    types = {str(each.get("id", "")): str(each.get("type", "")) for each in asked}
    return {
        **{name: both(form.get(name)) for name in TEXTS},
        "questions": [_question(each, types) for each in asked],
    }


def step(given: Document, do: str, kind: str = "rating") -> tuple[Document, int]:
    """Give the document after a step, and the place of the question that it was about.

    `do` is `add`, or what is done and where: `up.3`, `remove.3`, `add_option.3`, `remove_option.3.1`,
    `add_part.3`. Whatever else it is changes nothing.
    """
    questions: list[dict[str, Any]] = list(given["questions"])
    act, *places = do.split(".")
    if act == "add":
        questions.append(_new(kind if kind in TYPES else "rating", questions))
        return {**given, "questions": questions}, len(questions) - 1
    numbers = [int(place) for place in places if place.isdecimal() and len(place) < 6]
    if not numbers or numbers[0] >= len(questions):
        return given, 0
    place, inner = numbers[0], numbers[1] if len(numbers) > 1 else -1
    other = {"up": place - 1, "down": place + 1}.get(act, place)
    if act == "remove":
        del questions[place]
    elif 0 <= other < len(questions) and other != place:
        questions[place], questions[other] = questions[other], questions[place]
        place = other
    else:
        questions[place] = _changed(questions[place], act, inner)
    return {**given, "questions": questions}, min(place, max(len(questions) - 1, 0))


def pruned(given: Document) -> Document:
    """Give the document without the tests of conditions that name no question: they were left empty."""
    questions = []
    for each in given["questions"]:
        kept = {name: value for name, value in each.items() if name != "show_if"}
        show_if = without_empty(each.get("show_if"))
        questions.append(kept if show_if is None else {**kept, "show_if": show_if})
    return {**given, "questions": questions}


def conditions(given: Document) -> list[Shown]:
    """Give when each question is shown, as the controls of its form."""
    types = {str(each.get("id")): str(each.get("type")) for each in given["questions"]}
    return [shown(each.get("show_if"), types) for each in given["questions"]]


def controls(given: Document) -> list[str]:
    """Name the controls at which something may be said to be wrong."""
    names = [f"{name}.{language}" for name in TEXTS for language in LANGUAGES]
    for place, each in enumerate(given["questions"]):
        at = f"questions.{place}"
        names += [f"{at}.{name}" for name in ("id", "type", "least", "most", "measure", "show_if")]
        names += [f"{at}.{name}.{language}" for name in ("text", "hint") for language in LANGUAGES]
        for name in ("options", "rows"):
            for number in range(len(each.get(name, ()))):
                names += [f"{at}.{name}.{number}.{end}" for end in ("code", "label.zh", "label.en")]
            names.append(f"{at}.{name}")
        names.append(at)
    return names


def _question(form: Mapping[str, Any], types: Mapping[str, str]) -> dict[str, Any]:
    kind = str(form.get("type", ""))
    found: dict[str, Any] = {"id": str(form.get("id", "")), "type": kind, "text": both(form.get("text"))}
    if any((hint := both(form.get("hint"))).values()):
        found["hint"] = hint
    found.update({name: True for name in ("required", "not_applicable") if name in form})
    if kind in _LISTS:
        name = _LISTS[kind]
        choices = [_choice(each) for each in listed(form.get(name))]
        found[name] = choices or [_blank(code) for code in _LETTERS[:2]]
    if kind in LIMITED:
        read = str if kind == "date" else number_or_text
        found.update({name: read(form[name]) for name in ("least", "most") if form.get(name)})
    if form.get("measure") in MEASURES.get(kind, ()):
        found["measure"] = form["measure"]
    show_if = condition(part(form.get("show_if")), types)
    return found if show_if is None else {**found, "show_if": show_if}


def _choice(form: Mapping[str, Any]) -> dict[str, Any]:
    return {"code": str(form.get("code", "")), "label": both(form.get("label"))}


def _changed(question: dict[str, Any], act: str, inner: int) -> dict[str, Any]:
    name = _LISTS.get(question["type"])
    if name and act in ("add_option", "remove_option"):
        choices = list(question[name])
        if act == "add_option":
            choices.append(_blank(_free({each["code"] for each in choices}, _LETTERS)))
        elif 0 <= inner < len(choices):
            del choices[inner]
        return {**question, name: choices}
    if act == "add_part":
        return {**question, "show_if": _with_part(question.get("show_if"))}
    return question


def _with_part(show_if: Any) -> Any:
    if show_if is None:
        return {}
    name = next((each for each in ("any", "all") if isinstance(show_if, Mapping) and each in show_if), None)
    return {name: [*show_if[name], {}]} if name else {"all": [show_if, {}]}


def _new(kind: str, others: list[dict[str, Any]]) -> dict[str, Any]:
    taken = {str(each.get("id")) for each in others}
    made: dict[str, Any] = {
        "id": _free(taken, [f"q{number}" for number in range(1, 1000)]),
        "type": kind,
        "text": both(None),
    }
    if kind in _LISTS:
        made[_LISTS[kind]] = [_blank(code) for code in _LETTERS[:2]]
    return {**made, "required": True}


def _blank(code: str) -> dict[str, Any]:
    return {"code": code, "label": both(None)}


def _free(taken: set[str], names: Iterable[str]) -> str:
    return next((name for name in names if name not in taken), "")
