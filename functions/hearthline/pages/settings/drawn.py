"""What the page of a change draws: its faults where they are, and its rows with empty ones to fill in."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from hearthline.pages.settings import faults
from hearthline.pages.settings.line_forms import called, unknown_at
from hearthline.pages.settings.part_forms import SPARE_ROWS, Content, PartForm, Plain, spare
from hearthline.pages.settings.shown import kind_of
from hearthline.pages.settings.text_form import TextForm
from hearthline.pages.settings.written import line_numbers
from hearthline.platform.json_text import NotJson, read_json
from hearthline.platform.problems import FieldError, Problem


class Change(Protocol):
    """What is changed: which part of which document, and the form that holds it."""

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def of(self) -> str: ...  # noqa: D102

    @property
    def form(self) -> PartForm: ...  # noqa: D102


def drawn(
    change: Change, document: Plain, content: Content, errors: Sequence[FieldError], said: Mapping[str, Any]
) -> dict[str, Any]:
    """Give a page's values; `said` are the words of settings."""
    if isinstance(change.form, TextForm):
        told = faults.in_text(errors, _lines(content["text"]), said)
        excerpts = content["text"].splitlines()
    else:
        told = faults.at_controls(errors, _controls(change.form, document, change.of, content, errors), said)
        excerpts = []
    people = document.get("people", {}) if kind_of(change.name) == "reporting-line" else {}
    return {
        "kind": kind_of(change.name),
        "wrong": told,
        "faults": {each.name: each.sentence for each in told if each.name},
        "excerpts": excerpts,
        "rows": {key: spare(rows) for key, rows in content.items() if isinstance(rows, list)},
        "spare": SPARE_ROWS,
        "people": [called(identity, people) for identity in people],
    }


def _controls(
    form: PartForm, document: Plain, of: str, content: Content, errors: Sequence[FieldError]
) -> list[tuple[str, str]]:
    try:
        known = form.controls(form.put(document, of, content), of, content)
    except Problem:
        known = (
            form.controls({**document, "lists": []}, of, content) if "list" in content else _codes(content)
        )
    people = document.get("people", {})
    unknown = [
        (error.pointer, name)
        for error in errors
        if error.detail.startswith("not among the people: ")
        and (name := unknown_at(error.detail, content, people))
    ]
    return [*unknown, *known]


def _codes(content: Content) -> list[tuple[str, str]]:
    """Give where it is said that the code of something new is taken."""
    return [(at, "code") for at in ("/teams", "/people", "/replies")] if "code" in content else []


def _lines(text: str) -> dict[str, int]:
    try:
        read_json(text.encode())
    except NotJson:
        return {}
    return line_numbers(text)
