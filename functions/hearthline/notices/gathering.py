"""Alerts to one member of staff: the first few of a window go alone, the others as one mail when it ends.

The mail is a delivery like any other, held until the window ends; what it lists are the ids of the alerts'
own deliveries, each written into it in one transaction with that delivery. So an alert is in one mail or goes
alone, whoever dies where; and it looks afterwards what became of the mail, and goes alone where that failed.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from hearthline.notices import audience, delivery, ladder
from hearthline.notices.model import (
    STAFF,
    Accepted,
    Counted,
    Counter,
    Delivery,
    Message,
    State,
    message_id,
)
from hearthline.notices.policy import Alone, Reason
from hearthline.notices.ports import Deliveries
from hearthline.platform.instants import instant
from hearthline.platform.outbox import SYSTEM, Event

TOGETHER: Final = 200
"""Alerts that one mail lists; beyond them another one goes."""
LOOKS_AGAIN: Final = timedelta(minutes=5)
"""How long after its mail is due an alert looks what became of it."""


@dataclass(frozen=True, slots=True)
class Window:
    """A window of one member of staff, from its first alert on.

    `counter` is what to write when the alert goes alone, None where enough went alone.
    """

    begun: datetime
    until: datetime
    counter: Counter | None


def is_alert(message: Message) -> bool:
    """Tell whether a message may be gathered. What is critical goes at once, and alone."""
    if message.purpose != audience.ESCALATION or not message.recipient.startswith(STAFF):
        return False
    return ladder.gravest(ladder.steps_of(message.event), message.event.at) != ladder.CRITICAL


def counter_of(message: Message) -> str:
    """Name the counter of the alerts that went to its recipient alone."""
    return f"A#{message.recipient.removeprefix(STAFF)}"


def window_of(counter: Counter, message: str, now: datetime, rules: Alone) -> Window:
    """Give the window in which an alert comes. The first one after a window begins the next."""
    entries = counter.entries
    if not entries or now >= entries[0].at + rules.window:
        return Window(now, now + rules.window, replace(counter, entries=(Counted(message, now),)))
    begun = entries[0].at
    if any(entry.message == message for entry in entries):
        return Window(begun, begun + rules.window, counter)
    if len(entries) < rules.most:
        more = replace(counter, entries=(*entries, Counted(message, now)))
        return Window(begun, begun + rules.window, more)
    return Window(begun, begun + rules.window, None)


def alerts_in(message: Message) -> list[str]:
    """Give the ids of the deliveries that a mail of alerts lists."""
    return [str(each) for each in message.event.data["alerts"]]


class Gathering:
    """Puts alerts into mails, and lets each end as its mail does."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries

    def join(self, one: Delivery, window: Window, now: datetime) -> Delivery:
        """Put an alert into its window's mail: a request to look, and one that writes both.

        Raises Overtaken, or CountersMoved where the mail was changed meanwhile. A mail that is full, or gone
        already, is followed by another one.
        """
        for number in count(1):
            message = _mail(one.message.recipient, window.begun, number)
            before = self._deliveries.find(message.id)
            if before is None:
                held = delivery.hold(
                    delivery.queue(message, now, delivery.Patience()), window.until, Reason.GATHERED, now
                )
            elif before.state is State.HELD and len(alerts_in(before.message)) < TOGETHER:
                held = before
            else:
                continue
            until = window.until + LOOKS_AGAIN
            after = replace(delivery.hold(one, until, Reason.GATHERED, now), gathered_in=message.id)
            return self._deliveries.gather(one, after, before, _with(held, one.message.id, now))
        raise AssertionError

    def settle(self, one: Delivery, now: datetime) -> Delivery | None:
        """Give a gathered alert as it stands after its mail; None where it has to go alone. One request."""
        mail = self._deliveries.find(one.gathered_in) if one.gathered_in else None
        if mail is None or mail.state in {State.FAILED, State.WITHHELD}:
            return None
        if mail.state is State.SENT:
            told = delivery.settle(one, Accepted(mail.provider_id or ""), now)
            return replace(told, channel=mail.channel, sent_at=mail.sent_at)
        return delivery.hold(one, max(mail.until or now, now) + LOOKS_AGAIN, Reason.GATHERED, now)


def _mail(recipient: str, begun: datetime, number: int) -> Message:
    who = hashlib.sha256(recipient.encode()).hexdigest()[:16]
    event = Event(
        id=f"alerts.{who}.{instant(begun)}.{number}",
        type="alerts.gathered",
        at=begun,
        subject=recipient,
        actor=SYSTEM,
        data={"alerts": []},
    )
    id_ = message_id(event.id, recipient, audience.ALERTS)
    return Message(id_, audience.ALERTS, recipient, event)


def _with(mail: Delivery, alert: str, now: datetime) -> Delivery:
    event = mail.message.event
    more = replace(event, data={"alerts": [*alerts_in(mail.message), alert]})
    message = replace(mail.message, event=more)
    return replace(mail, message=message, changed_at=now, version=mail.version + 1)
