"""The states of a delivery and the ways between them. Pure: no clock, no storage.

    queued  ──claim──► sending          queued ──no channel left──► failed
    sending ──accepted──► sent          sending ──refused──► queued, for the next channel
    sending ──delayed──► waiting        waiting ──claim──► sending
    sending ──no answer, or lease over──► unknown
    unknown ──claim (service)──► sending, or ──nobody settled it (others)──► failed
    unknown ──a person decides──► queued, or failed
    any that would be claimed ──quiet hours──► held ──they end──► claim, or held again
    any that would be claimed ──the contact policy says no──► withheld
    sent    ──it bounced──► queued, for the next channel (service), or failed (others)

A call whose outcome is not known may have told the person already. Service messages are then sent again, a
few times at most on each channel, since not being told is worse; others rest until the provider's report or a
person settles them, and fail when nobody does. Waiting is bounded by a number of failures and by the
message's age, so every state ends.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from hearthline.notices.model import (
    FINAL,
    MOST_DECISIONS,
    PERSON,
    Accepted,
    Decision,
    Delayed,
    Delivery,
    Message,
    MessageClass,
    Outcome,
    Refused,
    State,
    Unclear,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long and how often to try.

    `lease` must be longer than a sender can live (its function's timeout), so that an expired lease means a
    dead sender and never a slow one.
    """

    lease: timedelta = timedelta(minutes=5)
    queue: timedelta = timedelta(minutes=5)
    first_wait: timedelta = timedelta(minutes=1)
    longest_wait: timedelta = timedelta(hours=2)
    failures: int = 10
    unclear: int = 3
    give_up_after: timedelta = timedelta(days=3)


class Step(StrEnum):
    """What to do with a delivery now."""

    REST = "rest"
    CLAIM = "claim"
    EXPIRE = "expire"
    ABANDON = "abandon"


def queue(message: Message, now: datetime, patience: Patience) -> Delivery:
    """Begin a delivery. Whoever makes it sends it at once; if they die, the queue's timer finds it."""
    to_person = message.recipient.startswith(PERSON)
    person = message.recipient.removeprefix(PERSON) if to_person else None
    return Delivery(
        message, State.QUEUED, created_at=now, changed_at=now, until=now + patience.queue, person=person
    )


def next_step(delivery: Delivery, now: datetime, patience: Patience) -> Step:
    """Say what is to be done now. A live lease, a wait that is not over and a final state rest."""
    waits = delivery.state is not State.QUEUED and delivery.until is not None and now < delivery.until
    if delivery.state in FINAL or waits:
        return Step.REST
    if delivery.state is State.SENDING:
        return Step.EXPIRE
    settled_by_others = delivery.state is State.UNKNOWN and not _resendable(delivery)
    begun = delivery.released_at or delivery.created_at
    too_late = delivery.state is not State.HELD and now >= begun + patience.give_up_after
    return Step.ABANDON if settled_by_others or too_late else Step.CLAIM


def hold(delivery: Delivery, until: datetime, reason: str, now: datetime) -> Delivery:
    """Keep the delivery for the end of quiet hours; how long it may be tried counts from there."""
    noted = decided(delivery, Decision(now, Verdict.HOLD, reason, until=until))
    return _changed(noted, State.HELD, now, until=until, released_at=until, reason=reason)


def withhold(delivery: Delivery, reason: str, now: datetime) -> Delivery:
    """End the delivery without sending it, as the contact policy says."""
    noted = decided(delivery, Decision(now, Verdict.STOP, reason))
    return _changed(noted, State.WITHHELD, now, until=None, reason=reason)


def leave_out(delivery: Delivery, channels: Mapping[str, str], now: datetime) -> Delivery:
    """Note why channels are not used; they are asked about again the next time."""
    for channel, reason in channels.items():
        delivery = decided(delivery, Decision(now, Verdict.LEFT_OUT, reason, channel))
    return delivery


def decided(delivery: Delivery, decision: Decision) -> Delivery:
    """Note a decision, once where the same was made before; of many the latest are kept."""
    same = (decision.verdict, decision.reason, decision.channel, decision.until)
    if any((one.verdict, one.reason, one.channel, one.until) == same for one in delivery.decisions):
        return delivery
    return replace(delivery, decisions=(*delivery.decisions, decision)[-MOST_DECISIONS:])


def claim(delivery: Delivery, channel: str, now: datetime, patience: Patience) -> Delivery:
    """Take the delivery for one call on this channel, for the length of a lease."""
    if delivery.message.message_class is not MessageClass.SERVICE:
        delivery = decided(delivery, Decision(now, Verdict.GO, channel=channel))
    return _changed(
        delivery,
        State.SENDING,
        now,
        until=now + patience.lease,
        claims=delivery.claims + 1,
        channel=channel,
        reason=None,
    )


def expire(delivery: Delivery, now: datetime, patience: Patience) -> Delivery:
    """End the lease of a sender that died: before the call or after it, nobody knows."""
    return _doubt(delivery, "sender_died", now, patience)


def abandon(delivery: Delivery, now: datetime) -> Delivery:
    """Stop trying; the reason is the last one known."""
    return _failed(delivery, delivery.reason or "too_late", now)


def unreachable(delivery: Delivery, now: datetime) -> Delivery:
    """End a delivery for which no channel is left: each refused it, or the recipient has none."""
    reasons = list(delivery.refused.values())
    return _failed(delivery, reasons[-1] if reasons else "no_channel", now)


def defer(delivery: Delivery, reason: str, now: datetime, patience: Patience) -> Delivery:
    """Put a delivery off that could not even be prepared, with growing delay."""
    return _delayed(replace(delivery, claims=delivery.claims + 1), Delayed(reason), now, patience)


def record(delivery: Delivery, outcome: Outcome, now: datetime, patience: Patience) -> Delivery:
    """Write down what a call on the claimed channel came to."""
    match outcome:
        case Accepted(provider_id):
            return _sent(delivery, provider_id, now)
        case Refused(reason):
            return _refused(delivery, reason, now)
        case Delayed():
            return _delayed(delivery, outcome, now, patience)
        case Unclear(reason):
            return _doubt(delivery, reason, now, patience)


def settle(delivery: Delivery, outcome: Accepted | Refused, now: datetime) -> Delivery:
    """Believe who knows (a late sender, the provider, a person) unless it is final or being sent."""
    if delivery.state in FINAL or delivery.state is State.SENDING:
        return delivery
    if isinstance(outcome, Accepted):
        return _sent(delivery, outcome.provider_id, now)
    return _refused(delivery, outcome.reason, now)


def decide(delivery: Delivery, now: datetime, *, again: bool) -> Delivery:
    """Do as a person says with a message that may have gone out, or not: send it again, or fail it.

    What is not in doubt is left as it is. One that is sent again has all its patience anew.
    """
    if delivery.state is not State.UNKNOWN:
        return delivery
    if again:
        return _changed(delivery, State.QUEUED, now, until=now, released_at=now, unclear=0)
    return _failed(delivery, delivery.reason or "unknown", now)


def delivered(delivery: Delivery, channel: str, provider_id: str, now: datetime) -> Delivery:
    """Believe the provider that it arrived. What is in a sender's hands, or was given up, stays as it is."""
    if delivery.state in {State.SENDING, State.FAILED, State.WITHHELD} or delivery.delivered_at is not None:
        return delivery
    if delivery.channel != channel:
        return delivery  # an earlier channel's report, come after the next one was tried
    return replace(_sent(delivery, provider_id, now), delivered_at=now)


def bounced(delivery: Delivery, channel: str, reason: str, now: datetime) -> Delivery:
    """Believe the provider that it can't arrive on this channel: service goes on to the next, others end.

    Nothing follows from it where the message arrived, or is already on its way by another channel.
    """
    if delivery.channel != channel or delivery.delivered_at is not None:
        return delivery
    if (
        delivery.state in {State.SENDING, State.FAILED, State.WITHHELD, State.HELD}
        or channel in delivery.refused
    ):
        return delivery
    if delivery.state is State.SENT and not _resendable(delivery):
        return _failed(replace(delivery, refused={**delivery.refused, channel: reason}), reason, now)
    return _refused(delivery, reason, now)


def open_channels(delivery: Delivery, channels: Collection[str]) -> list[str]:
    """Give the channels, in order of preference, that have not refused this message."""
    return [channel for channel in channels if channel not in delivery.refused]


def backoff(message: str, tries: int, patience: Patience) -> timedelta:
    """Give the wait after so many tries: doubling up to the longest, less a share of up to a quarter.

    The share comes from the message's id, so the waits of many messages spread and those of one are
    repeatable.
    """
    doublings: int = 2 ** min(max(tries, 1) - 1, 16)
    whole = min(patience.first_wait * doublings, patience.longest_wait)
    digest = hashlib.sha256(f"{message}/{tries}".encode()).digest()
    share: float = int.from_bytes(digest[:2], "big") / 0xFFFF / 4
    return whole - whole * share


def _resendable(delivery: Delivery) -> bool:
    return delivery.message.message_class is MessageClass.SERVICE


def _refused(delivery: Delivery, reason: str, now: datetime) -> Delivery:
    refused = {**delivery.refused, delivery.channel or "": reason}
    return _changed(
        delivery,
        State.QUEUED,
        now,
        until=now,
        refused=refused,
        failures=0,
        unclear=0,
        reason=reason,
        provider_id=None,
    )


def _delayed(delivery: Delivery, outcome: Delayed, now: datetime, patience: Patience) -> Delivery:
    failures = delivery.failures + (0 if outcome.throttled else 1)
    if failures >= patience.failures:
        if delivery.state is State.SENDING:
            return _refused(delivery, outcome.reason, now)
        return _failed(delivery, outcome.reason, now)
    until = now + backoff(delivery.message.id, delivery.claims, patience)
    return _changed(
        delivery,
        State.WAITING,
        now,
        until=until,
        claims=delivery.claims,
        failures=failures,
        reason=outcome.reason,
    )


def _doubt(delivery: Delivery, reason: str, now: datetime, patience: Patience) -> Delivery:
    unclear = delivery.unclear + 1
    if unclear >= patience.unclear:
        return _refused(delivery, reason, now)
    wait = patience.give_up_after
    if _resendable(delivery):
        wait = backoff(delivery.message.id, delivery.claims, patience)
    return _changed(delivery, State.UNKNOWN, now, until=now + wait, unclear=unclear, reason=reason)


def _sent(delivery: Delivery, provider_id: str, now: datetime) -> Delivery:
    taken = delivery.sent_at or now
    return _changed(
        delivery, State.SENT, now, until=None, provider_id=provider_id, sent_at=taken, reason=None
    )


def _failed(delivery: Delivery, reason: str, now: datetime) -> Delivery:
    return _changed(delivery, State.FAILED, now, until=None, reason=reason)


def _changed(delivery: Delivery, state: State, now: datetime, **changes: Any) -> Delivery:
    return replace(delivery, state=state, changed_at=now, version=delivery.version + 1, **changes)
