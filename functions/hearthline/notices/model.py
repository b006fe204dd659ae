"""What a notice is and what became of it: plain values, no rules.

A *message* is one thing to tell one recipient about one event; its *delivery* is the record of how that went.
Neither holds an address, a name or a text: those are read when the message is written, so that a stored
delivery has no personal data and always uses the contact as it is now.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from hearthline.platform.outbox import Event

CUSTOMER = "customer"
CONTACT = "contact/"
STAFF = "staff/"
PERSON = "person/"
CODE = "code/"
MOST_DECISIONS = 20
"""Decisions that a delivery keeps: the latest."""


class MessageClass(StrEnum):
    """Why the person gets it. `service` is about their own matter or their work: sent again when in doubt."""

    SERVICE = "service"
    SURVEY = "survey"
    MARKETING = "marketing"


class State(StrEnum):
    """Where a delivery stands. `sent`, `failed` and `withheld` are final; any other ends at some instant.

    `held` waits for the end of quiet hours, or for the mail in which it goes with others; `withheld` was
    stopped by the contact policy.
    """

    QUEUED = "queued"
    HELD = "held"
    SENDING = "sending"
    WAITING = "waiting"
    UNKNOWN = "unknown"
    SENT = "sent"
    FAILED = "failed"
    WITHHELD = "withheld"


FINAL = frozenset({State.SENT, State.FAILED, State.WITHHELD})


class Verdict(StrEnum):
    """What the contact policy said of a message, or (`left_out`) of one of its channels."""

    GO = "go"
    HOLD = "hold"
    STOP = "stop"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of the contact policy, with its reason; none for `go`."""

    at: datetime
    verdict: Verdict
    reason: str | None = None
    channel: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who can be told. `webhooks` names chat robots of the person's own choice; they come first."""

    id: str
    language: str
    email: str | None = None
    phone: str | None = None
    webhooks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to tell one recipient about one event.

    `recipient` is `customer` (whoever filed the complaint), `contact/<hash>`, `staff/<id>`,
    `person/<id>` or `code/<contact hash>` (whoever asked for a one-time code with that contact).
    After `good_until` it is of no use to anybody, and is not sent. `counted_as` is the message in whose place
    in the caps it stands, where that is another one: a reminder is no second survey.
    """

    id: str
    purpose: str
    recipient: str
    event: Event
    message_class: MessageClass = MessageClass.SERVICE
    good_until: datetime | None = None
    counted_as: str | None = None

    @property
    def place(self) -> str:
        """The id under which the caps count it."""
        return self.counted_as or self.id


@dataclass(frozen=True, slots=True)
class Delivery:
    """The record of one message.

    `version` counts every change and fences writers; `claims` counts the calls begun, `failures` those that
    used up patience, `unclear` those whose outcome nobody knows. `until` is when the state ends by itself:
    the end of a lease, the next try, the end of quiet hours, or the last instant at which a person may still
    settle it. `refused` holds the channels that said no for good, each with its reason.

    `decisions` are the contact policy's, and `person` whom it concerns, where that is known. `counted` names
    the counters of caps in which it stands. `released_at` is when it was last let go after quiet hours;
    patience counts from there. `sent_at` is when it was known to be taken, `delivered_at` when the provider
    said that it arrived. `gathered_in` is the mail of several alerts in which it goes, or went.
    """

    message: Message
    state: State
    created_at: datetime
    changed_at: datetime
    until: datetime | None
    version: int = 1
    claims: int = 0
    failures: int = 0
    unclear: int = 0
    channel: str | None = None
    refused: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None
    provider_id: str | None = None
    person: str | None = None
    decisions: tuple[Decision, ...] = ()
    counted: tuple[str, ...] = ()
    released_at: datetime | None = None
    sent_at: datetime | None = None
    delivered_at: datetime | None = None
    gathered_in: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """One message in a counter, and when it was last sent."""

    message: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Counter:
    """The messages of one class to one person, or one household, as far back as its cap looks.

    `version` is that of what was read, 0 where nothing was kept.
    """

    name: str
    version: int = 0
    entries: tuple[Counted, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message in words, ready for any channel. Mail uses all of it, a robot `text`, a phone `short`.

    `leave_url` is where one request ends mail of this class (RFC 8058).
    """

    id: str
    language: str
    subject: str
    text: str
    html: str
    short: str
    leave_url: str | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider has taken the message over.

    `reported_by_it`: its reports name the message by the provider's id alone, so that id must be found again.
    """

    provider_id: str
    reported_by_it: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """This channel will never take it: a bad address, a forbidden content."""

    reason: str


@dataclass(frozen=True, slots=True)
class Delayed:
    """Not taken, for a reason that may pass. `throttled`: only our own pace was the reason."""

    reason: str
    throttled: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """The message was handed over and no answer came: it may or may not have been taken."""

    reason: str


Outcome = Accepted | Refused | Delayed | Unclear


def message_id(event_id: str, recipient: str, purpose: str) -> str:
    """Give the message's id, 32 hex digits: the same for every delivery of the same event."""
    return hashlib.sha256(f"{event_id}\n{recipient}\n{purpose}".encode()).hexdigest()[:32]
