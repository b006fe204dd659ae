"""However alerts come and whoever dies where: each is told, in no more mails than the document allows."""

import contextlib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hearthline.notices import sending
from hearthline.notices.audience import ESCALATION
from hearthline.notices.model import FINAL, Accepted, Delivery, Outcome, Rendered, State, message_id
from tests.unit.notices.alerts import an_alert, raised
from tests.unit.notices.builders import MANAGER, MINUTE, NOW, FakeDirectory, a_sender
from tests.unit.notices.persons import a_policy
from tests.unit.notices.record import FakeDeliveries

ALONE, WINDOW = 2, 10 * MINUTE
POLICY = a_policy(alerts={"alone": ALONE, "minutes": 10})
DIRECTORY = FakeDirectory(manager=[replace(MANAGER, webhooks=())])


class Killed(BaseException):
    """The process is gone, between two instructions."""


@dataclass
class Office:
    """A manager's mails, each with its instant; `dies` counts down to the touch at which a process dies."""

    kept: FakeDeliveries = field(default_factory=FakeDeliveries)
    mails: list[tuple[datetime, Rendered]] = field(default_factory=list)
    dies: int | None = None

    def __post_init__(self) -> None:
        self.kept.before_write = lambda _: self.touch()

    def touch(self) -> None:
        if self.dies is not None:
            self.dies -= 1
            if self.dies < 0:
                self.dies = None
                raise Killed

    def send(self, to: str, notice: Rendered, now: datetime) -> Outcome:
        self.touch()
        self.mails.append((now, notice))
        return Accepted(notice.id)

    def sender(self) -> sending.Sender:
        return a_sender(deliveries=self.kept, directory=DIRECTORY, policy=POLICY, email=self)

    def comes(self, place: int, now: datetime, dies: int | None) -> None:
        """Let an alert come; where its process dies the queue brings it again."""
        self.dies = dies
        with contextlib.suppress(Killed):
            self.sender().on_event(raised(place, NOW), now)
        self.dies = None
        self.sender().on_event(raised(place, NOW), now)

    def timers(self, until: datetime, late: timedelta, dies: int | None = None) -> None:
        """Let what is due by then go on, each so much later; a process that dies is followed by the next."""
        self.dies = dies
        while due := [one for one in self.kept.kept.values() if one.until and one.until + late <= until]:
            first = min(due, key=lambda one: (one.until or until, one.message.id))
            assert first.until
            with contextlib.suppress(Killed):
                self.sender().on_delivery(first.message.id, first.until + late)

    def told(self, place: int) -> int:
        """Count the mails that tell of an alert, its own and those that list it."""
        event = raised(place, NOW)
        own, number = message_id(event.id, f"staff/{MANAGER.id}", ESCALATION), an_alert(event).number
        return sum(notice.id == own or number in notice.text for _, notice in self.mails)

    def unsure(self) -> list[Delivery]:
        return [one for one in self.kept.kept.values() if one.claims > 1]


touches = st.none() | st.integers(0, 6)
gaps = st.lists(st.sampled_from([0, 0, 1, 3, 9, 10, 11, 25]), min_size=1, max_size=14)


@given(gaps, st.integers(0, 90))
def test_each_alert_is_in_one_mail_and_no_window_has_more_than_it_may(minutes: list[int], late: int) -> None:
    office, now = Office(), NOW
    for place, gap in enumerate(minutes):
        office.timers(now + gap * MINUTE, timedelta(seconds=late))
        now += gap * MINUTE
        office.comes(place, now, None)
    office.timers(now + timedelta(hours=2), timedelta(seconds=late))

    assert [office.told(place) for place in range(len(minutes))] == [1] * len(minutes)
    assert {one.state for one in office.kept.kept.values()} == {State.SENT}
    for begun, _ in office.mails:
        within = [at for at, _ in office.mails if begun <= at < begun + WINDOW]
        assert len(within) <= 2 * (ALONE + 1), "a span of the window's length meets two of them"


@given(
    st.lists(
        st.tuples(st.sampled_from([0, 0, 1, 9, 11]), st.none() | st.integers(0, 6)), min_size=1, max_size=9
    ),
    st.none() | st.integers(0, 12),
)
def test_whoever_dies_where_no_alert_is_lost_and_one_comes_twice_only_in_doubt(
    steps: list[tuple[int, int | None]], dies: int | None
) -> None:
    office, now = Office(), NOW
    for place, (gap, touch) in enumerate(steps):
        office.timers(now + gap * MINUTE, timedelta(0))
        now += gap * MINUTE
        office.comes(place, now, touch)
    office.timers(now + timedelta(days=1), timedelta(0), dies)

    assert all(one.state in FINAL for one in office.kept.kept.values())
    for place in range(len(steps)):
        assert office.told(place) == 1 or (office.told(place) and office.unsure())
