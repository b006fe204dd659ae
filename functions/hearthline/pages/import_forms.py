"""The form that begins an import: which column of a file means what, or a mapping as it is written. Pure."""

import json
from collections.abc import Mapping
from typing import Any, Final

from hearthline.pages.form_parts import number_or_text, part
from hearthline.platform.problems import FieldError, Problem

Form = Mapping[str, Any]

WRITTEN: Final = "written"
MEMBERS: Final = "members"
SHOWN: Final = ("external_id", "name", "phone", "email", "joined_on")
"""The columns that most files have, needed ones first."""
REST: Final = (
    *("birth_date", "customer_id", "points", "sex", "language", "city", "kind", "employer", "education"),
    "tags",
)
COLUMNS: Final = (*SHOWN, *REST)
NEEDED: Final = SHOWN[:2]
DAYS: Final = frozenset({"joined_on", "birth_date"})
CONSENTS: Final = ("terms", "survey:email", "survey:sms", "marketing:email", "marketing:sms")
_CONSENTS: Final = "mapping.consents"
CONTROLS: Final = (
    *("kind", "city", "source", WRITTEN, "mapping.encoding", "mapping.delimiter"),
    *(f"mapping.{name}.column" for name in COLUMNS),
    *(f"mapping.{name}.format" for name in COLUMNS if name in DAYS),
    *(_CONSENTS, f"{_CONSENTS}.text_version", f"{_CONSENTS}.on"),
    *(f"{_CONSENTS}.given.{name}.column" for name in CONSENTS),
)
_TAB: Final = "tab"
_NO_JSON: Final = "This is no JSON."


def beginning(form: Form) -> dict[str, Any]:
    """Give the body of an import; raise Problem 422 where the mapping that was written can't be read at all.

    Columns can be chosen for members; whatever else a file is of, its mapping is written.
    """
    body = {name: form[name] for name in ("kind", "city", "source") if name in form}
    written = form.get("how") == WRITTEN or form.get("kind") != MEMBERS
    return {**body, "mapping": _written(form) if written else _columns(part(form.get("mapping")))}


def at_controls(problem: Problem, form: Form) -> Problem:
    """Give a problem with each error at its control: at that of a column, or at the mapping as written."""
    written = form.get("how") == WRITTEN or form.get("kind") != MEMBERS
    errors = [FieldError(_place(one.pointer, written=written), one.detail) for one in problem.errors]
    return Problem(problem.kind, problem.detail, errors=errors, extra=problem.extra, headers=problem.headers)


def labels(said: Mapping[str, str]) -> dict[str, str]:
    """Give the names of the controls; `said` holds them by what they mean."""
    return {name: said[_meaning(name)] for name in CONTROLS}


def _meaning(control: str) -> str:
    name = control.removeprefix(f"{_CONSENTS}.").removeprefix("given.").removeprefix("mapping.")
    return name.removesuffix(".column") if control not in ("kind", "city") else f"file_{control}"


def _place(pointer: str, *, written: bool) -> str:
    if not pointer.startswith("/mapping"):
        return pointer
    if written:
        return f"/{WRITTEN}"
    control = pointer.lstrip("/").replace("/", ".")
    known = (name for name in (control, f"{control}.column") if name in CONTROLS)
    return f"/{next(known, control).replace('.', '/')}"


def _written(form: Form) -> Any:
    try:
        return json.loads(str(form.get(WRITTEN, "")))
    except (ValueError, RecursionError):
        raise Problem.invalid([FieldError(f"/{WRITTEN}", _NO_JSON)]) from None


def _columns(typed: Mapping[str, Any]) -> dict[str, Any]:
    mapping = {name: dict(part(typed[name])) for name in COLUMNS if name in typed}
    written = {name: typed[name] for name in ("encoding", "delimiter") if name in typed}
    if written.get("delimiter") == _TAB:
        written["delimiter"] = "\t"
    consents = part(typed.get("consents"))
    if "given" in consents:
        version = number_or_text(str(consents.get("text_version", "")))
        mapping["consents"] = {**consents, "text_version": version}
    return {**mapping, **written}
