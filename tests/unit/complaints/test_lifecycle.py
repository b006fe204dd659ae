"""What can be done to a complaint, when, and what it does."""

from dataclasses import fields
from datetime import datetime

import pytest

from hearthline.complaints.commands import (
    Acknowledge,
    Ask,
    Assign,
    Claim,
    Close,
    Command,
    CustomerMessage,
    Extend,
    GiveVerdict,
    Note,
    Recalculate,
    Reject,
    Reopen,
    Reply,
    Triage,
)
from hearthline.complaints.history import HistoricalCase, Origin, from_history
from hearthline.complaints.lifecycle import decide
from hearthline.complaints.model import (
    ClockName,
    Complaint,
    Outcome,
    Publication,
    Severity,
    Status,
    Verdict,
    Visibility,
)
from hearthline.platform.codec import dump, load
from hearthline.platform.outbox import SYSTEM
from tests.calendar_builder import a_list, local
from tests.unit.complaints.builders import (
    AGENT,
    COLLEAGUE,
    EVERY_COMMAND,
    MONDAY,
    NUMBER,
    OTHER_NUMBER,
    TERMS,
    TICK,
    Story,
    a_merge,
    a_question,
    a_reply,
    a_resolved_story,
    a_solution,
    a_story,
    a_story_in,
    after,
    an_answered_story,
    some_terms,
    span,
)

# Each command in each status, on Monday at 11:00: the status it leads to, or the code of its refusal. A
# status that is also a code has `=` before it where it is the code.
_MATRIX = """
            received                assigned                in_progress             awaiting_customer       resolved                closed                  rejected                merged
claim       assigned                already_taken           already_taken           already_taken           not_open                not_open                not_open                not_open
assign      assigned                assigned                in_progress             awaiting_customer       not_open                not_open                not_open                not_open
acknowledge nothing_to_acknowledge  nothing_to_acknowledge  nothing_to_acknowledge  nothing_to_acknowledge  nothing_to_acknowledge  nothing_to_acknowledge  nothing_to_acknowledge  nothing_to_acknowledge
triage      received                assigned                in_progress             awaiting_customer       not_open                not_open                not_open                not_open
reply       in_progress             in_progress             in_progress             awaiting_customer       not_open                not_open                not_open                not_open
note        received                assigned                in_progress             awaiting_customer       resolved                closed                  rejected                merged
ask         awaiting_customer       awaiting_customer       awaiting_customer       awaiting_customer       not_open                not_open                not_open                not_open
resolve     resolved                resolved                resolved                resolved                not_open                not_open                not_open                not_open
reject      rejected                rejected                rejected                rejected                not_open                not_open                not_open                not_open
extend      received                assigned                in_progress             awaiting_customer       not_open                not_open                not_open                not_open
reopen      not_reopenable          not_reopenable          not_reopenable          not_reopenable          in_progress             in_progress             not_reopenable          not_reopenable
close       not_resolved            not_resolved            not_resolved            not_resolved            closed                  not_resolved            not_resolved            not_resolved
merge       merged                  merged                  merged                  merged                  not_open                not_open                not_open                not_open
message     received                assigned                in_progress             in_progress             resolved                closed                  rejected                =merged
accept      not_resolved            not_resolved            not_resolved            not_resolved            closed                  closed                  not_resolved            not_resolved
decline     not_resolved            not_resolved            not_resolved            not_resolved            in_progress             in_progress             not_resolved            not_resolved
pass_time   received                assigned                in_progress             awaiting_customer       resolved                closed                  rejected                merged
recalculate received                assigned                in_progress             awaiting_customer       resolved                closed                  rejected                merged
"""  # noqa: E501 - a table
_HEADER, *_ROWS = [line.split() for line in _MATRIX.strip().splitlines()]
_CELLS = [
    (row[0], status, outcome) for row in _ROWS for status, outcome in zip(_HEADER, row[1:], strict=True)
]


@pytest.mark.parametrize(("name", "status", "outcome"), _CELLS)
def test_a_command_leads_to_a_status_or_is_refused(name: str, status: str, outcome: str) -> None:
    story = a_story_in(Status(status))
    command, at = EVERY_COMMAND[name], after(hours=2)

    if outcome in list(Status):
        assert story.does(command, at).complaint.status == outcome
    else:
        refused = story.is_refused(command, at)
        assert refused.code == outcome.removeprefix("=")
        assert refused.data["status"] == status


def test_the_matrix_holds_every_command_and_every_status() -> None:
    assert set(_HEADER) == set(Status)
    assert [row[0] for row in _ROWS] == list(EVERY_COMMAND)
    assert {type(command) for command in EVERY_COMMAND.values()} == set(Command.__args__)


# Filing


def test_filing_starts_all_three_clocks_at_once() -> None:
    story = a_story()

    assert [clock.name for clock in story.complaint.clocks] == list(ClockName)
    assert all(clock.started == MONDAY and clock.round == 1 for clock in story.complaint.clocks)
    assert story.complaint.version == 1
    assert story.complaint.policy == TERMS.policy.version


@pytest.mark.parametrize(("public", "publication"), [(True, "public"), (False, "private")])
@pytest.mark.parametrize("channel", ["web", "hotline", "counter", "employee"])
def test_the_answer_is_promised_within_24_hours_on_every_channel_public_or_not(
    channel: str, public: bool, publication: str
) -> None:
    story = a_story(channel=channel, public=public)

    assert story.answer.due == after(hours=24)
    assert story.complaint.publication == publication


def test_the_answer_is_promised_round_the_clock_also_on_a_saturday_night() -> None:
    saturday_night = after(days=5, hours=14)

    assert a_story(at=saturday_night).answer.due == saturday_night + span(hours=24)


def test_the_first_entry_is_the_filing_and_leaves_the_text_with_the_complaint() -> None:
    (entry,) = a_story().entries

    assert (entry.kind, entry.version, entry.index, entry.text) == ("received", 1, 0, None)
    assert entry.visibility is Visibility.PUBLIC


# Taking a case


def test_of_two_who_claim_the_second_is_told_who_has_it() -> None:
    story = a_story().does(Claim(), after(minutes=1))

    refused = story.is_refused(Claim(), after(minutes=1), COLLEAGUE)

    assert (refused.code, refused.data["assignee"]) == ("already_taken", "li.na")


def test_claiming_meets_acknowledge_and_not_answer() -> None:
    story = a_story().does(Claim(), after(minutes=1))

    assert story.acknowledge.met_at == after(minutes=1)
    assert story.answer.running


def test_assigning_meets_acknowledge_and_names_the_handler() -> None:
    story = a_story().does(Assign("zhao.lei"), after(minutes=1))

    assert story.complaint.assignee == "zhao.lei"
    assert story.acknowledge.met_at == after(minutes=1)


def test_a_case_can_be_handed_to_another_and_stays_in_its_status() -> None:
    story = an_answered_story().does(Assign("zhao.lei"), after(hours=1))

    assert (story.complaint.assignee, story.complaint.status) == ("zhao.lei", Status.IN_PROGRESS)


def test_assigning_to_the_one_who_has_it_is_refused() -> None:
    story = a_story().does(Assign("zhao.lei"), after(minutes=1))

    assert story.is_refused(Assign("zhao.lei"), after(minutes=2)).code == "already_taken"


def test_whoever_answers_a_case_that_nobody_has_has_it() -> None:
    story = a_story().does(a_reply(), after(minutes=1), COLLEAGUE)

    assert story.complaint.assignee == "zhao.lei"
    assert story.acknowledge.met_at == after(minutes=1)


def test_answering_a_colleagues_case_does_not_take_it() -> None:
    story = a_story().does(Claim(), after(minutes=1)).does(a_reply(), after(minutes=2), COLLEAGUE)

    assert story.complaint.assignee == "li.na"


# What answers, and what does not


@pytest.mark.parametrize("name", ["reply", "ask", "resolve", "reject"])
def test_a_first_answer_by_a_person_meets_answer(name: str) -> None:
    story = a_story().does(EVERY_COMMAND[name], after(hours=3))

    assert story.answer.met_at == after(hours=3)
    assert story.complaint.answered_at == after(hours=3)


@pytest.mark.parametrize("name", ["reply", "ask", "resolve", "reject"])
def test_a_later_answer_changes_nothing_of_the_first(name: str) -> None:
    story = an_answered_story().does(EVERY_COMMAND[name], after(hours=30))

    assert story.answer.met_at == after(minutes=10)
    assert story.complaint.answered_at == after(minutes=10)


def test_a_message_from_the_customer_never_stops_answer() -> None:
    story = a_story().does(CustomerMessage("Is anybody there?"), after(hours=1))

    assert story.answer.running
    assert story.sweep(after(hours=24) + TICK).answer.breached_at == after(hours=24)


def test_an_internal_note_never_stops_answer() -> None:
    story = a_story().does(Note("Called; nobody there."), after(hours=1))

    assert story.answer.running
    assert story.acknowledge.running


def test_what_the_system_does_never_stops_answer() -> None:
    story = a_story().does(Claim(), after(minutes=1))
    for hours in range(1, 72):
        story.sweep(after(hours=hours))

    assert story.answer.running
    assert story.complaint.answered_at is None


@pytest.mark.parametrize("name", ["claim", "assign", "triage", "extend"])
def test_taking_triaging_and_extending_are_no_answer(name: str) -> None:
    assert a_story().does(EVERY_COMMAND[name], after(hours=1)).answer.running


def test_a_public_reply_stands_on_the_board_when_the_case_does() -> None:
    shown = a_story(public=True).does(a_reply(), after(hours=1)).last[-1]
    kept = a_story(public=False).does(a_reply(), after(hours=1)).last[-1]
    said_in_private = a_story(public=True).does(a_reply(public=False), after(hours=1)).last[-1]

    assert shown.visibility is Visibility.PUBLIC
    assert kept.visibility is Visibility.CUSTOMER
    assert said_in_private.visibility is Visibility.CUSTOMER


def test_a_note_is_for_colleagues_alone() -> None:
    story = a_story(public=True).does(Note("Difficult."), after(hours=1))

    assert story.last[-1].visibility is Visibility.INTERNAL


# Waiting for the customer


def test_asking_pauses_resolve_and_nothing_else() -> None:
    story = a_story().does(a_question(), after(hours=1))

    assert story.complaint.status is Status.AWAITING_CUSTOMER
    assert story.resolve.paused_since == after(hours=1)
    assert story.acknowledge.paused_since is None
    assert story.answer.paused_since is None


def test_the_customers_message_ends_the_wait() -> None:
    story = a_story().does(a_question(), after(hours=1)).does(CustomerMessage("The bath."), after(hours=3))

    assert story.complaint.status is Status.IN_PROGRESS
    assert [(pause.since, pause.until) for pause in story.resolve.pauses] == [
        (after(hours=1), after(hours=3))
    ]
    assert story.resolve.paused_since is None


def test_asking_twice_is_one_wait() -> None:
    story = a_story().does(a_question(), after(hours=1)).does(Ask("And since when?"), after(hours=2))

    assert story.resolve.paused_since == after(hours=1)


def test_answering_oneself_does_not_end_the_wait_for_the_customer() -> None:
    story = a_story().does(a_question(), after(hours=1)).does(a_reply(), after(hours=2))

    assert story.complaint.status is Status.AWAITING_CUSTOMER
    assert story.resolve.paused_since == after(hours=1)


# Resolving, closing, the verdict


def test_resolving_meets_resolve_and_keeps_what_was_learnt() -> None:
    story = an_answered_story().does(a_solution(), after(days=2))

    assert story.resolve.met_at == after(days=2)
    assert story.complaint.resolved_at == after(days=2)
    assert story.complaint.outcome == Outcome("waterproofing", "engineering", "c-17")


def test_resolving_at_once_is_also_the_first_answer() -> None:
    story = a_story().does(a_solution(), after(hours=1))

    assert [clock.met_at for clock in story.complaint.clocks] == [after(hours=1)] * 3


def test_thanks_after_resolving_does_not_reopen() -> None:
    story = a_resolved_story().does(CustomerMessage("Thanks!"), after(days=1))

    assert story.complaint.status is Status.RESOLVED
    assert story.complaint.round == 1
    assert not any(clock.running for clock in story.complaint.clocks)


def test_a_message_after_closing_does_not_reopen() -> None:
    story = a_story_in(Status.CLOSED).does(CustomerMessage("It is wet again."), after(days=1))

    assert story.complaint.status is Status.CLOSED


def test_an_accepting_verdict_closes() -> None:
    story = a_resolved_story().does(GiveVerdict(accepted=True, rating=5), after(days=1))

    assert story.complaint.status is Status.CLOSED
    assert story.complaint.closed_at == after(days=1)
    assert story.complaint.verdict == Verdict(accepted=True, rating=5, round=1, at=after(days=1))
    assert [entry.kind for entry in story.last] == ["verdict", "closed"]


def test_a_declining_verdict_reopens() -> None:
    story = a_resolved_story().does(GiveVerdict(accepted=False, rating=1), after(days=1))

    assert story.complaint.status is Status.IN_PROGRESS
    assert [entry.kind for entry in story.last] == ["verdict", "reopened"]
    assert story.last[-1].data == {"round": 2, "by": "customer"}


def test_a_verdict_on_a_closed_case_is_kept_and_closes_nothing_twice() -> None:
    story = a_story_in(Status.CLOSED).does(GiveVerdict(accepted=True, rating=4), after(days=1))

    assert story.complaint.verdict is not None
    assert story.complaint.closed_at == after(hours=1)
    assert [entry.kind for entry in story.last] == ["verdict"]


def test_a_verdict_is_given_once_for_each_round() -> None:
    story = a_resolved_story().does(GiveVerdict(accepted=False, rating=1), after(days=1))
    story.does(a_solution(), after(days=2)).does(GiveVerdict(accepted=True, rating=4), after(days=3))

    refused = story.is_refused(GiveVerdict(accepted=False, rating=1), after(days=4))

    assert refused.code == "verdict_given"
    assert story.complaint.verdict == Verdict(accepted=True, rating=4, round=2, at=after(days=3))


def test_a_resolved_case_closes_by_itself_after_seven_days_without_a_verdict() -> None:
    story = a_resolved_story()
    closing = after(days=7, hours=1)

    assert story.timer == closing
    assert story.sweep(closing - TICK).complaint.status is Status.RESOLVED
    assert story.sweep(closing).complaint.status is Status.CLOSED
    assert [(entry.kind, entry.actor_kind) for entry in story.last] == [("closed", "system")]
    assert story.timer is None


def test_closing_by_itself_stands_at_its_own_instant_however_late_the_sweep() -> None:
    story = a_resolved_story().sweep(after(days=20))

    assert story.complaint.closed_at == after(days=7, hours=1)


def test_a_case_that_should_have_closed_is_closed_before_any_command() -> None:
    late = a_resolved_story().does(Note("Looked at it again."), after(days=8))
    swept = a_resolved_story().sweep(after(days=7, hours=2)).does(Note("Looked at it again."), after(days=8))

    assert late.complaint.status is swept.complaint.status is Status.CLOSED
    assert [entry.kind for entry in late.last] == ["closed", "noted"]


def test_the_30_days_count_from_the_closing_that_was_due_not_from_a_late_sweep() -> None:
    story = a_resolved_story().sweep(after(days=20))

    assert story.is_refused(Reopen("Wet again."), after(days=37, hours=1) + TICK).code == "not_reopenable"


# Reopening


def test_an_agent_reopens_a_resolved_case() -> None:
    story = a_resolved_story().does(Reopen("Wet again."), after(days=1))

    assert (story.complaint.status, story.complaint.round) == (Status.IN_PROGRESS, 2)
    assert (story.complaint.resolved_at, story.complaint.closed_at) == (None, None)


def test_a_closed_case_can_be_reopened_within_30_days_of_closing() -> None:
    story = a_story_in(Status.CLOSED)

    assert story.does(Reopen("Wet again."), after(hours=1, days=30)).complaint.status is Status.IN_PROGRESS


@pytest.mark.parametrize("command", [Reopen("Wet again."), GiveVerdict(accepted=False, rating=1)])
def test_later_than_30_days_after_closing_it_is_a_new_complaint(command: Command) -> None:
    story = a_story_in(Status.CLOSED)

    assert story.is_refused(command, after(hours=1, days=30) + TICK).code == "not_reopenable"


def test_reopening_starts_a_fresh_answer_and_a_resolve_of_half_the_target() -> None:
    story = a_resolved_story().does(Reopen("Wet again."), after(days=1))

    assert [(clock.name, clock.round) for clock in story.complaint.clocks] == [
        (ClockName.ACKNOWLEDGE, 1),
        (ClockName.ANSWER, 1),
        (ClockName.RESOLVE, 1),
        (ClockName.ANSWER, 2),
        (ClockName.RESOLVE, 2),
    ]
    assert story.answer.due == after(days=2)
    # Half of 15 working days, from Tuesday 09:00: seven days later it is Thursday, and half a day 21:00.
    assert story.resolve.due == after(days=10, hours=12)


def test_a_third_round_has_half_of_the_target_not_a_quarter() -> None:
    story = a_resolved_story(severity=Severity.HIGH).does(Reopen("Wet again."), after(days=1))
    story.does(a_solution(), after(days=2)).does(Reopen("Once more."), after(days=3))

    assert story.resolve.round == 3
    assert story.resolve.due == after(days=3) + span(days=3.5)


def test_the_first_rounds_record_stays_when_a_case_is_reopened() -> None:
    story = a_story().does(a_reply(), after(hours=25)).does(a_solution(), after(days=2))
    first_round = story.complaint.clocks

    story.does(Reopen("Wet again."), after(days=3)).does(a_reply(), after(days=3, hours=1))
    story.does(Triage(severity=Severity.CRITICAL), after(days=3, hours=2))

    assert story.complaint.clocks[:3] == first_round
    assert first_round[1].breached_at == after(hours=24)


def test_the_answer_to_a_reopened_case_is_again_a_first_answer() -> None:
    story = (
        a_resolved_story().does(Reopen("Wet again."), after(days=1)).does(a_reply(), after(days=1, hours=2))
    )

    assert story.last[-1].event_data == {"first": True, "kept": True}
    assert story.answer.met_at == after(days=1, hours=2)
    assert story.clock(ClockName.ANSWER, 1).met_at == after(minutes=10)


# Rejecting and merging


def test_rejecting_is_a_reasoned_answer_and_ends_the_case() -> None:
    story = a_story().does(Reject("This is the city's road."), after(hours=1))

    assert story.last[-1].text == "This is the city's road."
    assert story.answer.met_at == after(hours=1)
    assert story.resolve.stopped_at == after(hours=1)
    assert story.timer is None


def test_merging_stops_every_clock_and_says_where_the_case_went_on() -> None:
    story = a_story().does(a_merge(), after(hours=1))

    assert story.complaint.merged_into == OTHER_NUMBER
    assert all(clock.stopped_at == after(hours=1) for clock in story.complaint.clocks)
    assert story.timer is None


def test_cases_of_different_persons_are_never_merged() -> None:
    assert a_story().is_refused(a_merge(same_person=False), after(hours=1)).code == "merge_across_persons"


def test_a_case_is_not_merged_into_itself() -> None:
    story = a_story()

    assert story.is_refused(a_merge(story.complaint.number), after(hours=1)).code == "merge_into_itself"


def test_a_message_to_a_merged_case_says_where_it_went_on() -> None:
    refused = a_story_in(Status.MERGED).is_refused(CustomerMessage("Hello?"), after(days=1))

    assert (refused.code, refused.data["merged_into"]) == ("merged", OTHER_NUMBER)


# Triage


def test_triage_changes_what_is_given_and_leaves_the_rest() -> None:
    story = a_story(category="noise").does(Triage(safety=True, complexity="simple"), after(hours=1))
    story.does(Triage(impact="one home", immediate_action=True), after(hours=2))

    assessment = story.complaint.assessment
    assert (assessment.safety, assessment.complexity) == (True, "simple")
    assert (assessment.impact, assessment.immediate_action) == ("one home", True)
    assert (story.complaint.severity, story.complaint.category) == (Severity.NORMAL, "noise")


def test_triage_can_take_a_concern_back() -> None:
    story = a_story().does(Triage(safety=True), after(hours=1)).does(Triage(safety=False), after(hours=2))

    assert story.complaint.assessment.safety is False


# Extending


def test_an_extension_is_told_to_the_customer_with_its_reason() -> None:
    until = after(days=40)
    story = a_story().does(Extend(ClockName.RESOLVE, until, "The part has to be made."), after(days=1))
    told = story.last[-1]

    assert told.visibility is Visibility.CUSTOMER
    assert told.text == "The part has to be made."
    assert told.data["until"] == "2026-12-12T01:00:00.000Z"
    assert told.event_type == "complaint.extended"


def test_an_extension_must_be_later_than_what_was_promised() -> None:
    story = a_story()
    refused = story.is_refused(Extend(ClockName.ANSWER, after(hours=24), "Busy."), after(hours=1))

    assert refused.code == "extension_out_of_range"
    assert refused.data["after"] == "2026-11-03T01:00:00.000Z"


def test_an_extension_of_a_broken_promise_lies_in_the_future() -> None:
    story = a_story().sweep(after(hours=30))

    assert story.is_refused(Extend(ClockName.ANSWER, after(hours=30), "Busy."), after(hours=30)).code == (
        "extension_out_of_range"
    )
    assert story.does(
        Extend(ClockName.ANSWER, after(hours=31), "Busy."), after(hours=30)
    ).answer.due == after(hours=31)


def test_an_extension_has_a_longest() -> None:
    story = a_story()
    longest = after(hours=1) + TERMS.policy.longest_extension

    assert story.is_refused(Extend(ClockName.RESOLVE, longest + TICK, "Long."), after(hours=1)).code == (
        "extension_out_of_range"
    )
    assert story.does(Extend(ClockName.RESOLVE, longest, "Long."), after(hours=1)).resolve.due == longest


def test_a_promise_already_kept_is_not_extended() -> None:
    story = an_answered_story()

    refused = story.is_refused(Extend(ClockName.ANSWER, after(days=3), "Busy."), after(hours=1))

    assert (refused.code, refused.data["clock"]) == ("clock_not_running", "answer")


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
