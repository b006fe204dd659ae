"""Telling a colleague of something that is no case."""

from hearthline.notices.model import State
from tests.unit.notices.builders import NOW, FakeCases, FakeChannel, a_sender, an_improvement_event


def test_who_proposed_an_improvement_is_told_what_was_decided_though_it_is_no_case() -> None:
    email, cases = FakeChannel(), FakeCases()

    [told] = a_sender(email=email, cases=cases).on_event(an_improvement_event("adopted"), NOW)

    assert (told.state, told.message.recipient) == (State.SENT, "staff/li")
    assert "0123456789ABCDEF" in email.sent[0][1].subject
    assert cases.reads == 0


def test_who_decides_on_their_own_proposal_is_not_told() -> None:
    assert a_sender().on_event(an_improvement_event(by="li"), NOW) == []
