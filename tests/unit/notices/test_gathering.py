"""Of many alerts to one colleague the first go alone, and the others as one mail when the window is over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hearthline.notices import alert_writing
from hearthline.notices.gathering import TOGETHER, alerts_in
from hearthline.notices.model import Delivery, Message, Refused, State
from hearthline.notices.policy import ContactPolicy
from hearthline.notices.sending import Sender
from hearthline.platform.outbox import SYSTEM, Event
from tests.unit.notices.alerts import an_alert, raised
from tests.unit.notices.builders import LEAD, MANAGER, MINUTE, NOW, FakeChannel, FakeDirectory, a_sender
from tests.unit.notices.persons import a_policy
from tests.unit.notices.record import FakeDeliveries
from tests.unit.notices.test_words import compare

TEN = 10 * MINUTE
ALONE = replace(MANAGER, webhooks=())


class Desk:
    """A manager who gets alerts by mail, and the timers of what was not sent at once."""

    def __init__(self, policy: ContactPolicy | None = None, mail: FakeChannel | None = None) -> None:
        self.kept = FakeDeliveries()
        self.mail = mail or FakeChannel()
        self.directory = FakeDirectory(manager=[ALONE])
        self.policy = policy

    def sender(self) -> Sender:
        return a_sender(deliveries=self.kept, directory=self.directory, policy=self.policy, email=self.mail)

    def raise_(self, *places: int, after: timedelta = timedelta(0), step: str = "breach") -> list[Delivery]:
        at = NOW + after
        return [one for place in places for one in self.sender().on_event(raised(place, NOW, step=step), at)]

    def timers(self, after: timedelta) -> None:
        """Let all go on that is due by then, at its time, as the sweep does."""
        end = NOW + after
        while due := [one for one in self.kept.kept.values() if one.until and one.until <= end]:
            first = min(due, key=lambda one: (one.until or end, one.message.id))
            assert first.until
            self.sender().on_delivery(first.message.id, first.until)

    def subjects(self) -> list[str]:
        return [notice.subject for _, notice in self.mail.sent]


def states(desk: Desk) -> set[State]:
    return {one.state for one in desk.kept.kept.values()}


def test_the_first_five_go_alone_and_the_rest_in_one_mail_that_lists_each_with_its_link() -> None:
    desk = Desk()
    alone = desk.raise_(*range(5))
    gathered = desk.raise_(*range(5, 12), after=4 * MINUTE)

    assert {one.state for one in alone} == {State.SENT}
    assert {(one.state, one.reason) for one in gathered} == {(State.HELD, "gathered")}
    desk.timers(TEN - MINUTE)
    assert len(desk.mail.sent) == 5
    desk.timers(TEN)
    [_, _, _, _, _, (to, notice)] = desk.mail.sent
    assert (to, notice.subject) == (ALONE.email, "7 条提醒合并通知，其中 7 条已超期")
    for one in gathered:
        assert an_alert(one.message.event).url in notice.text
    desk.timers(timedelta(hours=1))
    assert len(desk.mail.sent) == 6
    assert states(desk) == {State.SENT}


def test_after_the_window_alerts_go_alone_again() -> None:
    desk = Desk()
    desk.raise_(*range(6))
    desk.timers(TEN)
    desk.raise_(*range(6, 11), after=TEN)

    assert len(desk.mail.sent) == 5 + 1 + 5


def test_what_is_critical_goes_at_once_however_many_went() -> None:
    desk = Desk()
    desk.raise_(*range(7))

    [critical] = desk.raise_(7, step="at_once:critical")

    assert critical.state is State.SENT


def test_the_same_events_again_send_nothing_more() -> None:
    desk = Desk()
    for _ in range(3):
        desk.raise_(*range(8))
    desk.timers(timedelta(hours=1))
    desk.raise_(*range(8), after=timedelta(hours=1))

    assert len(desk.mail.sent) == 6


def test_colleagues_are_counted_apart() -> None:
    desk = Desk()
    desk.directory = FakeDirectory(manager=[ALONE, LEAD])

    desk.raise_(*range(5))

    assert len(desk.mail.sent) == 10
    assert states(desk) == {State.SENT}


def test_where_the_mail_cannot_be_delivered_each_alert_goes_its_own_way() -> None:
    desk = Desk(a_policy(alerts={"alone": 1, "minutes": 10}), FakeChannel())
    desk.raise_(0, 1, 2)
    desk.mail.outcomes = [Refused("address_refused")]
    desk.timers(timedelta(hours=1))

    [mail] = [one for one in desk.kept.kept.values() if one.message.purpose == "alert_digest"]
    assert mail.state is State.FAILED
    assert {one.state for one in desk.kept.kept.values()} == {State.FAILED, State.SENT}
    assert len(desk.mail.sent) == 1 + 1 + 2


def test_a_mail_holds_so_many_and_is_followed_by_another() -> None:
    desk = Desk(a_policy(alerts={"alone": 1, "minutes": 60}))
    desk.raise_(*range(1 + TOGETHER + 3))
    desk.timers(timedelta(hours=2))

    mails = [one.message for one in desk.kept.kept.values() if one.message.purpose == "alert_digest"]
    assert sorted(len(alerts_in(one)) for one in mails) == [3, TOGETHER]
    assert len(desk.mail.sent) == 3


@pytest.mark.parametrize(("alerts", "sent"), [({"alone": 2, "minutes": 1}, 2), (None, 9), ("left out", 5)])
def test_the_document_says_how_many_go_alone(alerts: object, sent: int) -> None:
    document = {} if alerts == "left out" else {"alerts": alerts}
    policy = a_policy(**document) if document else a_policy()
    desk = Desk(policy)

    desk.raise_(*range(9))

    assert len(desk.mail.sent) == sent


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_colleague_reads_of_several_alerts(language: str) -> None:
    repair = raised(3, NOW - timedelta(hours=1), kind="repair", acknowledge_by=None)
    unheard = raised(4, NOW, step="warn/manager")
    ahead = raised(5, NOW + timedelta(hours=2), step="warn")
    events = [replace(each, at=NOW) for each in (unheard, repair, ahead)]
    listed = Event("alerts.1", "alerts.gathered", NOW, "staff/zhao", SYSTEM, {"alerts": []})
    message = Message("a" * 32, "alert_digest", "staff/zhao", listed)

    compare(f"{language}-alerts", alert_writing.write(message, [an_alert(one) for one in events], language))
