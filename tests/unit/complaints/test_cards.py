"""What the lists show of a case, and in which order."""

from zoneinfo import ZoneInfo

import pytest

from hearthline.complaints import cards
from hearthline.complaints.background_commands import NoteBackground
from hearthline.complaints.board import promise_figures
from hearthline.complaints.commands import (
    Assign,
    Close,
    CustomerMessage,
    Extend,
    GiveVerdict,
    Reject,
    Reopen,
    Triage,
)
from hearthline.complaints.model import ClockName, Complaint, Severity, Status
from hearthline.platform.codec import dump
from tests.calendar_builder import local
from tests.unit.complaints.builders import (
    MONDAY,
    NUMBER,
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
    span,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")


def in_order(**stories: Story) -> list[str]:
    """The names of these cases as the work list shows them."""
    return sorted(stories, key=lambda name: cards.urgency(stories[name].complaint))


# The order of the work list


def test_the_most_urgent_deadline_stands_first() -> None:
    assert in_order(
        tomorrow=a_story(),
        answered=an_answered_story(),
        critical=a_story(severity=Severity.CRITICAL),
        filed_later=a_story(at=after(hours=2)),
    ) == ["critical", "tomorrow", "filed_later", "answered"]


def test_a_deadline_already_missed_stands_before_one_to_come() -> None:
    missed = a_story(severity=Severity.CRITICAL).sweep(after(days=2))
    fresh = a_story(at=after(days=2), severity=Severity.CRITICAL)

    assert in_order(fresh=fresh, missed=missed) == ["missed", "fresh"]


def test_a_case_stands_at_the_earliest_of_its_promises() -> None:
    assert cards.next_due(a_story(severity=Severity.HIGH).complaint) == after(hours=4)
    assert cards.next_due(a_story(severity=Severity.HIGH).does(Assign("x"), MONDAY).complaint) == after(
        days=1
    )
    assert cards.next_due(an_answered_story(severity=Severity.HIGH).complaint) == after(days=7)


def test_a_case_moves_when_its_deadline_does() -> None:
    graver = an_answered_story().does(Triage(severity=Severity.CRITICAL), after(hours=1))
    extended = an_answered_story(severity=Severity.HIGH).does(
        Extend(ClockName.RESOLVE, after(days=60), "The part has to be made."), after(hours=1)
    )

    assert in_order(extended=extended, graver=graver, usual=an_answered_story()) == [
        "graver",
        "usual",
        "extended",
    ]


def test_a_case_that_waits_for_its_customer_stands_where_the_whole_pause_would_put_it() -> None:
    asked = an_answered_story(severity=Severity.HIGH).does(a_question(), after(hours=1))

    assert cards.next_due(asked.complaint) == after(days=17)
    assert cards.next_due(asked.does(CustomerMessage("Yes."), after(hours=2)).complaint) == after(
        days=7, hours=1
    )


def test_open_cases_come_first_then_resolved_ones_then_those_that_ended() -> None:
    assert in_order(
        closed=a_story_in(Status.CLOSED),
        resolved=a_resolved_story(),
        open=an_answered_story(severity=Severity.LOW),
    ) == ["open", "resolved", "closed"]


def test_of_resolved_and_of_ended_cases_the_newest_stands_first() -> None:
    for end in (a_solution(), Reject("The city's road."), a_merge()):
        older = a_story().does(end, after(days=3))
        newer = a_story(at=after(days=1)).does(end, after(days=2))
        assert in_order(older=older, newer=newer) == ["newer", "older"]


def test_a_reopened_case_stands_among_the_open_ones_again() -> None:
    reopened = a_resolved_story().does(Reopen("Wet again."), after(days=1))

    assert cards.urgency(reopened.complaint) == f"0#2026-11-04T01:00:00.000Z#{NUMBER}"


def test_two_cases_of_one_instant_have_different_places() -> None:
    assert cards.urgency(a_story().complaint).endswith(f"#{NUMBER}")


# In which lists a case stands


def attributes(story: Story) -> dict[str, object]:
    return cards.index_attributes(story.complaint, SHANGHAI)


def test_a_case_that_nobody_has_stands_among_its_citys_unassigned_ones() -> None:
    assert attributes(a_story())["handler_queue"] == "U#shenzhen"
    assert attributes(an_answered_story())["handler_queue"] == "H#li.na"


def test_a_case_stands_in_the_month_of_the_citys_own_calendar() -> None:
    last_evening = local("2026-10-31 23:59")

    assert attributes(a_story(at=last_evening))["month_queue"] == "shenzhen#2026-10"
    assert attributes(a_story(at=last_evening + span(minutes=1)))["month_queue"] == "shenzhen#2026-11"


@pytest.mark.parametrize("filer", ["partner", "staff", "press"])
def test_what_partners_staff_and_press_file_is_counted_apart(filer: str) -> None:
    story = a_story(at=local("2026-11-01 09:00")).does(NoteBackground(None, filer), local("2026-11-01 09:01"))

    assert attributes(story)["month_queue"] == "shenzhen#2026-11#others"
    assert cards.card(story.complaint)["filer"] == filer


@pytest.mark.parametrize("filer", ["customer", "tenant"])
def test_what_customers_and_tenants_file_is_counted_in_public(filer: str) -> None:
    story = a_story(at=local("2026-11-01 09:00")).does(NoteBackground(None, filer), local("2026-11-01 09:01"))

    assert attributes(story)["month_queue"] == "shenzhen#2026-11"


@pytest.mark.parametrize(("public", "shown"), [(True, True), (False, False)])
def test_only_a_public_case_stands_on_the_board(public: bool, shown: bool) -> None:
    assert ("board_queue" in attributes(a_story(public=public))) is shown


def test_a_merged_case_leaves_the_board() -> None:
    assert "board_queue" not in attributes(a_story(public=True).does(a_merge(), after(hours=1)))


def test_a_case_without_a_home_has_a_place_among_the_projects_all_the_same() -> None:
    assert attributes(a_story(home=None))["project"] == "-"


# What is shown


def test_the_work_lists_line_shows_what_is_promised_and_nothing_of_the_person() -> None:
    card = cards.card(an_answered_story(severity=Severity.HIGH).complaint)

    assert card["next_due_at"] == "2026-11-09T01:00:00.000Z"
    assert card["clocks"]["answer"] == {
        "due_at": "2026-11-03T01:00:00.000Z",
        "met_at": "2026-11-02T01:10:00.000Z",
        "breached": False,
        "provisional": False,
    }
    assert not {"contact", "text", "unit"} & set(card)


def test_the_line_of_a_case_shows_its_latest_round() -> None:
    story = a_story().sweep(after(days=2)).does(a_solution(), after(days=2))
    story.does(Reopen("Wet again."), after(days=3))

    assert cards.card(story.complaint)["clocks"]["answer"]["breached"] is False
    assert cards.card(story.complaint)["clocks"]["acknowledge"]["breached"] is True


def test_a_case_that_is_over_has_no_next_deadline() -> None:
    assert cards.card(a_story_in(Status.REJECTED).complaint)["next_due_at"] is None


def test_the_post_on_the_board_hides_the_person() -> None:
    told = a_story(public=True, title="From 王小明", text="Call 13912345678 or wang@example.org, flat 1204.")
    post = cards.board_card(told.complaint, cards.masked_texts(told.complaint))

    shown = str(post)
    assert post["name"] == "王**"
    assert not any(secret in shown for secret in ("王小明", "13912345678", "wang@example.org"))
    assert "unit" not in post


def test_the_post_on_the_board_is_an_excerpt() -> None:
    assert (
        len(cards.masked_texts(a_story(public=True, text="wet " * 400).complaint)["excerpt"]) <= cards.EXCERPT
    )


# The promise


def promise(complaint: Complaint) -> tuple[object, ...]:
    kept = cards.promise(complaint)
    return kept["open"], kept["due_at"], kept["met_at"], kept["breached"]


def test_the_promise_is_the_first_rounds_answer_also_after_a_late_second_round() -> None:
    story = a_resolved_story().does(GiveVerdict(accepted=False, rating=1), after(days=1))
    story.does(a_reply(), after(days=4)).does(a_solution(), after(days=5)).does(Close(), after(days=6))

    assert promise(story.complaint) == (
        False,
        "2026-11-03T01:00:00.000Z",
        "2026-11-02T01:10:00.000Z",
        False,
    )


def test_a_promise_that_merging_called_off_counts_as_neither_kept_nor_broken() -> None:
    called_off = a_story().does(a_merge(), after(hours=1))
    broken = a_story().does(a_merge(), after(hours=25))

    shown = [cards.promise(story.complaint) for story in (called_off, broken)]
    figures = promise_figures(shown, after(days=30))

    assert (figures["received"], figures["kept"], figures["broken"]) == (2, 0, 1)


def test_the_promise_of_a_late_answer_is_broken() -> None:
    assert promise(a_story().does(a_reply(), after(hours=25)).complaint) == (
        True,
        "2026-11-03T01:00:00.000Z",
        "2026-11-03T02:00:00.000Z",
        True,
    )


def test_everything_the_lists_keep_can_be_stored_as_it_is() -> None:
    kept = attributes(a_story(public=True).sweep(after(days=2)))

    assert dump(kept) == kept
