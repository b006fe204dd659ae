"""Every event of every domain: as its golden file shows it, and as its contract demands.

`UPDATE_GOLDEN=1` writes the golden files and docs/events.md anew instead of comparing them.
"""

import json
import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from hearthline.event_registry import EVENTS, read_by_contract
from hearthline.platform.event_contracts import type_of
from tests.calendar_builder import ROOT
from tests.unit.events.examples import examples
from tests.unit.events.page import page
from tests.unit.infra.templates import resources

GOLDEN: Path = ROOT / "tests" / "golden" / "events"
PAGE: Path = ROOT / "docs" / "events.md"
UPDATE = "UPDATE_GOLDEN" in os.environ
TYPES = [type_of(contract) for contract in EVENTS]


@pytest.mark.parametrize("type_", TYPES)
def test_an_event_is_as_its_golden_file_shows_it(type_: str) -> None:
    path = GOLDEN / f"{type_}.json"
    event = examples()[type_]
    if UPDATE:
        path.write_text(json.dumps(event, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    assert event == json.loads(path.read_text(encoding="utf-8"))


def test_every_contract_has_a_golden_file_and_every_golden_file_a_contract() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(TYPES)
    assert len(TYPES) == len(set(TYPES))


def test_the_page_of_events_says_what_is_sent() -> None:
    expected = page(examples())
    if UPDATE:
        PAGE.write_text(expected, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == expected


@pytest.mark.parametrize("type_", TYPES)
def test_an_event_keeps_its_contract(type_: str) -> None:
    event = examples()[type_]

    assert read_by_contract(event).model_dump(mode="json", by_alias=True) == event


@pytest.mark.parametrize("type_", TYPES)
def test_a_contract_names_every_field_and_knows_no_others(type_: str) -> None:
    event = examples()[type_]
    more = {**event, "data": {**event["data"], "name": "王小明"}}
    less = {**event, "data": dict(list(event["data"].items())[1:])}

    for broken in (more, less, {**event, "version": 2}, {**event, "at": "2026-11-02"}):
        with pytest.raises(ValidationError):
            read_by_contract(broken)


def test_queues_are_only_given_events_that_there_are() -> None:
    asked_for = {
        type_
        for rule in resources("AWS::Events::Rule").values()
        if rule["EventPattern"]["source"] == ["hearthline"]
        for type_ in rule["EventPattern"]["detail-type"]
    }

    assert asked_for <= set(TYPES)
