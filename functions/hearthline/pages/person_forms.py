"""The forms about persons: what is typed into them, as the API's bodies are written. Pure.

What can't be read is handed on as it was typed, for the body to refuse by its name.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from hearthline.pages.form_parts import number_or_text, part
from hearthline.platform.problems import FieldError, Problem

Form = Mapping[str, Any]

SOUGHT: Final = "sought"
"""The control that takes a telephone number, an e-mail address or a member number."""
PLACE: Final = ("city", "project", "building", "unit")
FINDING: Final = (SOUGHT, *(f"home.{name}" for name in PLACE), "kind")
PLAIN: Final = (
    *("kind", "name", "phone", "email", "language", "city", "birth_date", "sex"),
    *("employer", "education"),
)
PURPOSES: Final = ("survey", "marketing")
CHANNELS: Final = ("email", "sms")
STATED: Final = (
    "consents",
    "consents.via",
    *(f"consents.{purpose}.{channel}" for purpose in PURPOSES for channel in CHANNELS),
)
REGISTERING: Final = (*PLAIN, "tags", *STATED)
EDITING: Final = ("kind", "city", "tags", *STATED)
ADJUSTING: Final = ("amount", "source", "reason")
_NUMBER: Final = re.compile(r"[0-9A-HJKMNP-TV-Z]{16}")
_APART: Final = re.compile(r"[\s,;，；、|]+")
_SAID: Final[Mapping[str, bool]] = {"given": True, "withdrawn": False}
_REQUIRED: Final = "Must be given."
FOUND_BY: Final[Mapping[str, str]] = {"?phone": "/sought", "?email": "/sought", "?home": "/home/project"}
"""Where the search's errors are told: at the controls that its query was made of."""
NO_CONTACT: Final[Mapping[str, str]] = {"": "/phone", "/": "/phone"}
"""The same of a registration without any contact."""


def member_number(form: Form) -> str | None:
    """Give the number of a member where that is what was typed, whatever its case and spaces."""
    typed = "".join(str(form.get(SOUGHT, "")).split()).upper()
    return typed if _NUMBER.fullmatch(typed) else None


def seeking(form: Form) -> dict[str, Any]:
    """Give the query of the API's search: by a contact, or by a home, of which each part must be given.

    Raises Problem 422 for a home that is not named in full.
    """
    given = {name: form[name] for name in ("kind", "limit", "cursor") if name in form}
    sought = form.get(SOUGHT)
    if isinstance(sought, str):
        return {**given, "email" if "@" in sought or "＠" in sought else "phone": sought}
    home = form.get("home")
    if isinstance(home, str):
        return {**given, "home": home}
    parts = {name: part(home).get(name) for name in PLACE}
    if not any(parts.values()):
        raise Problem.invalid([FieldError(f"/{SOUGHT}", _REQUIRED)])
    if missing := [name for name, text in parts.items() if not text]:
        raise Problem.invalid([FieldError(f"/home/{name}", _REQUIRED) for name in missing])
    return {**given, "home": "/".join(str(text).strip() for text in parts.values())}


def at_controls(problem: Problem, places: Mapping[str, str]) -> Problem:
    """Give a problem with each error at the control that `places` names for its pointer."""
    errors = [FieldError(places.get(one.pointer, one.pointer), one.detail) for one in problem.errors]
    return Problem(problem.kind, problem.detail, errors=errors, extra=problem.extra, headers=problem.headers)


def labels(said: Mapping[str, str], controls: Iterable[str]) -> dict[str, str]:
    """Give the names of controls; `said` holds them by their last parts."""
    return {name: said[name.removeprefix("home.").removeprefix("consents.")] for name in controls}


def registering(form: Form) -> dict[str, Any]:
    """Give the body that registers a person; what was left empty is left out."""
    body = {name: form[name] for name in PLAIN if name in form}
    return {**body, **_labels(form), **_stated(form)}


def editing(form: Form, person: Mapping[str, Any]) -> dict[str, Any]:
    """Give the body that changes what is the desk's of a person as they stand: what reads otherwise.

    A city left empty is taken away; one that stays is not named, since it may be another's to decide on.
    """
    body = {"kind": form.get("kind"), "city": form.get("city"), "tags": _tags(form)}
    return {
        name: value
        for name, value in body.items()
        if value != person[name] and (value is not None or name == "city")
    }


def declaring(form: Form) -> dict[str, Any]:
    """Give the body that writes down what a person declares; raise Problem 422 where that is nothing."""
    body = _stated(form)
    if not body:
        raise Problem.invalid([FieldError("/consents", _REQUIRED)])
    return body


def adjusting(form: Form) -> dict[str, Any]:
    """Give the body that gives or takes points; a minus may be written as people write it."""
    body = {name: form[name] for name in ADJUSTING if name in form}
    amount = body.get("amount")
    if isinstance(amount, str):
        body["amount"] = number_or_text(amount.replace("−", "-").replace(",", "").removeprefix("+"))
    return body


def _labels(form: Form) -> dict[str, Any]:
    tags = _tags(form)
    return {"tags": tags} if tags else {}


def _tags(form: Form) -> list[str]:
    return [tag for tag in _APART.split(str(form.get("tags", ""))) if tag]


def _stated(form: Form) -> dict[str, Any]:
    """Give what was declared, of each purpose and channel that was spoken of; nothing where of none."""
    typed = part(form.get("consents"))
    said: dict[str, Any] = {}
    for purpose in PURPOSES:
        answers = part(typed.get(purpose))
        named = {channel: _SAID.get(str(answers[channel])) for channel in CHANNELS if channel in answers}
        if named:
            said[purpose] = named
    if not said:
        return {}
    version = number_or_text(str(typed.get("text_version", "")))
    via = {"via": typed["via"]} if "via" in typed else {}
    return {"consents": {**said, **via, "text_version": version}}
