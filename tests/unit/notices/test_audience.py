"""Which events tell whom, and in which tone."""

from typing import Any

import pytest

from hearthline.notices import audience, ladder
from hearthline.notices.audience import StaffTold, Told
from hearthline.platform.outbox import Event, EventUnreadable, read_event
from tests.unit.notices.builders import NOW, NUMBER, a_step, an_escalation, an_event

TOMORROW = "2026-11-23T08:00:00.000Z"


@pytest.mark.parametrize(
    ("type_", "purpose"),
    [
        ("complaint.received", "received"),
        ("complaint.answered", "answered"),
        ("complaint.asked", "asked"),
        ("complaint.resolved", "resolved"),
        ("complaint.extended", "extended"),
        ("complaint.reopened", "reopened"),
        ("complaint.closed", "closed"),
        ("complaint.rejected", "rejected"),
        ("complaint.merged", "merged"),
        ("complaint.published", "published"),
        ("complaint.hidden", "hidden"),
        ("remedy.offered", "offered"),
        ("visit.planned", "visit"),
    ],
)
def test_the_filer_is_told_what_happens_to_the_case(type_: str, purpose: str) -> None:
    assert audience.customer_notice(an_event(type_)) == Told(purpose, "customer")


@pytest.mark.parametrize(
    "type_",
    [
        *("complaint.message_added", "complaint.assigned", "complaint.transferred", "sla.breached"),
        *("remedy.approval_requested", "remedy.approved", "remedy.declined", "remedy.answered"),
        *("visit.reported", "visit.unreported", "work.overdue", "work.finished"),
    ],
)
def test_the_filer_is_not_told_of_their_own_message_or_of_our_inner_life(type_: str) -> None:
    assert audience.customer_notice(an_event(type_)) is None


def test_links_go_to_the_contact_that_asked() -> None:
    asked = an_event("follow_links.requested", contact="h1")

    assert audience.customer_notice(asked) == Told("found", "contact/h1")


def test_whoever_a_case_is_given_to_is_told() -> None:
    assigned = an_event("complaint.assigned", assignee="han")

    assert audience.staff_notice(assigned) == StaffTold("assigned", people=("han",))


def test_an_answer_that_came_with_a_visit_is_in_the_notice_of_the_visit() -> None:
    assert audience.customer_notice(an_event("complaint.answered", visit=1)) is None
    assert audience.customer_notice(an_event("complaint.answered", visit=None)) is not None


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (an_event("complaint.transferred"), StaffTold("transferred", ("lead",))),
        (
            an_event("remedy.approval_requested", levels=["manager", "group"]),
            StaffTold("approval", ("manager", "group"), otherwise=("manager", "group")),
        ),
        (an_event("remedy.approved", offered_by="han"), StaffTold("approved", people=("han",))),
        (an_event("remedy.declined", offered_by="han"), StaffTold("refused", people=("han",))),
        (
            an_event("remedy.answered", offered_by="han"),
            StaffTold("remedy_answered", ("handler",), ("han",)),
        ),
        (an_event("visit.unreported"), StaffTold("visit_unreported", ("handler", "lead"))),
        (an_event("work.overdue"), StaffTold("work_overdue", ("handler", "lead"))),
    ],
    ids=lambda each: getattr(each, "type", ""),
)
def test_staff_are_told_of_what_they_must_do_or_know(event: Event, told: StaffTold) -> None:
    assert audience.staff_notice(event) == told


def test_an_escalation_is_for_all_levels_of_its_steps() -> None:
    raised = an_escalation(a_step("warn", ["handler", "lead"]), a_step("breach", ["manager"]))

    assert audience.staff_notice(raised) == StaffTold("escalation", ("handler", "lead", "manager"))


def test_staff_are_not_told_of_what_only_the_filer_is() -> None:
    assert audience.staff_notice(an_event("complaint.answered")) is None


@pytest.mark.parametrize(
    ("step", "tone"),
    [
        (a_step("remind", ["handler"], due=TOMORROW), "reminder"),
        (a_step("warn", ["handler", "lead"], due=TOMORROW), "warning"),
        (a_step("breach", ["manager"]), "breach"),
        (a_step("overdue:1", ["group"]), "escalation"),
        (a_step("warn/manager", ["manager"], due=TOMORROW), "escalation"),
        (a_step("at_once:critical", ["group"], due=TOMORROW), "critical"),
        (a_step("a rung of the operator's own", ["lead"], due=TOMORROW), "warning"),
    ],
)
def test_the_tone_follows_from_whom_a_step_tells_and_whether_the_promise_is_broken(
    step: dict[str, Any], tone: str
) -> None:
    [read] = ladder.steps_of(an_escalation(step))

    assert ladder.words_for(read, NOW) == tone


def test_several_steps_together_take_the_gravest_tone_and_tell_every_level_once() -> None:
    steps = ladder.steps_of(
        an_escalation(
            a_step("remind", ["handler"]), a_step("warn", ["handler", "lead"]), a_step("breach", ["manager"])
        )
    )

    assert ladder.gravest(steps, NOW) == "breach"
    assert ladder.levels_of(steps) == ["handler", "lead", "manager"]


def test_an_event_is_read_back_as_it_was_sent() -> None:
    event = an_event("complaint.asked", entry="T#000002#00")

    assert read_event(event.envelope()) == event
    assert audience.number_of(event) == NUMBER


@pytest.mark.parametrize(
    "broken",
    [
        {"version": 2},
        {"at": "yesterday"},
        {"actor": None},
        {"id": ...},
    ],
)
def test_an_event_of_another_shape_is_not_guessed_at(broken: dict[str, Any]) -> None:
    envelope = {**an_event().envelope(), **broken}
    envelope = {name: value for name, value in envelope.items() if value is not ...}

    with pytest.raises(EventUnreadable):
        read_event(envelope)


def test_group_level_is_told_of_an_early_warning() -> None:
    flagged = an_event("complaint.flagged", codes=["injury"], words=["受伤"], cases=[], suggests="critical")

    assert audience.staff_notice(flagged) == StaffTold("flagged", levels=("group",))
