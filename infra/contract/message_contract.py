"""The operations of messages: what one was sent, leaving off, and what staff see and lift."""

from collections.abc import Mapping
from typing import Literal

from hearthline.notices.bodies import LiftBody
from hearthline.notices.model import MessageClass, Verdict
from hearthline.platform.bodies import PageQuery
from infra.contract.operations import Answer, Operation
from infra.contract.values import Instant, Shape

Reached = Literal["email", "sms", "webhook"]
Condition = Literal["queued", "held", "sending", "waiting", "unknown", "sent", "failed", "withheld"]


class InWords(Shape):
    """Something in each language."""

    zh: str
    en: str


class WhyNot(InWords):
    """A reason in each language, and its code."""

    code: str


class MessageSent(Shape):
    """One message: what came of it, and if it did not come, why."""

    id: str
    purpose: str
    title: InWords
    """What it was about."""
    message_class: MessageClass
    """`service` is about one's own matter and always goes."""
    at: Instant
    changed_at: Instant
    channel: Reached | None
    """By which it was sent last."""
    state: Condition
    """`held` waits for the morning or the end of holidays; `withheld` was stopped by the contact policy."""
    until: Instant | None
    """Until when it is held."""
    reason: WhyNot | None


class DecisionTaken(Shape):
    """One decision of the contact policy."""

    at: Instant
    verdict: Verdict
    channel: Reached | None
    until: Instant | None
    reason: WhyNot | None


class MessageForStaff(MessageSent):
    """One message with all that was decided about it."""

    about: str
    """What the event was about, such as `complaint/K7Q29XPDD`."""
    refused: dict[str, WhyNot]
    """The channels that said no for good."""
    decisions: list[DecisionTaken]


class MessagesSent(Shape):
    """A page of messages, newest first."""

    items: list[MessageSent]
    next_cursor: str | None


class MessagesForStaff(Shape):
    """A page of messages, newest first."""

    items: list[MessageForStaff]
    next_cursor: str | None


class Leaving(Shape):
    """What a link ends: messages of a class on a channel."""

    message_class: Literal["survey", "marketing"]
    channel: Literal["email", "sms"]
    withdrawn: bool
    """Whether this request has withdrawn the consent; reading withdraws nothing."""


class Lifted(Shape):
    """Whether anything was held against the address."""

    lifted: bool


_NO_LINK = "No link that was made here."

MESSAGES: tuple[Operation, ...] = (
    Operation(
        "GET /api/members/me/messages",
        "readMyMessages",
        "Members",
        "What one was sent, and what not",
        "Newest first, for 400 days. `reason` says why a message is held, or did not come.",
        (Answer(200, "A page.", MessagesSent),),
        query=PageQuery,
        member=True,
    ),
    Operation(
        "GET /api/unsubscribe/{token}",
        "seeUnsubscribing",
        "Members",
        "What an unsubscribe link ends",
        "A page with a button for a browser. Changes nothing, whoever fetches it.",
        (Answer(200, "What it ends.", Leaving, page=True),),
        {404: _NO_LINK},
    ),
    Operation(
        "POST /api/unsubscribe/{token}",
        "unsubscribe",
        "Members",
        "Leave off messages of a class on a channel",
        "One click (RFC 8058): no sign-in, and no body that matters, so a mail program's "
        "`List-Unsubscribe=One-Click` does. Withdraws the consent; as often as one likes.",
        (Answer(200, "It is withdrawn.", Leaving, page=True),),
        {404: _NO_LINK},
    ),
    Operation(
        "GET /api/desk/members/{id}/messages",
        "readMessagesOfMember",
        "Desk",
        "What a member was sent, and what not",
        "With every decision of the contact policy: the answer to why somebody did not get something. The "
        "reading is recorded.",
        (Answer(200, "A page.", MessagesForStaff),),
        {404: "There is no such person, or not in the reader's cities."},
        query=PageQuery,
        staff=True,
    ),
    Operation(
        "POST /api/desk/suppressions/lift",
        "liftSuppression",
        "Desk",
        "Take back what is held against an address",
        "After a bounce or a complaint nothing but service is sent there, and service only where there is no "
        "other way. For when somebody says that the address works, or that they want to hear from us again; "
        "whoever proves the address anew lifts it themselves.",
        (Answer(200, "Done.", Lifted),),
        body=LiftBody,
        staff=True,
        examples={"email": {"value": {"email": "wang@example.com", "reason": "The mailbox works again."}}},
    ),
)
MESSAGE_WORDS: Mapping[str, Mapping[str, str]] = {
    "LiftBody": {
        "phone": "A telephone number, in any usual spelling.",
        "email": "An e-mail address.",
        "reason": "Why; for whoever looks into it later.",
    },
}
