"""The events that a case gives rise to, and what stands in none of them."""

import json
from datetime import datetime

import pytest

from hearthline.complaints.commands import (
    Ask,
    Claim,
    Close,
    Command,
    CustomerMessage,
    Extend,
    GiveVerdict,
    Heard,
    Hide,
    Note,
    Reject,
    Reopen,
    Transfer,
    Triage,
)
from hearthline.complaints.model import ClockName, Contact, Home, Severity
from hearthline.complaints.parts import RemedyKind, VisitOutcome
from hearthline.complaints.remedy_commands import AnswerRemedy, Decline, Offer
from hearthline.complaints.visit_commands import FinishWork, PlannedWork, ReportVisit
from tests.unit.complaints.builders import (
    MONDAY,
    NUMBER,
    Story,
    a_reply,
    a_resolved_story,
    a_solution,
    a_story,
    a_visit,
    after,
)
from tests.unit.complaints.event_examples import claimed_and_late, events_of, the_event


def test_nothing_of_the_person_and_no_text_is_in_any_event() -> None:
    secret = "confidential"
    contact = Contact(name=secret, phone=secret, email=secret)
    home = Home("vista", building=secret, unit=secret)
    story = a_story(
        title=secret, text=secret, contact=contact, home=home, severity=Severity.CRITICAL, public=True
    )
    sent = events_of(story)
    commands: tuple[Command, ...] = (
        Claim(),
        a_reply(text=secret),
        Ask(secret),
        CustomerMessage(secret),
        Note(secret),
        Triage(category="water", complexity=secret, impact=secret),
        Extend(ClockName.RESOLVE, after(days=60), secret),
        Heard(secret, "hotline"),
        Offer(RemedyKind.COMPENSATION, secret, 80_000),
        Decline(secret),
        Offer(RemedyKind.APOLOGY, secret),
        AnswerRemedy(2, accepted=True, comment=secret),
        a_visit(text=secret),
        ReportVisit(1, VisitOutcome.MORE_WORK, secret, (PlannedWork(secret, after(days=9)),)),
        FinishWork(1, secret),
        Transfer("gz-care", secret, "guangzhou"),
        Hide(secret),
        a_solution(summary=secret),
        GiveVerdict(accepted=False, rating=1, comment=secret),
        Reject(secret),
    )
    for hours, command in enumerate(commands, start=1):
        sent += events_of(story.does(command, after(hours=hours)))
    sent += events_of(a_resolved_story(contact=contact).does(Reopen(secret), after(days=1)))

    assert len(sent) > 10
    assert secret not in json.dumps(sent)


def test_a_note_is_nobody_elses_business() -> None:
    assert events_of(a_story().does(Note("Called."), after(hours=1))) == []


def test_an_events_id_is_the_complaint_its_version_and_the_place_in_that_change() -> None:
    story = claimed_and_late()

    assert [event["id"] for event in events_of(story)] == [f"{NUMBER}.3.0", f"{NUMBER}.3.1"]
    assert {event["subject"] for event in events_of(story)} == {f"complaint/{NUMBER}"}


def test_an_event_names_its_entry_by_the_key_under_which_it_is_stored() -> None:
    assert [event["data"]["entry"] for event in events_of(claimed_and_late())] == [
        "T#000003#00",
        "T#000003#01",
    ]


def test_all_events_of_a_change_show_the_case_after_it() -> None:
    story = a_story().does(a_solution(), after(hours=25))

    assert [event["type"] for event in events_of(story)][-1] == "complaint.resolved"
    assert {event["data"]["status"] for event in events_of(story)} == {"resolved"}


def test_what_time_does_is_the_systems_and_what_a_customer_does_is_nobodys_by_name() -> None:
    assert the_event(claimed_and_late(), "sla.breached")["actor"] == {"kind": "system", "id": None}
    assert the_event(a_story(), "complaint.received")["actor"] == {"kind": "customer", "id": None}
    assert the_event(a_resolved_story(), "complaint.resolved")["actor"] == {"kind": "staff", "id": "li.na"}


@pytest.mark.parametrize(
    ("by", "story"),
    [
        ("customer", a_resolved_story().does(GiveVerdict(accepted=True, rating=5), after(days=1))),
        ("staff", a_resolved_story().does(Close(), after(days=1))),
        ("system", a_resolved_story().sweep(after(days=8))),
    ],
)
def test_a_closing_says_who_closed(by: str, story: Story) -> None:
    assert the_event(story, "complaint.closed")["data"]["by"] == by


def test_a_late_answer_says_that_the_promise_was_not_kept(now: datetime) -> None:
    story = a_story(at=now).does(a_reply(), now + (after(hours=25) - MONDAY))

    assert the_event(story, "complaint.answered")["data"]["kept"] is False
