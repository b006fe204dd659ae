"""Visits and the works they leave: planned, reported, reminded of once, in the lists until they are done."""

from datetime import timedelta

import pytest

from hearthline.complaints.cards import card, urgency
from hearthline.complaints.commands import Close
from hearthline.complaints.parts import VisitOutcome
from hearthline.complaints.visit_commands import FinishWork, ReportVisit
from tests.unit.complaints.builders import (
    KEPT,
    NUMBER,
    TICK,
    Story,
    a_resolved_story,
    a_solution,
    a_story,
    a_visit,
    after,
    an_answered_story,
    more_work,
)


def visited(*due: float) -> Story:
    """Answered; a visit on Tuesday leaves works that are due so many days after Monday."""
    story = an_answered_story().does(a_visit(), after(hours=1))
    return story.does(more_work(*(after(days=days) for days in due)), after(days=1, hours=1))


def test_a_visit_with_a_text_answers_and_is_one_notice() -> None:
    story = a_story().does(a_visit(text="A plumber comes."), after(hours=1))

    replied, planned = story.last
    assert story.answer.met_at == after(hours=1)
    assert (replied.kind, replied.event_data["visit"]) == ("replied", 1)
    assert (planned.event_type, planned.event_data["answer"]) == ("visit.planned", "T#000002#00")


def test_a_visit_without_a_text_answers_nothing() -> None:
    story = a_story().does(a_visit(), after(hours=1))

    assert story.answer.met_at is None
    assert [entry.event_type for entry in story.last] == ["visit.planned"]


@pytest.mark.parametrize("days", [0, 200])
def test_a_visit_is_neither_over_nor_far_away(days: int) -> None:
    at = after(days=days)

    assert a_story().is_refused(a_visit(since=at, until=at), after(hours=1)).code == "out_of_range"


def test_a_visit_is_reported_once() -> None:
    story = visited(3)

    assert story.is_refused(ReportVisit(1, VisitOutcome.DONE), after(days=2)).code == "visit_reported"
    assert story.is_refused(ReportVisit(2, VisitOutcome.DONE), after(days=2)).code == "no_such_visit"


def test_works_have_numbers_of_their_own_within_the_case() -> None:
    story = visited(3, 4).does(
        a_visit(since=after(days=2), until=after(days=2, hours=1)), after(days=1, hours=2)
    )

    story.does(more_work(after(days=9), visit=2), after(days=2))

    assert [work.id for work in story.complaint.works] == [1, 2, 3]


def test_a_visit_that_nobody_reports_is_reminded_of_once_when_it_is_over() -> None:
    story = an_answered_story().does(a_visit(), after(hours=1))
    over = after(days=1, hours=2)
    assert story.timer == over + TICK

    assert story.sweep(over).last == ()
    assert [entry.event_type for entry in story.sweep(over + TICK).last] == ["visit.unreported"]
    assert "visit.unreported" not in [entry.event_type for entry in story.sweep(after(days=3)).last]


def test_a_work_past_its_due_is_reminded_of_once_and_only_if_it_is_not_done() -> None:
    story = visited(3, 4).does(FinishWork(2), after(days=2))

    [late] = [entry for entry in story.sweep(after(days=5)).last if entry.event_type == "work.overdue"]

    assert late.data == {"works": [{"work": 1, "due": "2026-11-05T01:00:00.000Z"}]}
    assert "work.overdue" not in [entry.event_type for entry in story.sweep(after(days=6)).last]


def test_after_an_outage_all_late_works_are_told_in_one_notice() -> None:
    events = [entry.event_type for entry in visited(3, 4).sweep(after(days=6)).last]

    assert events.count("work.overdue") == 1


def test_a_work_outlives_the_solution_and_the_closing() -> None:
    story = visited(30).does(a_solution(), after(days=2)).does(Close(), after(days=3))

    assert story.timer == after(days=30) + TICK
    assert story.sweep(after(days=31)).last[0].event_type == "work.overdue"
    assert story.does(FinishWork(1), after(days=32)).timer == after(days=3) + KEPT


def test_a_settled_case_stands_with_the_open_ones_until_its_works_are_done() -> None:
    story = visited(30).does(a_solution(), after(days=2))

    assert urgency(story.complaint) == f"0#2026-12-02T01:00:00.000Z#{NUMBER}"
    assert card(story.complaint)["works"] == 1
    assert urgency(story.does(FinishWork(1), after(days=3)).complaint).startswith("5#")


def test_an_open_case_stands_at_its_earliest_work_or_promise() -> None:
    assert card(visited(2).complaint)["next_due_at"] == "2026-11-04T01:00:00.000Z"
    assert card(visited(90).complaint)["next_due_at"] < "2026-12-31"


def test_a_work_is_finished_once_and_says_whether_in_time() -> None:
    early, late = visited(3), visited(3)

    assert early.does(FinishWork(1, "Sealed."), after(days=3)).last[-1].event_data["in_time"] is True
    assert (
        late.does(FinishWork(1), after(days=3) + timedelta(minutes=1)).last[-1].event_data["in_time"] is False
    )
    assert early.is_refused(FinishWork(1), after(days=4)).code == "work_done"
    assert early.is_refused(FinishWork(2), after(days=4)).code == "no_such_work"


def test_a_settled_case_takes_no_new_visit() -> None:
    assert a_resolved_story().is_refused(a_visit(), after(hours=2)).code == "not_open"
