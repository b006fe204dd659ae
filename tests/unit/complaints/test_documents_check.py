"""What people edit is checked before it is in force."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from hearthline.complaints.catalog import Catalog
from hearthline.complaints.policy import Policy
from hearthline.complaints.reporting import ReportingLine
from hearthline.complaints.warning import WordList
from hearthline.document_registry import KINDS
from hearthline.platform.calendar_document import with_year
from tests.unit.complaints.builders import DEFAULTS, a_policy_document


def shipped(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((DEFAULTS / f"{name}.json").read_text(encoding="utf-8"))
    return document


def a_step(**changes: Any) -> dict[str, Any]:
    return {"clock": "answer", "step": "remind", "at": "50%", "tell": ["handler"], **changes}


def refused(name: str, document: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as invalid:
        KINDS.check(name, document, 2)
    return str(invalid.value)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("policy", "policy-0"),
        ("policy", "policy-1"),
        ("catalog", "catalog-1"),
        ("reporting-line", "reporting-line-1"),
        ("word-list", "word-list-1"),
        ("saved-replies", "saved-replies-1"),
        ("calendar-cn", "calendar-cn"),
    ],
)
def test_what_ships_passes_and_is_kept_as_it_is(name: str, file: str) -> None:
    checked = KINDS.check(name, shipped(file), 7)

    assert {part: value for part, value in checked.items() if value is not None} == shipped(file) | {
        "version": 7
    }


def test_what_passes_can_be_read() -> None:
    Policy.from_document(KINDS.check("policy", shipped("policy-1"), 2))
    Catalog.from_document(KINDS.check("catalog", shipped("catalog-1"), 2))
    ReportingLine.from_document(KINDS.check("reporting-line", shipped("reporting-line-1"), 2))
    WordList.from_document(KINDS.check("word-list", shipped("word-list-1"), 2))


def test_a_calendar_is_named_by_what_it_is_saved_as() -> None:
    assert KINDS.check("calendar-de", shipped("calendar-cn"), 1)["id"] == "de"


def test_a_document_that_nothing_reads_is_refused() -> None:
    with pytest.raises(LookupError):
        KINDS.check("prices", {}, 1)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"steps": [a_step(at="0%")]}, "steps.0.at"),
        ({"steps": [a_step(at="soon")]}, "steps.0.at"),
        ({"steps": [a_step(at="+1y")]}, "steps.0.at"),
        ({"steps": [a_step(at="due", every="0h")]}, "steps.0.every"),
        ({"steps": [a_step(every="24h")]}, "steps.0"),
        ({"steps": [a_step(tell=["boss"])]}, "steps.0.tell.0"),
        ({"steps": [a_step(tell=[])]}, "steps.0.tell"),
        ({"steps": [a_step(), a_step(at="80%")]}, "remind stands twice"),
        ({"targets": {}}, "targets are missing for critical"),
        ({"acknowledge_within_minutes": {"critical": 30}}, "needs a default"),
        ({"pause_cap_days": -1}, "pause_cap_days"),
        ({"readings_kept_days": 179}, "readings_kept_days"),
        ({"repeated_rule": {"complaints": 1, "days": 90}}, "repeated_rule.complaints"),
        ({"incident_rule": {"complaints": 5, "homes": 3}}, "incident_rule.hours"),
        ({"remedy_limits": {"agent": 2, "lead": 1}}, "must not fall"),
        ({"remedy_limits": {"agent": -1}}, "remedy_limits.agent"),
        ({"moderation": "sometimes"}, "moderation"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_policy_that_could_not_run_is_refused(changes: dict[str, Any], where: str) -> None:
    assert where in refused("policy", a_policy_document(**changes))


def test_a_code_stands_once_in_the_catalog() -> None:
    catalog = shipped("catalog-1")

    assert "sz stands twice" in refused(
        "catalog", {**catalog, "cities": [*catalog["cities"], catalog["cities"][0]]}
    )


def test_a_catalog_may_list_contractors_each_once() -> None:
    catalog = shipped("catalog-1")
    anju = {"code": "anju", "names": {"zh": "安居", "en": "Anju"}}

    listed = KINDS.check("catalog", {**catalog, "contractors": [anju]}, 2)

    assert Catalog.from_document(listed).contractors == {"anju": anju["names"]}
    assert Catalog.from_document(catalog | {"version": 1}).contractors is None
    assert "anju stands twice" in refused("catalog", {**catalog, "contractors": [anju, anju]})


def test_a_city_is_in_a_zone_of_this_world() -> None:
    catalog = shipped("catalog-1")
    city = {**catalog["cities"][0], "zone": "Asia/Atlantis"}

    assert "cities.0.zone" in refused("catalog", {**catalog, "cities": [city]})


def test_who_is_to_be_told_must_be_described() -> None:
    line = {"people": {"li": {"name": "Li"}}, "cities": {"sz": {"lead": ["li", "wang"]}}, "group": ["zhao"]}

    assert "not among the people: wang, zhao" in refused("reporting-line", line)


def test_a_years_list_takes_the_place_of_an_older_one() -> None:
    old, new = {"year": 2027, "days": []}, {"year": 2027, "papers": ["p"], "days": [], "$schema": "x"}
    calendar = {"id": "cn", "lists": [{"year": 2028, "days": []}, old]}

    assert with_year(calendar, new)["lists"] == [
        {"year": 2027, "papers": ["p"], "days": []},
        {"year": 2028, "days": []},
    ]


def test_a_person_names_chat_robots_and_their_addresses_stay_with_the_secrets() -> None:
    line: dict[str, Any] = {
        "cities": {},
        "group": [],
        "people": {"li": {"name": "李雷", "robots": ["sz-leads"]}},
    }

    checked = KINDS.check("reporting-line", line, 2)

    assert ReportingLine.from_document(checked).people["li"].robots == ("sz-leads",)
    line["people"]["li"]["robots"] = [{"kind": "wecom", "url": "https://robots.example/send?key=1"}]
    assert "robots" in refused("reporting-line", line)


def test_a_step_waits_and_repeats_in_one_unit() -> None:
    step = a_step(step="overdue", at="+24h", every="1wd")

    assert "same unit" in refused("policy", a_policy_document(steps=[step]))


def test_a_step_that_repeats_from_the_deadline_on_is_counted_in_its_own_unit() -> None:
    step = a_step(step="overdue", at="due", every="1wd")
    checked = KINDS.check("policy", a_policy_document(steps=[step]), 2)

    assert str(Policy.from_document(checked).steps[0].after_due) == "0wd"


@pytest.mark.parametrize(
    ("danger", "where"),
    [
        ({"words": {"zh": ["着火", "着 火"]}}, "stands twice"),
        ({"words": {"zh": ["\u200b"]}}, "can be seen"),
        ({"words": {"en": ["fire alarm"]}, "unless": {"en": ["fire"]}}, "always taken back"),
        ({"words": {"en": ["fire"]}, "unless": {"en": ["smoke alarm"]}}, "takes no word back"),
        ({"words": {"zh": ["火"] * 301}}, "words.zh"),
        ({"words": {"fr": ["feu"]}}, "fr"),
    ],
)
def test_a_word_list_that_could_not_work_is_refused(danger: dict[str, Any], where: str) -> None:
    assert where in refused("word-list", {"categories": {"danger": danger}})
