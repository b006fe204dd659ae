"""The life of an improvement: who decides is another question; here is what the state allows."""

from datetime import timedelta

import pytest

from hearthline.complaints.draft import Refused
from hearthline.complaints.improvements.model import ImprovementStatus
from hearthline.complaints.improvements.rules import MOST_LINKED, amend
from tests.unit.complaints.builders import MONDAY, NUMBER, OTHER_NUMBER
from tests.unit.complaints.improvement_builder import (
    ACCEPTED,
    ADOPTED,
    DECLINED,
    PROPOSED,
    a_proposal,
    decided,
    in_status,
)

ALLOWED = {
    (PROPOSED, ACCEPTED),
    (PROPOSED, DECLINED),
    (ACCEPTED, ADOPTED),
    (ACCEPTED, DECLINED),
    (DECLINED, PROPOSED),
}


@pytest.mark.parametrize("before", ImprovementStatus)
@pytest.mark.parametrize("after", ImprovementStatus)
def test_a_decision_follows_only_on_what_it_can(before: ImprovementStatus, after: ImprovementStatus) -> None:
    improvement = in_status(before)

    if (before, after) in ALLOWED:
        assert decided(improvement, after).improvement.status is after
    else:
        with pytest.raises(Refused) as refused:
            decided(improvement, after)
        assert refused.value.code == "decision_not_possible"
        assert refused.value.data == {"status": before.value, "version": improvement.version}


def test_a_decision_says_who_decided_when_and_why_and_whom_to_tell() -> None:
    later = MONDAY + timedelta(days=2)

    revised = decided(a_proposal().improvement, ACCEPTED, later)

    improvement, revision = revised.improvement, revised.revision
    assert (improvement.decided_by, improvement.decided_at, improvement.reason) == ("wei", later, "Because.")
    assert (revision.kind, revision.version, revision.before) == ("decided", 2, {"status": "proposed"})
    assert revision.told == (NUMBER, OTHER_NUMBER)


def test_what_is_taken_up_again_is_undecided_and_told_to_no_filer() -> None:
    revised = decided(in_status(DECLINED), PROPOSED)

    assert (revised.improvement.decided_by, revised.improvement.decided_at) == (None, None)
    assert (revised.revision.kind, revised.revision.told) == ("taken_up", ())


def test_an_amendment_keeps_what_was_said_before() -> None:
    revised = amend(a_proposal().improvement, "Test all cellars", None, ["K7Q29XPD4"], "li.na", MONDAY)

    assert (revised.improvement.title, revised.improvement.text) == (
        "Test all cellars",
        "Fill them for two days.",
    )
    assert revised.improvement.complaints == (NUMBER, OTHER_NUMBER, "K7Q29XPD4")
    assert revised.revision.before == {"title": "Test the cellars"}
    assert revised.revision.added == ("K7Q29XPD4",)


def test_a_complaint_is_named_once() -> None:
    revised = amend(a_proposal().improvement, None, None, [NUMBER, "K7Q29XPD4", "K7Q29XPD4"], "li.na", MONDAY)

    assert revised.revision.added == ("K7Q29XPD4",)


@pytest.mark.parametrize("status", [ACCEPTED, ADOPTED, DECLINED])
def test_what_is_decided_is_not_amended(status: ImprovementStatus) -> None:
    with pytest.raises(Refused) as refused:
        amend(in_status(status), "Another title", None, [], "li.na", MONDAY)

    assert refused.value.code == "already_decided"


def test_an_improvement_names_a_hundred_complaints_at_most() -> None:
    full = a_proposal(complaints=tuple(f"N{number}" for number in range(MOST_LINKED))).improvement

    assert amend(full, "Another title", None, ["N1"], "li.na", MONDAY).improvement.version == 2
    with pytest.raises(Refused) as refused:
        amend(full, None, None, ["one more"], "li.na", MONDAY)
    assert refused.value.code == "linked_enough"
