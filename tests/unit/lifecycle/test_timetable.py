"""When a step of a home's life is, and what becomes of it when its home's story goes another way."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hearthline.lifecycle.model import Deed, Heir, Plan, Rules, Trigger, When
from hearthline.lifecycle.reckoning import LOOK_AFTER, MOST_TOLD, reckon, unchanged
from hearthline.lifecycle.timetable import instant_of, stands
from hearthline.platform.instants import instant
from tests.unit.lifecycle.builders import (
    HOME,
    LI,
    SHENZHEN,
    TEN,
    ZHAO,
    a_home,
    a_sale,
    a_step,
    day,
    noon,
    reckoned,
)

SOLD = a_sale(handed_over_on=day("2025-06-30"))
FOUR_YEARS = a_step("visit", when=When(at=TEN, months=48, every_months=48), late=timedelta(days=60))


@pytest.mark.parametrize(
    ("when", "cause", "at"),
    [
        ({"days": 1}, "2025-06-30", "2025-07-01T02:00"),
        ({"months": 1}, "2025-01-31", "2025-02-28T02:00"),
        ({"months": 48}, "2024-02-29", "2028-02-29T02:00"),
        ({"months": 12}, "2024-02-29", "2025-02-28T02:00"),
        ({"working_days": 1}, "2025-06-27", "2025-06-30T02:00"),  # a Friday, the Monday after
        ({"working_days": 3}, "2025-06-28", "2025-07-02T02:00"),
        ({"days": 5, "working_day": True}, "2025-06-30", "2025-07-07T02:00"),  # a Saturday
        ({"at": timedelta(hours=20, minutes=30)}, "2025-06-30", "2025-06-30T12:30"),
    ],
)
def test_a_step_is_so_long_after_its_day_by_the_clock_and_the_calendar_of_the_city(
    when: dict[str, Any], cause: str, at: str
) -> None:
    assert instant(instant_of(When(**{"at": TEN, **when}), day(cause), SHENZHEN)) == f"{at}:00.000Z"


def test_a_step_is_done_once_also_when_its_day_is_corrected_and_told_again() -> None:
    first = reckoned(a_home(SOLD), "2025-07-01", a_step())
    corrected = a_home(a_sale(handed_over_on=day("2025-07-03")), version=2)
    later = reckoned(corrected, "2025-07-04", a_step(), before=first.plan)

    assert [step.code for step in first.due] == ["moving_in"]
    assert later.due == ()
    assert [done.mark for done in later.plan.done] == [first.due[0].mark]


def test_a_day_that_is_corrected_before_moves_the_step() -> None:
    before = reckoned(a_home(SOLD), "2025-06-30", a_step())
    after = reckoned(
        a_home(a_sale(handed_over_on=day("2025-07-09")), version=2),
        "2025-07-01",
        a_step(),
        before=before.plan,
    )

    assert [instant(step.at) for step in before.plan.planned] == ["2025-07-01T02:00:00.000Z"]
    assert after.due == ()
    assert [instant(step.at) for step in after.plan.planned] == ["2025-07-10T02:00:00.000Z"]


def test_what_is_found_too_late_is_not_done() -> None:
    in_time = reckoned(a_home(SOLD), "2025-07-14", a_step())
    too_late = reckoned(a_home(SOLD), "2025-07-16", a_step())

    assert [step.code for step in in_time.due] == ["moving_in"]
    assert (too_late.due, too_late.plan.planned) == ((), ())


def test_a_step_that_repeats_is_planned_once_ahead_and_history_is_not_made_up_for() -> None:
    sold_long_ago = a_home(a_sale(signed_on=day("2005-03-01"), handed_over_on=day("2006-06-30")))
    found = reckoned(sold_long_ago, "2026-11-22", FOUR_YEARS)

    assert found.due == ()
    assert [(step.occurrence, instant(step.at)) for step in found.plan.planned] == [
        ("6", "2030-06-30T02:00:00.000Z")
    ]
    done = reckoned(sold_long_ago, "2030-07-01", FOUR_YEARS, before=found.plan)
    assert [step.occurrence for step in done.due] == ["6"]
    assert [step.occurrence for step in done.plan.planned] == ["7"]


def test_a_contract_that_is_gone_takes_its_steps_with_it() -> None:
    before = reckoned(a_home(SOLD), "2025-06-30", a_step(), FOUR_YEARS)
    after = reckoned(a_home(version=3), "2025-07-01", a_step(), FOUR_YEARS, before=before.plan)

    assert len(before.plan.planned) == 2
    assert (after.due, after.plan.planned, after.plan.look_at) == ((), (), None)


def test_a_home_has_the_life_of_the_sale_that_was_signed_last() -> None:
    again = a_sale(contract="HT-2", signed_on=day("2025-01-01"), handed_over_on=day("2025-06-30"))

    found = reckoned(a_home(SOLD, again), "2025-07-01", a_step())

    assert [step.contract for step in found.due] == ["HT-2"]


def test_a_step_ends_with_the_handover_where_it_says_so() -> None:
    waiting = a_step("signed", Trigger.CONTRACT_SIGNED, until=Trigger.HANDED_OVER, late=timedelta(days=999))

    assert reckoned(a_home(a_sale()), "2024-03-02", waiting).due != ()
    assert reckoned(a_home(SOLD), "2024-03-02", waiting).due == ()


def test_a_home_that_is_passed_on_takes_its_steps_along_or_ends_them() -> None:
    follows, ends = a_step("follows"), a_step("ends", on_transfer=Heir.ENDS)
    passed_on = a_home(a_sale(handed_over_on=day("2025-06-30"), transferred_on=day("2025-06-30")))
    before_it = a_home(a_sale(handed_over_on=day("2025-06-30"), transferred_on=day("2025-06-29")))

    assert [step.code for step in reckoned(passed_on, "2025-07-01", follows, ends).due] == ["follows"]
    # Whoever got it before the handover is the one to whom it was handed over.
    assert [step.code for step in reckoned(before_it, "2025-07-01", follows, ends).due] == ["ends", "follows"]


def test_each_new_owner_has_a_step_of_their_own_once() -> None:
    welcome = a_step("new_owner", Trigger.OWNERSHIP_TRANSFERRED)

    def passed_on(on: str, *owners: str) -> Any:
        return a_home(a_sale(transferred_on=day(on), owners=owners))

    first = reckoned(passed_on("2025-06-30", ZHAO), "2025-07-01", welcome)
    corrected = reckoned(passed_on("2025-07-01", ZHAO), "2025-07-02", welcome, before=first.plan)
    second = reckoned(passed_on("2025-07-05", LI), "2025-07-06", welcome, before=corrected.plan)

    assert [len(each.due) for each in (first, corrected, second)] == [1, 0, 1]


def test_what_was_told_is_looked_at_again_before_it_goes() -> None:
    step = a_step()
    [due] = reckoned(a_home(SOLD), "2025-07-01", step).due

    assert stands(a_home(SOLD), step, due.contract, due.occurrence)
    assert not stands(a_home(), step, due.contract, due.occurrence)
    assert not stands(a_home(a_sale()), step, due.contract, due.occurrence)
    welcome = a_step("new_owner", Trigger.OWNERSHIP_TRANSFERRED)
    theirs = a_home(a_sale(transferred_on=day("2025-06-30"), owners=(ZHAO,)))
    [told] = reckoned(theirs, "2025-07-01", welcome).due
    again = a_home(a_sale(transferred_on=day("2025-07-02"), owners=(LI,)))
    assert stands(theirs, welcome, told.contract, told.occurrence)
    assert not stands(again, welcome, told.contract, told.occurrence)


def test_a_survey_is_left_to_its_campaign() -> None:
    survey = replace(a_step("survey"), does=Deed.SURVEY)

    found = reckoned(a_home(SOLD), "2025-07-01", survey, a_step())

    assert [step.code for step in (*found.due, *found.plan.planned)] == ["moving_in"]


def test_more_than_one_change_holds_stays_due() -> None:
    owners = tuple(f"{number:016d}" for number in range(20))
    steps = [a_step(f"step{number}") for number in range(6)]
    crowded = a_home(a_sale(handed_over_on=day("2025-06-30"), owners=owners))

    first = reckoned(crowded, "2025-07-02", *steps)
    second = reckoned(crowded, "2025-07-02", *steps, before=first.plan)

    assert (len(first.due) * 20, len(second.due)) == (MOST_TOLD, 2)
    assert first.plan.look_at is not None
    assert first.plan.look_at <= noon("2025-07-02")
    assert {done.code for done in second.plan.done} == {step.code for step in steps}


def test_a_plan_is_looked_at_when_something_is_due_and_now_and_then() -> None:
    soon = reckoned(a_home(SOLD), "2025-06-30", a_step(), FOUR_YEARS)
    far = reckoned(a_home(SOLD), "2025-07-01", a_step(), FOUR_YEARS, before=soon.plan)

    assert soon.plan.look_at == noon("2025-07-01") - timedelta(hours=2)
    assert far.plan.look_at == noon("2025-07-01") + LOOK_AFTER
    again = reckoned(a_home(SOLD), "2025-07-02", a_step(), FOUR_YEARS, before=far.plan)
    assert unchanged(far.plan, again, noon("2025-07-02"))
    assert not unchanged(far.plan, again, noon("2025-07-01") + LOOK_AFTER)


def test_a_city_that_is_not_known_any_more_plans_nothing() -> None:
    found = reckon(Plan(HOME), a_home(SOLD), Rules(1, (a_step(),)), None, noon("2025-07-01"))

    assert (found.due, found.plan.planned) == ((), ())
    assert found.plan.look_at == noon("2025-07-01") + LOOK_AFTER
