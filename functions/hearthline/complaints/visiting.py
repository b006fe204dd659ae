"""Repair visits and what they leave behind: planned with the customer, reported, tracked until done."""

from dataclasses import replace
from datetime import datetime

from hearthline.complaints import answering, keys
from hearthline.complaints.commands import Reply
from hearthline.complaints.draft import Draft, Refused, refuse_unless
from hearthline.complaints.model import Complaint, Status, Visibility
from hearthline.complaints.parts import Visit, Work
from hearthline.complaints.room import refuse_unless_room
from hearthline.complaints.visit_commands import FinishWork, PlanVisit, ReportVisit
from hearthline.platform.instants import instant

MOST_WORKS = 100
"""Visits, and works, that one case may hold: it is read whole each time."""


def plan(draft: Draft, command: PlanVisit) -> None:
    """Plan a visit and tell the customer; a text with it is an answer, told in the same notice."""
    complaint = draft.complaint
    refuse_unless(complaint.open, "not_open", complaint)
    refuse_unless(len(complaint.visits) < MOST_WORKS, "too_many", complaint)
    _refuse_unless_to_come(draft, command.until)
    number = len(complaint.visits) + 1
    answer = None
    if command.text is not None:
        answer = keys.entry(complaint.version + 1, draft.next_index)
        answering.reply(draft, Reply(command.text, public=False), visit=number)
    visit = Visit(
        id=number,
        since=command.since,
        until=command.until,
        planned_by=draft.actor.id or "",
        contractor=command.contractor,
    )
    draft.set(visits=(*complaint.visits, visit))
    times = {"visit": visit.id, "since": instant(visit.since), "until": instant(visit.until)}
    draft.record(
        "visit_planned",
        Visibility.CUSTOMER,
        data={**times, "contractor": visit.contractor},
        event="visit.planned",
        event_data={**times, "contractor": visit.contractor, "answer": answer},
    )


def report(draft: Draft, command: ReportVisit) -> None:
    """Say what came of a visit, and what is still to be done."""
    complaint = draft.complaint
    _refuse_merged(complaint)
    visit = next((one for one in complaint.visits if one.id == command.visit), None)
    if visit is None:
        raise Refused("no_such_visit", status=complaint.status.value)
    refuse_unless(visit.outcome is None, "visit_reported", complaint)
    refuse_unless(len(complaint.works) + len(command.works) <= MOST_WORKS, "too_many", complaint)
    refuse_unless_room(draft, *(work.what for work in command.works))
    for work in command.works:
        _refuse_unless_to_come(draft, work.due)
    reported = replace(visit, outcome=command.outcome, reported_at=draft.now)
    found = tuple(
        Work(id=len(complaint.works) + place, what=work.what, due=work.due, contractor=work.contractor)
        for place, work in enumerate(command.works, start=1)
    )
    draft.set(
        visits=tuple(reported if one.id == visit.id else one for one in complaint.visits),
        works=(*complaint.works, *found),
    )
    facts = {
        "visit": visit.id,
        "outcome": command.outcome.value,
        "works": [{"work": work.id, "due": instant(work.due)} for work in found],
    }
    draft.record(
        "visited",
        Visibility.CUSTOMER,
        text=command.text,
        data=facts,
        event="visit.reported",
        event_data=facts,
    )


def finish(draft: Draft, command: FinishWork) -> None:
    """Say that an outstanding work is done."""
    complaint = draft.complaint
    _refuse_merged(complaint)
    work = next((one for one in complaint.works if one.id == command.work), None)
    if work is None:
        raise Refused("no_such_work", status=complaint.status.value)
    refuse_unless(work.done_at is None, "work_done", complaint)
    done = replace(work, done_at=draft.now)
    draft.set(works=tuple(done if one.id == work.id else one for one in complaint.works))
    draft.record(
        "work_done",
        Visibility.CUSTOMER,
        text=command.text,
        data={"work": work.id},
        event="work.finished",
        event_data={"work": work.id, "due": instant(work.due), "in_time": draft.now <= work.due},
    )


def _refuse_merged(complaint: Complaint) -> None:
    refuse_unless(complaint.status is not Status.MERGED, "merged", complaint)


def _refuse_unless_to_come(draft: Draft, at: datetime) -> None:
    latest = draft.now + draft.terms.policy.longest_extension
    refuse_unless(
        draft.now < at <= latest,
        "out_of_range",
        draft.complaint,
        after=instant(draft.now),
        until=instant(latest),
    )
