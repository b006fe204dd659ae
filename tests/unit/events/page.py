"""docs/events.md, made from the contracts and the golden files, so that it says what is sent."""

import json
from collections.abc import Mapping
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from hearthline.complaints.contract_parts import Case
from hearthline.complaints.promise_contracts import StepTold
from hearthline.event_registry import DOMAINS
from hearthline.platform.event_contracts import Contract, Envelope, type_of

_INTRODUCTION = """\
# Events

What Hearthline tells others. Every event is written in one transaction with the change that it tells of, and
is carried to the event bus by the table's stream: nothing is told that did not happen, and nothing that
happened is left untold. Subscribe with a rule on the bus: `source` is `hearthline`, `detail-type` the event's
type, and `detail` the event as shown here.

- An event may come twice, and two may come in another order than they happened: remember the `id`, and
  compare the version in it (`<number>.<version>.<index>`: the change of the complaint, the place in that
  change; `person.<id>.<version>.<index>` for a person, and the like for others).
- No names, telephone numbers, addresses or texts are in any event; a person is an id, a contact a keyed hash.
  Where there is a text, `data.entry` is the sort key of the timeline entry that holds it.
- Within version 1 fields are only added: skip those that you don't know. A change that could break a reader
  comes as another version.
- Instants are RFC 3339, UTC, with milliseconds. Numbers are written without hyphens.

This page is made from the `contracts.py` of each domain and `tests/golden/events/`; the tests hold all three
against what the rules really send. `make docs` writes the files and this page anew.
"""
_TITLES = {
    "complaints": "About complaints",
    "members": "About persons and the club",
    "homes": "About homes",
    "lifecycle": "About the lives of homes",
    "surveys": "About surveys and campaigns",
    "insight": "About reports",
}


def page(examples: Mapping[str, Any]) -> str:
    """The page, with the example of each type."""
    parts = [_INTRODUCTION, "## Around every event\n", _table(Envelope)]
    for domain, events in DOMAINS.items():
        if not events:
            continue
        parts.append(f"## {_TITLES[domain]}\n")
        if domain == "complaints":
            parts += ["In the `data` of each of them, beside what is its own:\n", _table(Case)]
        parts += [_section(contract, examples[type_of(contract)]) for contract in events]
    return "\n".join(parts)


def _section(contract: type[Envelope], example: object) -> str:
    data = contract.model_fields["data"].annotation
    assert isinstance(data, type)
    assert issubclass(data, Contract)
    shared = Case.model_fields if issubclass(data, Case) else {}
    own = {
        name: field
        for name, field in data.model_fields.items()
        if name not in shared or name in data.__annotations__
    }
    lines = [f"### {type_of(contract)}\n", f"{contract.__doc__}\n"]
    if data is not Case and own:
        lines.append(_rows(own))
    if "steps" in own:
        lines += ["Each of the `steps`:\n", _table(StepTold)]
    lines.append(f"```json\n{json.dumps(example, ensure_ascii=False, indent=2)}\n```\n")
    return "\n".join(lines)


def _table(contract: type[Contract]) -> str:
    return _rows(contract.model_fields)


def _rows(fields: Mapping[str, FieldInfo]) -> str:
    rows = [
        f"| `{field.alias or name}` | {_kind(field.annotation)} | {field.description} |"
        for name, field in fields.items()
    ]
    return "\n".join(["| field | type | what |", "|---|---|---|", *rows]) + "\n"


def _kind(annotation: Any) -> str:
    """How a reader of JSON would call it."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(parts[0])
    if origin in {Union, UnionType}:
        return " or ".join(_kind(part) for part in parts)
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in parts)
    if origin is tuple:
        return "list"
    if annotation is type(None):
        return "null"
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return ", ".join(f"`{member.value}`" for member in annotation)
    return {str: "text", int: "number", bool: "true or false"}.get(annotation, "object")
