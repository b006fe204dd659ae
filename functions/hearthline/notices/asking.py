"""Messages that ask somebody to answer a survey: one for each invitation and message of its campaign. Pure.

Nothing on the bus stands behind them: a campaign asks many thousand, and what it asks is on record with each
invitation. The event that such a message is about is made up here, the same each time, so the message has the
same id however often it comes.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hearthline.notices.model import PERSON, Message, MessageClass, message_id
from hearthline.platform.outbox import SYSTEM, Event

INVITATION: Final = "survey_invitation"
REMINDER: Final = "survey_reminder"
FIRST: Final = "invitation"
"""The message that invites; any other reminds."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One message to one invited person: `message` is `invitation` or `reminder/<n>`.

    `invitation` is the hash by which the invitation is known, `source` what it asks about, where somebody may
    be asked more than once.
    """

    campaign: str
    invitation: str
    message: str
    person: str
    source: str | None = None


def message_for(asked: Asked, at: datetime, good_until: datetime | None) -> Message:
    """Give the message; but for its instants the same each time.

    A reminder stands in the caps in its invitation's place: one who is reminded is asked one survey.
    """
    first = asked.message == FIRST
    return Message(
        id=_id(asked.campaign, asked.invitation, asked.message, asked.person),
        purpose=INVITATION if first else REMINDER,
        recipient=PERSON + asked.person,
        event=Event(
            id=_event_id(asked.campaign, asked.invitation, asked.message),
            type="campaign.asked",
            at=at,
            subject=f"campaign/{asked.campaign}",
            actor=SYSTEM,
            data={
                "campaign": asked.campaign,
                "invitation": asked.invitation,
                "message": asked.message,
                "person": asked.person,
                **({"source": asked.source} if asked.source else {}),
            },
        ),
        message_class=MessageClass.SURVEY,
        good_until=good_until,
        counted_as=None if first else _id(asked.campaign, asked.invitation, FIRST, asked.person),
    )


def asked_in(message: Message) -> Asked | None:
    """Give whom a message asks what; None for a message that asks nothing."""
    if message.purpose not in (INVITATION, REMINDER):
        return None
    data = message.event.data
    return Asked(data["campaign"], data["invitation"], data["message"], data["person"], data.get("source"))


def _id(campaign: str, invitation: str, message: str, person: str) -> str:
    purpose = INVITATION if message == FIRST else REMINDER
    return message_id(_event_id(campaign, invitation, message), PERSON + person, purpose)


def _event_id(campaign: str, invitation: str, message: str) -> str:
    return f"campaign.{campaign}.{invitation}.{message}"
