"""Staff who are told by name: whom a case was given to, or who does their work."""

from dataclasses import replace

from hearthline.platform.outbox import Actor
from tests.unit.notices.builders import (
    HANDLER,
    LEAD,
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
