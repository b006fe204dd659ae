"""The forms of a case's commands: what is typed in them as the API's bodies have it, and what was seen.

A form has no numbers, instants and nulls. What can't be read as one is left for the model to refuse.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from hearthline.complaints.desk_bodies import COMMANDS
from hearthline.pages.wall_clock import moment_typed
from hearthline.pages.words import words

MOST_WORKS: Final = 20
WORK_FIELDS: Final = ("what", "due", "contractor")
_YUAN: Final = re.compile(r"\d{1,9}(\.\d{1,2})?")
_COUNT: Final = re.compile(r"\d{1,6}")
_TICKS: Final[Mapping[str, bool]] = {"true": True, "on": True, "false": False}


def body(command: str, form: Mapping[str, Any], zone: str) -> dict[str, Any]:
    """Give the body of a command; its instants were typed by the clock of a zone."""
    given = form.get(command)
    fields: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    if command == "link" and fields.get("unlink"):
        return {"incident": None}
    found = {name: _value(command, name, value, zone) for name, value in fields.items() if name != "works"}
    works = fields.get("works")
    if isinstance(works, Mapping):
        rows = [works[place] for place in sorted(works, key=_place)]
        found["works"] = [_row(row, zone) for row in rows]
    return found


def labels(language: str) -> dict[str, str]:
    """Give the labels of all controls of all commands."""
    text = words(language, "cases")["fields"]
    found = {
        f"{command}.{field}": text[field]
        for command, (model, _) in COMMANDS.items()
        for field in model.model_fields
        if field in text
    }
    works = {
        f"visited.works.{place}.{field}": text[field] for place in range(MOST_WORKS) for field in WORK_FIELDS
    }
    return {**found, **works}


def _value(command: str, name: str, value: Any, zone: str) -> Any:
    if not isinstance(value, str):
        return value
    if name == "remedy" and command == "offer":
        return value
    read = _READ.get(name)
    return read(value, zone) if read else value


def _row(row: Any, zone: str) -> Any:
    if not isinstance(row, Mapping):
        return row
    return {name: _value("visited", name, value, zone) for name, value in row.items()}


def _fen(text: str, _: str) -> str | int:
    return int(Decimal(text) * 100) if _YUAN.fullmatch(text) else text


def _count(text: str, _: str) -> str | int:
    return int(text) if _COUNT.fullmatch(text) else text


def _tick(text: str, _: str) -> str | bool:
    return _TICKS.get(text, text)


def _place(name: str) -> tuple[int, str]:
    return (len(name), name)


_READ: Final[Mapping[str, Callable[[str, str], Any]]] = {
    "since": moment_typed,
    "until": moment_typed,
    "due": moment_typed,
    "amount": _fen,
    "visit": _count,
    "work": _count,
    "remedy": _count,
    "public": _tick,
    "safety": _tick,
    "immediate_action": _tick,
}
