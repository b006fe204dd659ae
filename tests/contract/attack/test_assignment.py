"""Fields that nobody may set: each body of the contract refuses what is not its own."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from hearthline.platform.access import ALLOWED
from tests.contract.attack.rights import STAFF, unknown
from tests.contract.service import Service, staff
from tests.unit.infra.templates import ROOT

SMUGGLED = {"version": 9, "roles": ["admin"], "status": "closed"}
BY_THE_SCHEMA_ALONE = {
    "PATCH /api/questionnaires/{id}/versions/{version}",
    "POST /api/questionnaires/check",
    "POST /api/documents/{name}",
    "POST /api/documents/{name}/check",
}
"""Looks the draft up first, tells faults in a 200, or is a document, which its own kind checks."""
CONTRACT = json.loads((ROOT / "functions/complaint_intake/openapi.json").read_text("utf-8"))
FREE = {"document"}
"""Holds a document, which is checked by its own kind (`tests/contract/test_documents.py`)."""


def bodies() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, operations in CONTRACT["paths"].items():
        for method, operation in operations.items():
            for kind, told in (
                operation.get("requestBody", {}).get("content", {}).items() if method != "parameters" else ()
            ):
                if kind == "application/json":
                    yield f"{method.upper()} {path}", told["schema"]


def open_objects(schema: dict[str, Any], at: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Give the places of a schema where a field of any name would be taken."""
    name = schema.get("$ref", "")
    if name:
        if name not in seen:
            inner = CONTRACT["components"]["schemas"][name.rpartition("/")[2]]
            yield from open_objects(inner, at, seen | {name})
        return
    if schema.get("properties") and schema.get("additionalProperties") is not False:
        yield at
    for field, inner in schema.get("properties", {}).items():
        if field not in FREE:
            yield from open_objects(inner, f"{at}/{field}", seen)
    for word in ("anyOf", "oneOf", "allOf"):
        for inner in schema.get(word, ()):
            if inner.get("type") == "object" or "$ref" in inner:
                yield from open_objects(inner, at, seen)
    if isinstance(schema.get("items"), dict):
        yield from open_objects(schema["items"], f"{at}/-", seen)


def test_no_body_of_the_contract_takes_a_field_that_is_not_named() -> None:
    found = dict(bodies())

    assert len(found) > 60
    assert {
        route: places for route, schema in found.items() if (places := list(open_objects(schema, "")))
    } == {}


@pytest.mark.parametrize("field", SMUGGLED)
def test_what_is_smuggled_into_a_body_of_staff_is_refused_by_name(
    shared_service: Service, field: str
) -> None:
    taken = {}
    for route, right in STAFF.items():
        if not right.body or field in right.body or route in BY_THE_SCHEMA_ALONE:
            continue
        [role, *_] = sorted(ALLOWED[right.action])
        method, path = route.partition(" ")[0], unknown(route)
        answer = shared_service.ask(
            method, path, json_body={**right.body, field: SMUGGLED[field]}, claims=staff("x", role, "hq")
        )
        if answer.status != 422 or f"/{field}" not in answer.faults:
            taken[route] = (answer.status, answer.text[:120])

    assert taken == {}
