"""Every notice in both languages, as people get it, compared with the files in tests/golden/notices.

Run with UPDATE_GOLDEN=1 to write them anew after a change of wording, and read the difference before
committing.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from hearthline.notices.model import Rendered
from hearthline.notices.ports import NoticeCase
from hearthline.notices.writing import Writer
from hearthline.platform.outbox import Event
from tests.unit.notices.builders import (
    AN_INCIDENT,
    a_case,
    a_message,
    a_step,
    a_suggestion,
    an_english_case,
    an_escalation,
    an_event,
    an_improvement_event,
)

GOLDEN = Path(__file__).parents[2] / "golden" / "notices"
ENTRY = "T#000002#00"
TOMORROW = "2026-11-23T08:00:00.000Z"

VISIT: dict[str, Any] = {"visit": 1, "since": "2026-11-24T01:00:00.000Z", "until": "2026-11-24T03:00:00.000Z"}


def a_remedy(**changes: Any) -> dict[str, Any]:
    """What events tell of a remedy: compensation of 1,234.50 yuan above the offerer's limit."""
    facts = {
        "remedy": 1,
        "remedy_kind": "compensation",
        "amount": 123_450,
        "approvals_needed": 1,
        "approvals": 0,
        "offered_by": "li",
    }
    return {**facts, **changes}


CUSTOMER: dict[str, Event] = {
    "received": an_event("complaint.received"),
    "answered": an_event("complaint.answered", entry=ENTRY, first=True, kept=True),
    "answered-again": an_event("complaint.answered", entry=ENTRY, first=False, kept=True),
    "asked": an_event("complaint.asked", entry=ENTRY, first=True),
    "resolved": an_event("complaint.resolved", entry=ENTRY),
    "extended": an_event(
        "complaint.extended", entry=ENTRY, clock="resolve", until="2026-12-20T08:00:00.000Z"
    ),
    "reopened": an_event("complaint.reopened", round=2, by="customer"),
    "reopened-by-staff": an_event("complaint.reopened", round=2, by="staff"),
    "closed": an_event("complaint.closed", by="customer"),
    "closed-by-itself": an_event("complaint.closed", by="system"),
    "rejected": an_event("complaint.rejected", entry=ENTRY),
    "merged": an_event("complaint.merged", into="8Z2M4QRTA"),
    "published": an_event("complaint.published"),
    "hidden": an_event("complaint.hidden", entry=ENTRY),
    "offered": an_event("remedy.offered", entry=ENTRY, **a_remedy(amount=None, remedy_kind="repair")),
    "offered-money": an_event("remedy.offered", entry=ENTRY, **a_remedy(amount=123_450)),
    "visit": an_event("visit.planned", entry="T#000003#00", answer=None, **VISIT),
    "visit-with-an-answer": an_event("visit.planned", entry="T#000003#00", answer=ENTRY, **VISIT),
    "improvement-accepted": an_event("complaint.improvement_decided", entry=ENTRY, decision="accepted"),
    "improvement-adopted": an_event("complaint.improvement_decided", entry=ENTRY, decision="adopted"),
    "improvement-declined": an_event("complaint.improvement_decided", entry=ENTRY, decision="declined"),
}
STAFF: dict[str, Event] = {
    "reminder": an_escalation(a_step("remind", ["handler"], due=TOMORROW)),
    "warning": an_escalation(a_step("warn", ["handler", "lead"], due=TOMORROW)),
    "breach": an_escalation(a_step("breach", ["manager"])),
    "escalation": an_escalation(a_step("overdue:1", ["group"]), acknowledge_by=None),
    "next-level": an_escalation(a_step("breach/group", ["group"]), acknowledge_by=None),
    "critical": an_escalation(a_step("at_once:critical", ["group"], due=TOMORROW), acknowledge_by=None),
    "after-an-outage": an_escalation(
        a_step("remind", ["handler"]),
        a_step("warn", ["handler", "lead"]),
        a_step("breach", ["manager"]),
        a_step("warn", ["handler", "lead"], clock="resolve", due=TOMORROW),
    ),
    "assigned": an_event("complaint.assigned", assignee="li"),
    "flagged": an_event(
        "complaint.flagged",
        codes=["danger", "press"],
        words=["燃气泄漏", "journalist"],
        cases=[],
        suggests="critical",
    ),
    "flagged-repeated": an_event(
        "complaint.flagged",
        codes=["repeated"],
        words=[],
        cases=["8Z2M4QRTA", "K7Q29XPD3"],
        suggests="critical",
    ),
    "transferred": an_event("complaint.transferred", previous_team="gz-care", previous_city="gz"),
    "approval": an_event("remedy.approval_requested", levels=["manager"], **a_remedy()),
    "approved": an_event("remedy.approved", **a_remedy(approvals=1)),
    "approved-by-the-first": an_event("remedy.approved", **a_remedy(approvals=1, approvals_needed=2)),
    "refused": an_event("remedy.declined", **a_remedy(amount=None, remedy_kind="repair")),
    "remedy-taken": an_event("remedy.answered", accepted=True, **a_remedy(approvals=1)),
    "remedy-not-taken": an_event("remedy.answered", accepted=False, **a_remedy(approvals=1)),
    "visit-unreported": an_event("visit.unreported", visits=[{"visit": 1, "until": VISIT["until"]}]),
    "work-overdue": an_event("work.overdue", works=[{"work": 2, "due": "2026-11-21T10:00:00.000Z"}]),
}
CASES: dict[str, Callable[[], NoticeCase]] = {"zh": a_case, "en": an_english_case}
ELSEWHERE = "https://care.example.com/c/8Z2M4QRTA?key=7"


COLLEAGUE: dict[str, Event] = {
    f"improvement-told-{status}": an_improvement_event(status)
    for status in ("accepted", "adopted", "declined", "proposed")
}


def to_customer(event: Event, language: str) -> Rendered:
    into = "8Z2M-4QRT-A" if event.type == "complaint.merged" else None
    return Writer().to_customer(a_message(event), replace(CASES[language](), merged_into=into))


def to_staff(event: Event, language: str) -> Rendered:
    severity = "critical" if event is STAFF["critical"] else "normal"
    return Writer().to_staff(a_message(event), replace(CASES[language](), severity=severity), language)


def compare(name: str, notice: Rendered) -> None:
    whole = f"Subject: {notice.subject}\n\n{notice.text}\n=== short ===\n{notice.short}\n"
    for suffix, content in ((".txt", whole), (".html", notice.html)):
        path = GOLDEN / f"{name}{suffix}"
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
        assert content == path.read_text("utf-8"), f"{path.name}: UPDATE_GOLDEN=1 writes it anew"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", CUSTOMER)
def test_what_the_filer_reads(name: str, language: str) -> None:
    compare(f"{language}-{name}", to_customer(CUSTOMER[name], language))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whoever_may_follow_the_other_case_gets_its_link_instead(language: str) -> None:
    case = replace(CASES[language](), merged_into="8Z2M-4QRT-A", merged_url=ELSEWHERE)

    notice = Writer().to_customer(a_message(CUSTOMER["merged"]), case)

    compare(f"{language}-merged-with-link", notice)
    assert str(case.follow_url) not in notice.text
    assert all(ELSEWHERE in said for said in (notice.text, notice.short))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", STAFF)
def test_what_staff_read(name: str, language: str) -> None:
    compare(f"{language}-{name}", to_staff(STAFF[name], language))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", COLLEAGUE)
def test_what_a_colleague_reads_of_what_is_no_case(name: str, language: str) -> None:
    compare(f"{language}-{name}", Writer().to_colleague(a_message(COLLEAGUE[name]), language))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("category", [None, "渗漏水"])
def test_what_staff_read_of_an_incident(language: str, category: str | None) -> None:
    incident = replace(AN_INCIDENT, building=None, categories={"zh": category or "", "en": "Water leak"})
    incident = incident if category else AN_INCIDENT
    notice = Writer().of_incident(a_message(a_suggestion()), incident, language)

    compare(f"{language}-suggested{'-of-a-category' if category else ''}", notice)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_someone_who_asked_for_links_reads(language: str) -> None:
    one = CASES[language]()
    other = replace(
        one, number="8Z2M-4QRT-A", status="resolved", follow_url="https://care.example.com/c/8Z2M4QRTA?key=7"
    )
    message = a_message(an_event("follow_links.requested", contact="h1"))

    compare(f"{language}-found", Writer().to_contact(message, [one, other]))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", STAFF)
def test_staff_notices_say_nothing_of_the_customer(name: str, language: str) -> None:
    notice = to_staff(STAFF[name], language)

    for personal in ("王小明", "Anna", "wang@example.com", "13800138000", "key="):
        assert personal not in notice.subject + notice.text + notice.html + notice.short


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", CUSTOMER)
def test_the_filers_notices_hold_the_follow_link_in_every_form(name: str, language: str) -> None:
    notice = to_customer(CUSTOMER[name], language)
    link = "https://care.example.com/c/K7Q29XPD3?key=2r5yb3"

    assert link in notice.text
    assert link in notice.short
    assert f'href="{link}"' in notice.html


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", CUSTOMER)
def test_a_case_without_a_link_still_reads_well(name: str, language: str) -> None:
    bare = replace(CASES[language](), follow_url=None, name=None, project=None, closes_at=None)
    case = replace(bare, merged_into="8Z2M-4QRT-A")

    notice = Writer().to_customer(a_message(CUSTOMER[name]), case)

    assert "None" not in notice.text + notice.html + notice.short + notice.subject
    assert "http" not in notice.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_markup_and_breaks_in_what_people_typed_stay_text(language: str) -> None:
    case = replace(
        CASES[language](),
        title="<b>x</b>\r\nBcc: all@example.com",
        name="<script>alert(1)</script>",
        entries={ENTRY: "<img src=x onerror=alert(1)>\n{{ 7 * 7 }}"},
    )

    notice = Writer().to_customer(a_message(CUSTOMER["answered"]), case)

    assert "\n" not in notice.subject
    assert "<script>" not in notice.html
    assert "<img" not in notice.html
    assert "<b>" not in notice.html
    assert "{{ 7 * 7 }}" in notice.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_that_a_filer_typed_is_a_link_in_any_mail(language: str) -> None:
    typed: dict[str, Any] = {
        "title": "win at http://evil.example",
        "project": "evil.example/win",
        "name": "a@evil.example",
    }
    case = replace(CASES[language](), **typed)

    written = [Writer().to_customer(a_message(event), case) for event in CUSTOMER.values()]
    written += [Writer().to_staff(a_message(event), case, language) for event in STAFF.values()]

    for notice in written:
        for text in (notice.subject, notice.text, notice.html, notice.short):
            assert "evil.example" not in text
            assert "http://" not in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_html_mail_names_its_language_and_is_well_formed(language: str) -> None:
    class Balanced(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []
            self.attributes: dict[str, str | None] = {}

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "html":
                self.attributes = dict(attrs)
            if tag not in {"meta", "br"}:
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    parser = Balanced()
    parser.feed(to_customer(CUSTOMER["received"], language).html)

    assert parser.open == []
    assert parser.attributes == {"lang": {"zh": "zh-Hans", "en": "en"}[language]}


def test_short_messages_are_short() -> None:
    for language in CASES:
        for event in CUSTOMER.values():
            assert len(to_customer(event, language).short) <= 160
