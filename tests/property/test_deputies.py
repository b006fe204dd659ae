"""Of any plan of absences: it is taken exactly if, on every day, somebody is left to do each one's work."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hearthline.complaints.reporting import ReportingLine
from hearthline.document_registry import KINDS

START = date(2026, 11, 2)
PEOPLE = "abcde"
DAYS = [START + timedelta(days=place) for place in range(8)]


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """People with at most one stretch of absence each in a week, and anybody for a deputy."""
    people: dict[str, Any] = {}
    for who in PEOPLE:
        people[who] = {"name": who}
        if draw(st.booleans()):
            first = draw(st.integers(0, 5))
            away = {
                "from": DAYS[first].isoformat(),
                "until": DAYS[first + draw(st.integers(0, 2))].isoformat(),
                "deputy": draw(st.sampled_from(PEOPLE)),
            }
            people[who] = {"name": who, "absences": [away]}
    return {"people": people, "cities": {}, "group": []}


@given(plans())
def test_a_plan_is_taken_exactly_if_somebody_is_left_for_everybody_on_every_day(plan: dict[str, Any]) -> None:
    line = ReportingLine.from_document(plan)
    left = all(line.present([line.stands_in(who, day)], day) for who in PEOPLE for day in DAYS)
    try:
        KINDS.check("reporting-line", plan, 2)
        taken = True
    except ValidationError:
        taken = False

    assert taken == left


@given(plans(), st.sampled_from(DAYS))
def test_each_ones_work_is_done_by_one_and_a_deputy_knows_whose_they_do(
    plan: dict[str, Any], day: date
) -> None:
    line = ReportingLine.from_document(plan)

    for who in PEOPLE:
        doer = line.stands_in(who, day)
        if line.present([doer], day):
            assert (who in line.covered_by(doer, day)) == (who != doer)
