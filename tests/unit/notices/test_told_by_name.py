"""Staff who are told by name: whom a case was given to, or who does their work."""

from dataclasses import replace

import pytest

from hearthline.notices.model import Recipient
from hearthline.notices.sending import NobodyToTell
from hearthline.platform.outbox import Actor
from tests.unit.notices.builders import (
    GROUP,
    HANDLER,
    LEAD,
    MANAGER,
    NOW,
    FakeChannel,
    FakeDirectory,
    a_sender,
    an_event,
)


def test_somebody_who_was_given_a_case_is_told_by_name() -> None:
    email = FakeChannel()

    [told] = a_sender(email=email).on_event(an_event("complaint.assigned", assignee="li"), NOW)

    assert (told.message.recipient, told.message.purpose) == ("staff/li", "assigned")
    assert [to for to, _ in email.sent] == ["li@example.com"]


def test_of_a_case_given_to_somebody_who_is_away_their_deputy_is_told() -> None:
    email, directory = FakeChannel(), FakeDirectory(handler=[HANDLER], lead=[LEAD])
    directory.deputies = {"li": "chen"}

    a_sender(email=email, directory=directory).on_event(an_event("complaint.assigned", assignee="li"), NOW)

    assert [to for to, _ in email.sent] == [LEAD.email]


def test_nobody_is_told_of_what_they_did_themselves() -> None:
    claimed = replace(an_event("complaint.assigned", assignee="li"), actor=Actor("staff", "li"))

    assert a_sender().on_event(claimed, NOW) == []


def asked_by(offerer: str, **levels: list[Recipient]) -> list[str]:
    """Give whom of the staff a proposal by this person is put to; a lead's consent would do."""
    asked = an_event("remedy.approval_requested", levels=["lead"], remedy_kind="repair", amount=None)
    sender = a_sender(directory=FakeDirectory(**levels))
    told = sender.on_event(replace(asked, actor=Actor("staff", offerer)), NOW)
    return [one.message.recipient for one in told]


def test_what_only_the_offerer_could_consent_to_is_put_to_the_level_above() -> None:
    assert asked_by("li", lead=[HANDLER, LEAD], manager=[MANAGER]) == ["staff/chen"]
    assert asked_by("li", lead=[HANDLER], manager=[MANAGER], group=[GROUP]) == ["staff/zhao"]
    assert asked_by("li", lead=[HANDLER], manager=[HANDLER], group=[GROUP]) == ["staff/hq"]


def test_a_proposal_that_nobody_else_could_consent_to_is_an_error_that_a_person_sees() -> None:
    with pytest.raises(NobodyToTell):
        asked_by("li", lead=[HANDLER], manager=[HANDLER], group=[HANDLER])
