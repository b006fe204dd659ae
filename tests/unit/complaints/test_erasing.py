"""Taking a person out of a case: what goes, what stays, and what is possible from then on."""

import json
from dataclasses import replace
from typing import Any

import pytest

from hearthline.complaints.cards import next_due
from hearthline.complaints.commands import Close, Command, CustomerMessage, Erase, GiveVerdict, Reject
from hearthline.complaints.escalation import next_timer
from hearthline.complaints.events import event_of
from hearthline.complaints.model import Complaint, Contact, Home, Publication, Status
from hearthline.complaints.parts import (
    Attachment,
    AttachmentState,
    Flag,
    FlagCode,
    Remedy,
    RemedyKind,
    RemedyState,
    Visit,
    VisitOutcome,
    Work,
)
from hearthline.complaints.privacy.blanking import blank_data
from hearthline.complaints.privacy.retention import retention_ends, settled
from hearthline.complaints.visit_commands import FinishWork
from hearthline.platform.codec import dump
from tests.unit.complaints.builders import (
    KEPT,
    Story,
    a_policy_document,
    a_resolved_story,
    a_story,
    a_story_in,
    a_visit,
    after,
    more_work,
    some_terms,
)
from tests.unit.complaints.every_command import EVERY_COMMAND

SECRET = "confidential"
LATER = after(days=10)


def a_told_story() -> Story:
    """A closed public case in which everything that can say something says something."""
    story = a_resolved_story(
        title=SECRET,
        text=SECRET,
        contact=Contact(SECRET, SECRET, SECRET),
        home=Home("vista", "3", SECRET),
        public=True,
    )
    story.does(GiveVerdict(accepted=True, rating=4, comment=SECRET), after(days=1))
    remedy = Remedy(
        1, RemedyKind.COMPENSATION, SECRET, "li.na", after(hours=1), RemedyState.ACCEPTED, amount=5000
    )
    story.complaint = replace(
        story.complaint,
        flags=(Flag(FlagCode.PRESS, after(hours=1), {"words": [SECRET]}),),
        remedies=(remedy,),
        visits=(Visit(1, after(hours=1), after(hours=2), "li.na", outcome=VisitOutcome.DONE),),
        works=(Work(1, SECRET, after(days=1), done_at=after(hours=9)),),
        attachments=(
            Attachment("A", SECRET, "image/png", 9, "customer", after(hours=1), AttachmentState.RELEASED),
            Attachment("B", SECRET, "image/png", 9, "customer", after(hours=1)),
        ),
    )
    return story


def figures(complaint: Complaint) -> dict[str, Any]:
    """Give what must be the same before and after."""
    stored: dict[str, Any] = dump(complaint)
    names: tuple[str, ...]
    names = ("number", "kind", "city", "status", "severity", "policy", "team", "clocks", "assignee", "round")
    names += ("received_at", "answered_at", "resolved_at", "closed_at", "outcome", "verdict", "category")
    return {name: stored.get(name) for name in names}


def test_nothing_that_anybody_said_is_left_and_every_figure_is() -> None:
    story = a_told_story()
    before = story.complaint

    erased = story.does(Erase(), LATER).complaint

    assert SECRET not in json.dumps(dump(erased))
    assert figures(erased) == figures(before)
    assert (erased.home, erased.erased_at) == (Home("vista", "3"), LATER)
    assert [remedy.amount for remedy in erased.remedies] == [5000]
    assert [flag.code for flag in erased.flags] == [FlagCode.PRESS]
    assert [work.done_at for work in erased.works] == [after(hours=9)]


def test_it_is_off_the_board_and_says_why() -> None:
    erased = a_told_story().does(Erase(), LATER).complaint

    assert (erased.publication, erased.hidden_because) == (Publication.HIDDEN, "erased")


def test_a_private_case_stays_one() -> None:
    story = a_story(public=False).does(Reject("No."), after(hours=1)).does(Erase(), after(hours=2))

    assert (story.complaint.publication, story.complaint.hidden_because) == (Publication.PRIVATE, None)


def test_a_released_file_can_be_fetched_no_more() -> None:
    erased = a_told_story().does(Erase(), LATER).complaint

    assert [(file.state, file.reason) for file in erased.attachments] == [
        (AttachmentState.QUARANTINED, "erased"),
        (AttachmentState.AWAITED, None),
    ]


def test_an_internal_entry_and_an_event_tell_of_it() -> None:
    story = a_told_story().does(Erase(), LATER)

    (entry,) = story.last
    event = event_of(story.complaint, entry)
    assert (entry.kind, entry.visibility, entry.text) == ("erased", "internal", None)
    assert event is not None
    assert event.type == "complaint.erased"


@pytest.mark.parametrize(
    "status", [status for status in Status if status not in {"closed", "rejected", "merged"}]
)
def test_a_case_that_has_not_ended_waits(status: Status) -> None:
    assert a_story_in(status).is_refused(Erase(), after(hours=2)).code == "not_ended"


def test_a_closed_case_with_promised_work_waits_until_it_is_done() -> None:
    story = a_resolved_story().does(Close(), after(hours=2))
    work = Work(1, "The tiles.", after(days=3))
    story.complaint = replace(story.complaint, works=(work,))

    assert story.is_refused(Erase(), LATER).code == "not_ended"
    story.complaint = replace(story.complaint, works=(replace(work, done_at=after(days=2)),))
    assert settled(story.complaint)


def test_a_rejected_case_with_promised_work_waits_until_it_is_done() -> None:
    story = a_story().does(a_visit(), after(hours=1))
    story.does(more_work(after(days=3)), after(days=1, hours=3)).does(Reject("No."), after(days=2))

    assert story.is_refused(Erase(), LATER).code == "not_ended"
    story.does(FinishWork(1), after(days=5)).does(Erase(), LATER)
    assert next_due(story.complaint) is None


@pytest.mark.parametrize("name", EVERY_COMMAND)
def test_no_command_is_taken_by_an_erased_case(name: str) -> None:
    command: Command = EVERY_COMMAND[name]

    refused = a_told_story().does(Erase(), LATER).is_refused(command, LATER)

    assert refused.code == ("target_erased" if name == "absorb" else "erased")


# Retention


def test_a_case_owes_its_erasure_three_years_after_its_end() -> None:
    story = a_resolved_story().does(Close(), after(hours=2))

    assert story.timer == after(hours=2) + KEPT
    assert story.does(Erase(), LATER).timer is None


def test_a_policy_may_keep_for_ever() -> None:
    terms = some_terms(policy=a_policy_document(retention_days=0))
    story = a_resolved_story(terms=terms).does(Close(), after(hours=2))

    assert story.timer is None


def test_what_reopens_a_case_puts_its_erasure_off() -> None:
    story = a_resolved_story().does(Close(), after(hours=2))
    story.does(EVERY_COMMAND["reopen"], after(days=1))

    assert retention_ends(story.complaint, story.terms) is None


def test_a_case_from_the_past_is_kept_as_long_after_its_import() -> None:
    story = a_resolved_story().does(Close(), after(hours=2))
    imported = replace(story.complaint, imported_at=after(days=5000))

    assert next_timer(imported, story.terms) == after(days=5000) + KEPT


def test_a_message_after_the_end_does_not_put_the_erasure_off() -> None:
    story = a_resolved_story().does(Close(), after(hours=2)).does(CustomerMessage("Thanks."), after(days=9))

    assert story.timer == after(hours=2) + KEPT


# The data of entries


def test_of_an_entrys_data_codes_figures_and_instants_stay() -> None:
    kept = {
        "clock": "answer",
        "due": "2026-11-22T08:00:00.000Z",
        "round": 2,
        "into": "K7Q29XPD3",
        "more": [1],
    }

    assert blank_data(kept) == kept
    assert blank_data({"steps": [{"clock": "answer", "levels": ["lead"]}]}) == {
        "steps": [{"clock": "answer", "levels": ["lead"]}]
    }


def test_whatever_else_is_text_in_an_entrys_data_goes_also_when_nobody_thought_of_it() -> None:
    data = {
        "filename": "王小明.pdf",
        "inner": {"anything": "wang"},
        "works": [{"what": "tiles", "due": "2026-11-22"}],
    }

    assert blank_data(data) == {
        "filename": None,
        "inner": {"anything": None},
        "works": [{"what": None, "due": "2026-11-22"}],
    }
