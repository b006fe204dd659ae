"""A case from another system keeps the promise that its source gave, and its record."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hearthline.complaints.clocks import kept
from hearthline.complaints.escalation import next_timer
from hearthline.complaints.history import HistoricalCase, Origin, breached, from_history
from hearthline.complaints.model import Change, ClockName, Publication, Status, Visibility
from hearthline.complaints.privacy.retention import retention_ends
from tests.unit.complaints.builders import AGENT, DEFAULTS, MONDAY, NUMBER, TICK, after, some_terms

UNDER_POLICY_0 = some_terms(policy=json.loads((DEFAULTS / "policy-0.json").read_text(encoding="utf-8")))
DUE = after(days=3)
LATER = after(days=90)


def a_case(**changes: Any) -> HistoricalCase:
    case = HistoricalCase("A-1", MONDAY, "Wet wall", "The wall is wet.", due=DUE, closed=after(days=2))
    return replace(case, **changes)


def imported(case: HistoricalCase) -> Change:
    origin = Origin("old-desk", "IMPORT", 7)
    return from_history(case, NUMBER, origin, city="sz", team="sz-care", actor=AGENT, now=LATER)


def test_closed_at_the_due_instant_is_kept() -> None:
    complaint = imported(a_case(closed=DUE)).complaint

    (clock,) = complaint.clocks
    assert (clock.due, clock.original_due, clock.target) == (DUE, DUE, None)
    assert (clock.met_at, clock.breached_at, kept(clock)) == (DUE, None, True)
    assert complaint.status is Status.CLOSED
    assert complaint.closed_at == DUE


def test_closed_later_is_broken_at_the_due_instant() -> None:
    (clock,) = imported(a_case(closed=DUE + TICK)).complaint.clocks

    assert (clock.met_at, clock.breached_at, kept(clock)) == (DUE + TICK, DUE, False)


def test_still_open_after_the_due_instant_is_broken_and_open() -> None:
    complaint = imported(a_case(closed=None)).complaint

    (clock,) = complaint.clocks
    assert (clock.met_at, clock.breached_at) == (None, DUE)
    assert complaint.status is Status.RECEIVED
    assert complaint.open


def test_still_open_before_the_due_instant_is_a_promise_still_to_keep() -> None:
    due = LATER + timedelta(days=1)
    complaint = imported(a_case(closed=None, due=due)).complaint

    assert complaint.clocks[0].breached_at is None
    assert next_timer(complaint, UNDER_POLICY_0) == due + TICK


@pytest.mark.parametrize("case", [a_case(), a_case(closed=DUE + TICK), a_case(closed=None), a_case(due=None)])
def test_what_is_past_is_owed_nothing_and_told_to_nobody(case: HistoricalCase) -> None:
    change = imported(case)

    # Nothing but that the person is taken out of it, when it has been here as long as any ended case.
    assert next_timer(change.complaint, UNDER_POLICY_0) == retention_ends(change.complaint, UNDER_POLICY_0)
    assert [entry.event_type for entry in change.entries] == ["complaint.imported"]
    assert change.complaint.publication is Publication.PRIVATE


def test_without_a_due_instant_there_was_no_promise_to_break() -> None:
    case = a_case(due=None)

    assert imported(case).complaint.clocks == ()
    assert not breached(case, LATER)


def test_a_promise_of_an_answer_was_kept_when_the_case_was_closed() -> None:
    complaint = imported(a_case(clock=ClockName.ANSWER)).complaint

    assert complaint.clocks[0].name is ClockName.ANSWER
    assert complaint.answered_at == after(days=2)


def test_the_timeline_says_for_staff_where_the_case_came_from() -> None:
    (entry,) = imported(a_case()).entries

    assert entry.kind == "imported"
    assert entry.visibility is Visibility.INTERNAL
    assert entry.at == LATER
    assert (entry.data["source"], entry.data["external_id"], entry.data["line"]) == ("old-desk", "A-1", 7)
