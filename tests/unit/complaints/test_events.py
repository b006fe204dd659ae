"""The events that a case gives rise to: each as its golden file shows it, and as its contract demands.

`UPDATE_GOLDEN=1` writes the golden files and docs/events.md anew instead of comparing them.
"""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
from pydantic import ValidationError

from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.commands import (
    Acknowledge,
    Ask,
    Claim,
    Close,
    Command,
    CustomerMessage,
    Extend,
    GiveVerdict,
    Note,
    Reject,
    Reopen,
    Triage,
)
from hearthline.complaints.contracts import EVENTS, read_event, type_of
from hearthline.complaints.events import event_of
from hearthline.complaints.following import Following
from hearthline.complaints.history import HistoricalCase, Origin, from_history
from hearthline.complaints.model import Change, ClockName, Contact, Home, Severity
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore
from hearthline.platform.ids import Entropy
from hearthline.platform.jobs import JobStore, new_job
from hearthline.platform.outbox import Event
from hearthline.platform.secret import Secret
from hearthline.platform.table import Put, Table
from tests.calendar_builder import ROOT
from tests.unit.complaints.builders import (
    AGENT,
    CONTACT,
    MONDAY,
    NUMBER,
    WARNED,
    Story,
    a_merge,
    a_question,
    a_reply,
    a_resolved_story,
    a_solution,
    a_story,
    after,
)
from tests.unit.complaints.events_page import page

GOLDEN: Path = ROOT / "tests" / "golden" / "events"
PAGE: Path = ROOT / "docs" / "events.md"
UPDATE = "UPDATE_GOLDEN" in os.environ
TYPES = [type_of(contract) for contract in EVENTS]


def the_event(story: Story, type_: str) -> dict[str, Any]:
    """The event of this type among those of the last change."""
    (found,) = [event for event in events_of(story) if event["type"] == type_]
    return found


def events_of(story: Story) -> list[dict[str, Any]]:
    made = [event_of(story.complaint, entry) for entry in story.last]
    return [event.envelope() for event in made if event]


def a_link_request() -> dict[str, Any]:
    """The one event that is about no complaint."""

    class Recorder:
        event: Event

        def request_links(self, event: Event, *_: object) -> None:
            self.event = event

    class NoSurprise:
        def token(self, size: int) -> bytes:
            return bytes(range(size))

    store = Recorder()
    keys = AccessKeys(Secret(lambda: "a secret of the tests, long enough"))
    following = Following(cast("ComplaintStore", store), cast("Rulebook", None), keys, NoSurprise())
    following.find("phone", str(CONTACT.phone), "192.0.2.7", MONDAY)
    return store.event.envelope()


def an_import() -> dict[str, Any]:
    case = HistoricalCase("101001984", opened=MONDAY, title="No heat", text="Cold.", due=after(days=2))
    origin = Origin("boston311", "import-1", 2)
    change = from_history(case, NUMBER, origin, city="boston", team="care", actor=AGENT, now=after(days=9))
    return envelope_of(change)


def a_job_begun() -> dict[str, Any]:
    job = new_job("broadcast", {}, "zhao.lei", MONDAY, cast("Entropy", None), id_="0123456789ABCDEF")
    started = JobStore(cast("Table", None), 8).start_action(job)
    assert isinstance(started, Put)
    envelope: dict[str, Any] = started.item["event"]
    return envelope


def envelope_of(change: Change) -> dict[str, Any]:
    event = event_of(change.complaint, change.entries[0])
    assert event is not None
    return event.envelope()


def _made() -> Mapping[str, dict[str, Any]]:
    claimed = a_story().does(Claim(), after(minutes=5))
    asked = a_story().does(a_question(), after(hours=1))
    accepted, declined = GiveVerdict(accepted=True, rating=5), GiveVerdict(accepted=False, rating=1)
    longer = Extend(ClockName.RESOLVE, after(days=40), "The part has to be made.")
    stories = {
        "complaint.received": a_story(),
        "complaint.assigned": claimed,
        "complaint.triaged": a_story().does(Triage(severity=Severity.HIGH), after(minutes=20)),
        "complaint.message_added": asked.does(CustomerMessage("The bath."), after(hours=2)),
        "complaint.flagged": a_story(terms=WARNED, text="有燃气泄漏，记者来了。"),
        "complaint.answered": a_story().does(a_reply(), after(hours=1)),
        "complaint.asked": a_story().does(a_question(), after(hours=1)),
        "complaint.resolved": a_resolved_story(),
        "complaint.verdict_given": a_resolved_story().does(accepted, after(days=1)),
        "complaint.reopened": a_resolved_story().does(declined, after(days=1)),
        "complaint.closed": a_resolved_story().sweep(after(days=8)),
        "complaint.rejected": a_story().does(Reject("The city's road."), after(hours=1)),
        "complaint.extended": a_story().does(longer, after(hours=1)),
        "complaint.merged": a_story().does(a_merge(), after(hours=1)),
        "sla.breached": claimed_and_late(),
        "escalation.raised": claimed_and_late(),
        "escalation.acknowledged": claimed_and_late().does(Acknowledge(), after(hours=26)),
    }
    made = {type_: the_event(story, type_) for type_, story in stories.items()}
    return {
        **made,
        "complaint.imported": an_import(),
        "follow_links.requested": a_link_request(),
        "job.started": a_job_begun(),
    }


def claimed_and_late() -> Story:
    return a_story().does(Claim(), after(minutes=5)).sweep(after(hours=25))


@pytest.mark.parametrize("type_", TYPES)
def test_an_event_is_as_its_golden_file_shows_it(type_: str) -> None:
    path = GOLDEN / f"{type_}.json"
    event = _made()[type_]
    if UPDATE:
        path.write_text(json.dumps(event, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    assert event == json.loads(path.read_text(encoding="utf-8"))


def test_every_contract_has_a_golden_file_and_every_golden_file_a_contract() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(TYPES)
    assert len(TYPES) == len(set(TYPES))


def test_the_page_of_events_says_what_is_sent() -> None:
    expected = page(_made())
    if UPDATE:
        PAGE.write_text(expected, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == expected


@pytest.mark.parametrize("type_", TYPES)
def test_an_event_keeps_its_contract(type_: str) -> None:
    event = _made()[type_]

    assert read_event(event).model_dump(mode="json") == event


@pytest.mark.parametrize("type_", TYPES)
def test_a_contract_names_every_field_and_knows_no_others(type_: str) -> None:
    event = _made()[type_]
    more = {**event, "data": {**event["data"], "name": "王小明"}}
    less = {**event, "data": dict(list(event["data"].items())[1:])}

    for broken in (more, less, {**event, "version": 2}, {**event, "at": "2026-11-02"}):
        with pytest.raises(ValidationError):
            read_event(broken)


def test_nothing_of_the_person_and_no_text_is_in_any_event() -> None:
    secret = "confidential"
    contact = Contact(name=secret, phone=secret, email=secret)
    home = Home("vista", building=secret, unit=secret)
    story = a_story(title=secret, text=secret, contact=contact, home=home, severity=Severity.CRITICAL)
    sent = events_of(story)
    commands: tuple[Command, ...] = (
        Claim(),
        a_reply(text=secret),
        Ask(secret),
        CustomerMessage(secret),
        Note(secret),
        Triage(category="water", complexity=secret, impact=secret),
        Extend(ClockName.RESOLVE, after(days=60), secret),
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
