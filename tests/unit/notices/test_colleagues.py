"""Telling a colleague of something that is no case."""

import pytest

from hearthline.notices.audience import staff_notice
from hearthline.notices.model import STAFF, Message, State
from hearthline.notices.writing import Writer
from hearthline.platform.outbox import SYSTEM, Event
from tests.unit.notices.builders import NOW, FakeCases, FakeChannel, a_sender, an_improvement_event


def test_who_proposed_an_improvement_is_told_what_was_decided_though_it_is_no_case() -> None:
    email, cases = FakeChannel(), FakeCases()

    [told] = a_sender(email=email, cases=cases).on_event(an_improvement_event("adopted"), NOW)

    assert (told.state, told.message.recipient) == (State.SENT, "staff/li")
    assert "0123456789ABCDEF" in email.sent[0][1].subject
    assert cases.reads == 0


def test_who_decides_on_their_own_proposal_is_not_told() -> None:
    assert a_sender().on_event(an_improvement_event(by="li"), NOW) == []


VISIT = {"city": "sz", "project": "海岸花园", "due": "2026-12-22", "assignee": "li"}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("what", ["opened", "assigned", "passed_on", "cancelled", "overdue"])
def test_whoever_has_a_visit_reads_what_became_of_it(what: str, language: str) -> None:
    event = Event("visit.1", f"home_visit.{what}", NOW, "home_visit/1", SYSTEM, VISIT)
    told = staff_notice(event)
    assert told is not None
    assert told.people == ("li",)

    written = Writer().to_colleague(Message("m" * 32, told.purpose, f"{STAFF}li", event), language)

    assert "海岸花园" in written.subject
    assert len(written.short) < 120


def test_a_visit_that_nobody_has_is_told_to_nobody() -> None:
    event = Event("visit.1", "home_visit.opened", NOW, "home_visit/1", SYSTEM, {**VISIT, "assignee": None})

    assert staff_notice(event) is None


def test_an_overdue_visit_that_nobody_has_is_told_to_the_leads() -> None:
    event = Event("visit.1", "home_visit.overdue", NOW, "home_visit/1", SYSTEM, {**VISIT, "assignee": None})

    told = staff_notice(event)

    assert told is not None
    assert (told.people, told.levels) == ((), ("lead",))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_leads_read_which_letter_is_missing(language: str) -> None:
    facts = {"city": "sz", "project": "海岸花园", "month": "2026-11"}
    event = Event("letter.1", "progress_letter.missing", NOW, "project/sz/海岸花园", SYSTEM, facts)
    told = staff_notice(event)
    assert told is not None
    assert told.levels == ("lead",)

    written = Writer().to_colleague(Message("m" * 32, told.purpose, f"{STAFF}zhao", event), language)

    assert "2026-11" in written.subject
