"""What notices need from the rest of the product, and what a channel promises. Implemented elsewhere."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from hearthline.notices.model import Counter, Delivery, Message, Outcome, Recipient, Rendered
from hearthline.notices.policy import Hold, Stop


@dataclass(frozen=True, slots=True)
class NoticeCase:
    """What a notice may say of a complaint, read fresh for each message.

    `number` is the display form (`K7Q2-9XPD-3`); `follow_url` the filer's own secret link, or None where
    there is none (an imported case). `zone` is the city's IANA time zone, `city` and `project` names for
    people in the case's language. `original_due` keeps, by clock, what was promised before any extension.
    `entries` maps a timeline entry's sort key to its text as the customer may read it. `closes_at` is when a
    resolved case closes on its own. `merged_into` is the display number of the case in which a merged one
    goes on, `merged_url` the secret link to it, where this case's filer may have it. The name, e-mail and
    phone are the filer's; None once erased.
    """

    number: str
    language: str
    kind: str
    title: str
    city: str
    zone: str
    project: str | None
    status: str
    severity: str
    name: str | None
    email: str | None
    phone: str | None
    follow_url: str | None
    received_at: datetime
    answer_due_at: datetime
    resolve_due_at: datetime
    closes_at: datetime | None = None
    merged_into: str | None = None
    merged_url: str | None = None
    original_due: Mapping[str, datetime] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoticeIncident:
    """What a notice may say of an incident, read fresh for each message; no person is in it.

    `cities` and `categories` hold what its city and its category, if it has one, are called by language.
    """

    id: str
    title: str
    zone: str
    project: str | None
    building: str | None
    found: int
    linked: int
    cities: Mapping[str, str]
    categories: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NoticePerson:
    """What a notice, and the contact policy, may know of a person, read fresh for each message.

    `channels` is their own order, as far as they chose one. `consents` holds the latest declaration by name
    (`survey:email`). `households` are the homes they own now. `zone` and `is_holiday` are their city's.
    """

    id: str
    language: str
    zone: str
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    channels: tuple[str, ...] = ()
    consents: Mapping[str, bool] = field(default_factory=dict)
    households: tuple[str, ...] = ()
    kind: str = "customer"
    tier: str | None = None
    is_holiday: Callable[[date], bool] = lambda _: False


@dataclass(frozen=True, slots=True)
class NoticeCode:
    """A one-time code, and the one contact to which it goes."""

    code: str
    language: str
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class NoticeSurvey:
    """What a notice may say of a survey that somebody is asked.

    `url` is their own secret link. Texts stand by language; `text` is the campaign's own, empty where it has
    none, `intro` the questionnaire's. `closes_at` is when answers are no longer taken. `channels` are those
    by which the campaign may be told. `question` is the first one, where it is a scale: `choices` holds its
    values, each with the link that preselects it. Such a link answers nothing.
    """

    url: str
    title: Mapping[str, str]
    intro: Mapping[str, str] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)
    closes_at: datetime | None = None
    anonymous: bool = False
    channels: tuple[str, ...] = ("email", "sms")
    question: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeStep:
    """What a notice may say of a step of a home's life: texts by language, and where the home is.

    `place` is project, building and unit as people write them.
    """

    title: Mapping[str, str]
    text: Mapping[str, str]
    short: Mapping[str, str]
    place: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record of addresses and counters: why an address is suppressed, and counters by name."""

    suppressed: Mapping[str, str] = field(default_factory=dict)
    counters: Mapping[str, Counter] = field(default_factory=dict)


class CaseReader(Protocol):
    """Reads complaints, and incidents, for notices."""

    def case(self, number: str) -> NoticeCase | None:
        """Give one complaint by its bare number (the last part of an event's subject), or None."""
        ...

    def incident(self, identifier: str) -> NoticeIncident | None:
        """Give one incident by its id, or None."""
        ...

    def cases_of_contact(self, contact_hash: str) -> list[NoticeCase]:
        """Give the complaints filed with this contact, newest first.

        `email` and `phone` of each hold only the one whose hash was asked for, so that links never go to an
        address that merely stands beside it in one of the cases.
        """
        ...


class Directory(Protocol):
    """Knows the staff and how to reach them."""

    def recipients(
        self, levels: Collection[str], *, city: str, assignee: str | None, team: str | None
    ) -> list[Recipient]:
        """Give everybody who stands on these levels (handler, lead, manager, group) for a case, each once.

        A level on which nobody stands is answered for by the next one that has somebody.
        """
        ...

    def stands_in(self, staff_id: str) -> str:
        """Give the id of who does this person's work today: their own, or their deputy's."""
        ...

    def person(self, staff_id: str) -> Recipient | None:
        """Give one member of staff, or None where they have left."""
        ...


class People(Protocol):
    """Knows persons and how to reach them."""

    def person(self, identity: str) -> NoticePerson | None:
        """Give one person, or None where there is none, or nothing is left of them."""
        ...

    def of_contacts(self, *, email: str | None, phone: str | None) -> NoticePerson | None:
        """Give the person to whom all of these contacts belong.

        Who gave another's beside their own learns nothing of them.
        """
        ...


class Codes(Protocol):
    """Knows the one-time codes that were asked for."""

    def code(self, contact_hash: str, request: str) -> NoticeCode | None:
        """Give the code of this request, or None where it has ended, was used, or another was asked for."""
        ...


class Surveys(Protocol):
    """Knows the surveys that persons are asked."""

    def __call__(self, message: Message) -> NoticeSurvey | Hold | Stop:
        """Give the survey that a message asks for, or why it is not to be told of now, or not any more."""
        ...


class Steps(Protocol):
    """Knows the steps of the lives of homes."""

    def __call__(self, message: Message) -> NoticeStep | Stop:
        """Give what a message tells an owner, or why it is not to be told any more."""
        ...


class Channel(Protocol):
    """One way to reach people; an adapter."""

    def send(self, to: str, notice: Rendered, now: datetime) -> Outcome:
        """Hand one message over, once: no retries inside. Never raise for what a provider or network does.

        The reason in an outcome is a fixed word of ours, never the provider's text, an address or a body.
        """
        ...


class Deliveries(Protocol):
    """Keeps deliveries. Each call is one request."""

    def add(self, delivery: Delivery) -> Delivery:
        """Keep a new delivery, or give the one that already stands under its message's id."""
        ...

    def find(self, message_id: str) -> Delivery | None:
        """Give one delivery, read consistently."""
        ...

    def change(
        self,
        before: Delivery,
        after: Delivery,
        counters: Sequence[Counter] = (),
        found_by: str | None = None,
    ) -> Delivery:
        """Replace `before` by `after`, and the counters with it, or nothing of it.

        Raises `Overtaken` when `before` is no longer what stands there, `CountersMoved` when a counter is no
        longer what it was. `found_by` is a provider's id by which the delivery is to be found again.
        """
        ...

    def gather(self, before: Delivery, after: Delivery, mail: Delivery | None, then: Delivery) -> Delivery:
        """Replace an alert and the mail that lists it, or make that, both or nothing; raises as `change`."""
        ...

    def look(self, addresses: Collection[str], counters: Collection[str]) -> Known:
        """Give what is on record, read consistently, of addresses (by their hashes) and counters."""
        ...


class Overtaken(Exception):
    """Another sender changed the delivery first; `current` is what stands there now."""

    def __init__(self, current: Delivery) -> None:
        super().__init__(current.message.id, current.state)
        self.current = current


class CountersMoved(Exception):
    """Another message was counted at the same time; nothing was written. Look again and decide again."""
