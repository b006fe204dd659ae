"""The form of a segment: conditions that all hold, or a filter as it is written; and back. Pure.

The form has one control or group for each condition, named by it, so that an error of the filter finds it.
What it can't show is shown, and written, as JSON.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from hearthline.pages.form_parts import number_or_text, part
from hearthline.platform.form_text import nest
from hearthline.platform.problems import FieldError, Problem

Form = Mapping[str, Any]

WRITTEN: Final = "written"
TICKED: Final = ("city", "stage", "tier", "kind")
RANGES: Final = ("handed_over", "signed", "joined")
AMOUNTS: Final = ("points", "referrals")
CONDITIONS: Final = (
    *TICKED,
    "project",
    *RANGES,
    "last_complaint",
    *AMOUNTS,
    "tags",
    "consent",
    "language",
)
_LABELS_OF_RANGES: Final = tuple(f"{name}.{end}" for name in RANGES for end in ("from", "to"))
_LABELS_OF_AMOUNTS: Final = tuple(f"{name}.{end}" for name in AMOUNTS for end in ("at_least", "at_most"))
CONTROLS: Final = (
    *("name", WRITTEN, *CONDITIONS, *_LABELS_OF_RANGES, *_LABELS_OF_AMOUNTS),
    *("last_complaint.within_days", "last_complaint.never"),
)
REST: Final = ("signed", "joined", "last_complaint", *AMOUNTS, "tags", "language", "kind")
"""Conditions that the form shows when asked for more, or when something is typed of one."""
_NEVER: Final = "never"
_APART: Final = re.compile(r"[\s,;，；、]+")
_CONDITION: Final = re.compile(r"/filter/all/[0-9]+/")
_NO_JSON: Final = "This is no JSON."


def document(form: Form) -> Any:
    """Give the filter of a form; raise Problem 422 where what was written can't be read at all."""
    if form.get("how") != WRITTEN:
        return {"all": [{name: value} for name, value in _conditions(form)]}
    try:
        found = json.loads(str(form.get(WRITTEN, "")))
    except (ValueError, RecursionError):
        raise Problem.invalid([FieldError(f"/{WRITTEN}", _NO_JSON)]) from None
    return found


def typed_of(filter_: Mapping[str, Any]) -> dict[str, str]:
    """Give what stands in the form for a filter: in the controls of conditions, or else as it is written."""
    given = filter_.get("all")
    typed = {"how": "conditions", **(_typed(given) if isinstance(given, list) else {})}
    whole = all(_is_control(name) for name in typed)
    if isinstance(given, list) and whole and _told(document(nest(typed))) == _told(filter_):
        return typed
    return {"how": WRITTEN, WRITTEN: json.dumps(filter_, ensure_ascii=False, indent=2)}


def at_controls(problem: Problem, form: Form) -> Problem:
    """Give a problem with each error of the filter at its condition's control, or at what was written."""
    written = form.get("how") == WRITTEN
    errors = [FieldError(_place(one.pointer, written=written), one.detail) for one in problem.errors]
    return Problem(problem.kind, problem.detail, errors=errors, extra=problem.extra, headers=problem.headers)


def _place(pointer: str, *, written: bool) -> str:
    if not pointer.startswith("/filter"):
        return pointer
    return f"/{WRITTEN}" if written else f"/{_CONDITION.sub('', pointer).removeprefix('/filter')}"


def _is_control(name: str) -> bool:
    return name == "how" or name in CONTROLS or name.partition(".")[0] in (*TICKED, "consent")


def _conditions(form: Form) -> Iterator[tuple[str, Any]]:
    """Give the conditions that something was typed of, in the order of the form."""
    for name in CONDITIONS:
        read = _READERS[name]
        if value := read(form.get(name)):
            yield name, value


def _ticked(given: Any) -> list[str]:
    return list(part(given))


def _text(given: Any) -> str:
    return given.strip() if isinstance(given, str) else ""


def _members(given: Any) -> dict[str, Any]:
    """Give a range: days as they were typed."""
    return dict(part(given))


def _numbers(given: Any) -> dict[str, Any]:
    return {name: number_or_text(str(value)) for name, value in part(given).items()}


def _complained(given: Any) -> dict[str, Any]:
    typed = part(given)
    if _NEVER in typed:
        return {_NEVER: True}
    return _numbers({name: value for name, value in typed.items() if name == "within_days"})


def _tags(given: Any) -> dict[str, list[str]]:
    tags = [tag for tag in _APART.split(_text(given)) if tag]
    return {"any": tags} if tags else {}


def _agreed(given: Any) -> list[str]:
    return [f"{purpose}:{channel}" for purpose, channels in part(given).items() for channel in part(channels)]


_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(TICKED, _ticked),
    **dict.fromkeys(RANGES, _members),
    **dict.fromkeys(AMOUNTS, _numbers),
    "project": _text,
    "language": _text,
    "last_complaint": _complained,
    "tags": _tags,
    "consent": _agreed,
}


def _typed(conditions: list[Any]) -> dict[str, str]:
    """Give the controls of conditions, of what the form can't hold something else or nothing."""
    typed: dict[str, str] = {}
    for condition in conditions:
        for name, value in part(condition).items():
            typed.update(_controls(name, value))
    return typed


def _controls(name: str, value: Any) -> dict[str, str]:
    if name == "consent":
        return {f"consent.{one.replace(':', '.')}": "on" for one in _listed(value)}
    if name in TICKED:
        return {f"{name}.{one}": "on" for one in _listed(value)}
    if name == "tags":
        return {"tags": ", ".join(_listed(part(value).get("any")))}
    if isinstance(value, Mapping):
        return {f"{name}.{inner}": "on" if told is True else str(told) for inner, told in value.items()}
    return {name: str(value)}


def _listed(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []


def _told(filter_: Any) -> list[str]:
    """Give the conditions of a filter as texts that are the same for the same ones, whatever their order."""
    return sorted(json.dumps(_alike(condition), sort_keys=True) for condition in filter_["all"])


def _alike(condition: Any) -> Any:
    """Give a condition with a single value as the list that means the same."""
    return {
        name: sorted(_listed(value)) if name in (*TICKED, "consent") else value
        for name, value in part(condition).items()
    }
