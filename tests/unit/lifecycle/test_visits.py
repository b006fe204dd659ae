"""What becomes of a visit: planned, tried, reported; and what its home's story makes of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hearthline.lifecycle.model import Deed, Heir, Plan, When
from hearthline.lifecycle.visits import (
    MOST_COMPLAINTS,
    MOST_TRIES,
    HomeVisit,
    VisitRefused,
    VisitState,
    assigned,
    found,
    planned,
    reported,
    without_notes,
)
from tests.unit.lifecycle.builders import TEN, WANG, ZHAO, a_home, a_sale, a_step, day, noon, reckoned

SOLD = a_sale(handed_over_on=day("2025-06-30"))
VISIT = replace(a_step("care", when=When(at=TEN, months=3)), does=Deed.VISIT, words=None, visit_days=30)
NOW = noon("2025-10-02")


def a_visit(**changes: Any) -> HomeVisit:
    [turn] = reckoned(a_home(SOLD), "2025-09-30", VISIT).visits
    return replace(turn.after, **changes)


def after(visit: HomeVisit, *sales: Any, rule: Any = VISIT) -> HomeVisit | None:
    """Give a visit as a change of its home leaves it, None where it makes nothing of it."""
    turns = reckoned(a_home(*sales, version=2), "2025-10-03", rule, visits=[visit]).visits
    return next((turn.after for turn in turns if turn.after.mark == visit.mark), None)


def test_a_step_opens_its_visit_once() -> None:
    first = reckoned(a_home(SOLD), "2025-09-30", VISIT)
    [turn] = first.visits
    lost = reckoned(a_home(SOLD), "2025-10-01", VISIT, before=Plan(turn.after.home), visits=[turn.after])

    assert (turn.told, turn.after.state) == ("opened", VisitState.OPEN)
    assert (turn.after.due_from, turn.after.due) == (day("2025-09-30"), day("2025-10-30"))
    assert lost.visits == ()


def test_whoever_visited_a_home_visits_it_again() -> None:
    earlier = a_visit(mark="0" * 16, state=VisitState.DONE, assignee="li")

    [turn] = reckoned(a_home(SOLD), "2025-09-30", VISIT, visits=[earlier]).visits

    assert turn.after.assignee == "li"


def test_that_a_visit_is_overdue_is_told_on_the_next_working_day_and_every_four_weeks() -> None:
    visit = a_visit(assignee="li")
    opened = reckoned(a_home(SOLD), "2025-09-30", VISIT)
    assert opened.plan.look_at == noon("2025-10-31") - timedelta(hours=3), "at nine"

    def told(on: str, one: HomeVisit) -> list[HomeVisit]:
        turns = reckoned(a_home(SOLD), on, VISIT, before=opened.plan, visits=[one]).visits
        return [turn.after for turn in turns if turn.told == "overdue"]

    assert told("2025-10-30", visit) == []
    [reminded] = told("2025-10-31", visit)
    assert (reminded.state, reminded.reminded_at) == (VisitState.OPEN, noon("2025-10-31"))
    assert told("2025-11-27", reminded) == []
    assert len(told("2025-11-28", reminded)) == 1
    agreed = replace(visit, state=VisitState.PLANNED, planned_at=noon("2025-11-05"))
    assert told("2025-11-05", agreed) == []
    assert len(told("2025-11-06", agreed)) == 1
    assert told("2025-11-06", replace(visit, state=VisitState.DONE)) == []


def test_a_contract_that_is_gone_calls_a_visit_off() -> None:
    gone = after(a_visit(state=VisitState.PLANNED, planned_at=NOW))
    again = after(a_visit(), a_sale(contract="HT-2", signed_on=day("2025-10-01")))

    assert gone is not None
    assert (gone.state, gone.reason, gone.planned_at) == (VisitState.CANCELLED, "undone", None)
    assert again is not None
    assert again.state is VisitState.CANCELLED


def test_what_came_of_a_visit_stays_when_its_cause_is_gone() -> None:
    assert after(a_visit(state=VisitState.DONE)) is None
    assert after(a_visit(state=VisitState.REFUSED)) is None


def test_new_owners_are_visited_at_a_time_that_they_agree_to() -> None:
    visit = a_visit(state=VisitState.PLANNED, planned_at=NOW, assignee="li")
    passed_on = a_sale(handed_over_on=day("2025-06-30"), transferred_on=day("2025-10-01"), owners=(ZHAO,))

    theirs = after(visit, passed_on)
    ended = after(visit, passed_on, rule=replace(VISIT, on_transfer=Heir.ENDS))

    assert theirs is not None
    assert (theirs.state, theirs.planned_at, theirs.assignee) == (VisitState.OPEN, None, "li")
    assert {WANG, ZHAO} <= set(theirs.owners)
    assert after(theirs, passed_on) is None
    assert ended is not None
    assert ended.state is VisitState.CANCELLED


def test_a_visit_stays_where_the_document_does_not_have_its_step_any_more() -> None:
    assert after(a_visit(), SOLD, rule=a_step("another")) is None


def test_nobody_met_is_tried_again_but_not_for_ever() -> None:
    visit = a_visit()
    for number in range(1, MOST_TRIES + 1):
        turn = planned(visit, NOW + timedelta(days=1), "li", NOW)
        assert turn is not None
        visit = reported(turn.after, VisitState.NOT_MET, "没有人在家。", "li", NOW).after
        assert visit.tries == number
        if number < MOST_TRIES:
            assert (visit.state, visit.planned_at, visit.assignee) == (VisitState.OPEN, None, "li")

    assert visit.state is VisitState.NOT_MET
    assert len(visit.notes) == MOST_TRIES
    with pytest.raises(VisitRefused) as refused:
        planned(visit, NOW, "li", NOW)
    assert (refused.value.code, refused.value.data["status"]) == ("visit_ended", "not_met")


@pytest.mark.parametrize("outcome", [VisitState.DONE, VisitState.REFUSED])
def test_a_visit_that_was_made_or_refused_has_ended(outcome: VisitState) -> None:
    visit = reported(a_visit(), outcome, None, "li", NOW).after

    assert (visit.state, visit.assignee) == (outcome, "li")
    acts: tuple[Callable[[], object], ...] = (
        lambda: assigned(visit, "han", NOW),
        lambda: planned(visit, NOW, "li", NOW),
        lambda: reported(visit, VisitState.DONE, None, "li", NOW),
    )
    for act in acts:
        with pytest.raises(VisitRefused, match="visit_ended"):
            act()


def test_what_changes_nothing_is_no_change() -> None:
    visit = a_visit(assignee="li", state=VisitState.PLANNED, planned_at=NOW, complaints=("K7Q29XPDD",))

    assert assigned(visit, "li", NOW) is None
    assert planned(visit, NOW, "li", NOW) is None
    assert found(visit, "K7Q29XPDD", NOW) is None


def test_a_complaint_is_of_a_visit_that_stands_and_there_is_an_end_to_them() -> None:
    made = reported(a_visit(), VisitState.DONE, None, "li", NOW).after
    turn = found(made, "K7Q29XPDD", NOW)
    assert turn is not None
    assert turn.after.complaints == ("K7Q29XPDD",)

    with pytest.raises(VisitRefused, match="visit_ended"):
        found(replace(made, state=VisitState.CANCELLED), "K7Q29XPDD", NOW)
    with pytest.raises(VisitRefused, match="too_many"):
        found(replace(made, complaints=("K",) * MOST_COMPLAINTS), "K7Q29XPDD", NOW)


def test_what_was_written_goes_and_what_came_of_it_stays() -> None:
    visit = reported(a_visit(), VisitState.DONE, "王小明的电话换了。", "li", NOW).after

    [note] = without_notes(visit, NOW).notes

    assert (note.text, note.outcome, note.at) == (None, VisitState.DONE, NOW)
