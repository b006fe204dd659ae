"""What holds of a case whatever is done to it: its breaches, its trail, its calendar and its past."""

from dataclasses import fields
from datetime import datetime

import pytest

from hearthline.complaints.commands import (
    Acknowledge,
    Claim,
    Close,
    Command,
    CustomerMessage,
    Extend,
    GiveVerdict,
    Recalculate,
    Reject,
    Reopen,
    Reply,
    Triage,
)
from hearthline.complaints.history import HistoricalCase, Origin, from_history
from hearthline.complaints.lifecycle import decide
from hearthline.complaints.model import ClockName, Complaint, Publication, Severity
from hearthline.platform.codec import dump, load
from hearthline.platform.outbox import SYSTEM
from tests.calendar_builder import a_list, local
from tests.unit.complaints.builders import (
    AGENT,
    COLLEAGUE,
    MONDAY,
    NUMBER,
    TERMS,
    TICK,
    Story,
    a_merge,
    a_question,
    a_reply,
    a_resolved_story,
    a_solution,
    a_story,
    after,
    some_terms,
    span,
)

# Recorded breaches


def _broken() -> Story:
    return a_story().sweep(after(hours=30))


def test_a_breach_is_recorded_at_the_deadlines_own_instant_not_the_sweeps() -> None:
    story = _broken()
    (breach,) = [entry for entry in story.entries_of("breached") if entry.data["clock"] == "answer"]

    assert story.answer.breached_at == after(hours=24)
    assert breach.data == {"clock": "answer", "round": 1, "due": "2026-11-03T01:00:00.000Z"}
    assert breach.actor_kind == "system"


def test_a_breach_that_no_sweep_saw_is_recorded_by_the_next_command() -> None:
    story = a_story().does(a_reply(), after(hours=25))

    assert story.answer.breached_at == after(hours=24)
    assert story.answer.met_at == after(hours=25)
    assert [entry.kind for entry in story.last] == ["breached", "breached", "escalated", "replied"]
    assert story.last[-1].event_data["kept"] is False


@pytest.mark.parametrize(
    "ending",
    [
        [a_solution(), Close()],
        [a_solution(), GiveVerdict(accepted=True, rating=5)],
        [a_solution(), Reopen("Wet again.")],
        [a_solution(), Close(), Reopen("Wet again.")],
        [a_merge()],
        [Reject("This is the city's road.")],
        [Triage(severity=Severity.LOW)],
        [Extend(ClockName.ANSWER, after(days=20), "Busy.")],
        [Recalculate()],
        [a_question(), CustomerMessage("The bath.")],
    ],
    ids=lambda commands: "-".join(type(command).__name__ for command in commands),
)
def test_a_recorded_breach_survives(ending: list[Command]) -> None:
    story = _broken()
    for hours, command in enumerate(ending, start=31):
        story.does(command, after(hours=hours))

    assert story.clock(ClockName.ANSWER, 1).breached_at == after(hours=24)
    assert len([entry for entry in story.entries_of("breached") if entry.data["clock"] == "answer"]) == 1


def test_the_record_of_a_breach_holds_nothing_of_the_person_so_that_erasure_leaves_it() -> None:
    story = _broken()
    breach = story.entries_of("breached")[0]

    assert breach.text is None
    assert set(breach.data) == {"clock", "round", "due"}
    assert {type(getattr(story.answer, name.name)) for name in fields(story.answer)} <= {
        *(str, int, bool, type(None), tuple, datetime, ClockName)
    }


def test_a_promise_met_exactly_at_the_deadline_is_kept() -> None:
    story = a_story().does(a_reply(), after(hours=24))

    assert story.answer.breached_at is None
    assert story.last[-1].event_data["kept"] is True


def test_a_promise_met_a_millisecond_late_is_broken() -> None:
    assert a_story().does(a_reply(), after(hours=24) + TICK).answer.breached_at == after(hours=24)


# The calendar arrives


def test_a_provisional_deadline_is_reckoned_again_when_the_years_calendar_arrives() -> None:
    filed = local("2040-01-02 09:00")
    holidays = ["2040-01-04", "2040-01-05", "2040-01-06"]
    unpublished = some_terms(official="CN")
    published = some_terms(official="CN", lists=[a_list(2040, holidays)])
    story = a_story(at=filed, terms=unpublished).does(Claim(), filed)
    assert story.resolve.provisional
    assert story.resolve.due == local("2040-01-23 09:00")

    story.terms = published
    found = story.does(Recalculate(), filed + span(hours=1)).resolve

    assert found.due == found.original_due == local("2040-01-26 09:00")
    assert not found.provisional
    assert story.last[-1].kind == "recalculated"
    assert [moved["clock"] for moved in story.last[-1].data["clocks"]] == ["resolve"]


def test_nothing_is_recorded_when_nothing_is_owed() -> None:
    story = a_story()

    assert decide(story.complaint, Recalculate(), SYSTEM, after(hours=1), TERMS).entries == ()
    assert story.sweep(after(hours=1)).last == ()


# The audit trail


def test_every_change_counts_the_version_by_one_and_its_entries_by_their_place() -> None:
    story = a_story().does(Claim(), after(hours=1)).does(a_reply(), after(hours=30))

    assert story.complaint.version == 3
    assert [(entry.version, entry.index) for entry in story.last] == [
        (3, index) for index in range(len(story.last))
    ]


def test_an_entry_names_who_did_it_and_a_customer_never_by_name() -> None:
    story = a_story().does(a_reply(), after(hours=1), AGENT).does(CustomerMessage("Good."), after(hours=2))

    assert [(entry.actor_kind, entry.actor_id) for entry in story.entries] == [
        ("customer", None),
        ("staff", "li.na"),
        ("customer", None),
    ]


def test_a_refused_command_leaves_the_case_as_it_was() -> None:
    story = _broken()
    before = story.complaint

    story.is_refused(Close(), after(hours=40))

    assert story.complaint == before


def test_a_case_stays_under_the_policy_it_was_filed_under() -> None:
    story = a_story().does(Triage(severity=Severity.HIGH), after(hours=1)).does(a_solution(), after(hours=2))

    assert story.does(Reopen("Wet again."), after(hours=3)).complaint.policy == 1


def test_publication_is_apart_from_the_status() -> None:
    story = a_resolved_story(public=True).does(Close(), after(hours=2))

    assert story.complaint.publication is Publication.PUBLIC


def test_the_reply_of_acknowledging_says_who_was_first() -> None:
    story = a_story().sweep(after(hours=12)).does(Acknowledge(), after(hours=12, minutes=5))

    refused = story.is_refused(Acknowledge(), after(hours=12, minutes=6), COLLEAGUE)

    assert (refused.code, refused.data["acknowledged_by"]) == ("nothing_to_acknowledge", "li.na")


def test_a_reply_with_its_own_wish_does_not_publish_a_private_case() -> None:
    story = a_story(public=False).does(Reply("Said to all.", public=True), after(hours=1))

    assert story.complaint.publication is Publication.PRIVATE


# Cases from another system's past


def a_case_from_the_past(due: datetime | None) -> Story:
    case = HistoricalCase("101001984", opened=MONDAY, title="No heat", text="Since Friday.", due=due)
    origin = Origin("boston311", "import-1", 2)
    change = from_history(case, NUMBER, origin, city="boston", team="care", actor=AGENT, now=after(hours=1))
    return Story(change.complaint, TERMS, list(change.entries))


def test_a_case_without_any_promise_can_be_stored_and_read() -> None:
    complaint = a_case_from_the_past(due=None).complaint

    assert load(Complaint, dump(complaint)) == complaint


def test_only_the_first_reply_to_a_case_without_an_answers_clock_is_the_first() -> None:
    story = a_case_from_the_past(due=after(days=2))

    first = story.does(a_reply(), after(hours=2)).last[-1].event_data
    second = story.does(a_reply(), after(hours=3)).last[-1].event_data

    assert (first["first"], second["first"]) == (True, False)


def test_a_promise_of_the_past_is_broken_at_its_sources_own_deadline() -> None:
    story = a_case_from_the_past(due=after(days=2)).does(a_solution(), after(days=3))

    assert story.resolve.breached_at == after(days=2)
    assert story.last[-1].event_data["kept"] is False


def test_another_severity_does_not_touch_a_deadline_that_the_source_gave() -> None:
    story = a_case_from_the_past(due=after(days=2)).does(Triage(severity=Severity.CRITICAL), after(hours=2))

    assert story.resolve.due == after(days=2)
