"""Counting messages against caps, in the very write that claims or ends them.

A counter is a short list: what went out within the cap's window, at most as many as the cap allows. The claim
of a message writes it into the counters of its person and households on condition that they are still what
the decision was based on, so two messages at once never pass a cap of one. What failed for good is taken out
again; a message whose fate nobody knows stays in.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from hearthline.notices.model import Counted, Counter, Delivery, MessageClass, State
from hearthline.notices.policy import Cap, Sent
from hearthline.notices.ports import CountersMoved, Deliveries

PERSON = "P"
HOUSEHOLD = "H"
MOST_HOUSEHOLDS = 50
"""Homes of one owner that are counted: one write can hold no more than a hundred counters."""
MOST_TRIES = 20


def names(
    message_class: MessageClass, person: str, households: Iterable[str], cap: Cap | None
) -> tuple[str, ...]:
    """Name the counters of a message: of its person and their households, as far as there is a cap."""
    if cap is None:
        return ()
    own = [f"{PERSON}#{person}#{message_class}"] if cap.person is not None else []
    homes = sorted(set(households))[:MOST_HOUSEHOLDS] if cap.household is not None else []
    return (*own, *(f"{HOUSEHOLD}#{home}#{message_class}" for home in homes))


def sent_before(counters: Mapping[str, Counter], message: str) -> Sent:
    """Give what the counters hold besides this message."""

    def instants(counter: Counter) -> list[datetime]:
        return [entry.at for entry in counter.entries if entry.message != message]

    own = [at for name, each in counters.items() if name.startswith(f"{PERSON}#") for at in instants(each)]
    homes = [instants(each) for name, each in counters.items() if name.startswith(f"{HOUSEHOLD}#")]
    return Sent(own, homes)


def count(counter: Counter, message: str, now: datetime, window: timedelta) -> Counter:
    """Put a message in; a repeated one moves to its latest instant, and what is too old to count goes."""
    kept = [entry for entry in counter.entries if entry.message != message and entry.at > now - window]
    return replace(counter, entries=(*kept, Counted(message, now)))


def discount(counter: Counter, message: str) -> Counter:
    """Take a message out."""
    return replace(counter, entries=tuple(entry for entry in counter.entries if entry.message != message))


def to_release(before: Delivery, after: Delivery) -> tuple[str, ...]:
    """Name the counters that a change frees: those of a message that certainly reached nobody.

    One that nobody ever settled may have been read: it keeps its place. So does one that stands in the place
    of another, which had reached them.
    """
    if before.message.counted_as is not None:
        return ()
    ended = after.state in {State.FAILED, State.WITHHELD}
    in_doubt = (
        before.state is State.UNKNOWN and after.state is State.FAILED and not _refused_now(before, after)
    )
    return before.counted if ended and not in_doubt else ()


def change(deliveries: Deliveries, before: Delivery, after: Delivery) -> Delivery:
    """Replace a delivery; where it ended without having reached anybody, its places in the caps are free."""
    freed = to_release(before, after)
    if not freed:
        return deliveries.change(before, after)
    ended = replace(after, counted=())
    for _ in range(MOST_TRIES):
        known = deliveries.look((), freed).counters.values()
        try:
            return deliveries.change(before, ended, _without(known, before.message.id))
        except CountersMoved:
            continue
    raise CountersMoved


def _without(counters: Collection[Counter], message: str) -> Sequence[Counter]:
    return [
        discount(each, message) for each in counters if any(one.message == message for one in each.entries)
    ]


def _refused_now(before: Delivery, after: Delivery) -> bool:
    return len(after.refused) > len(before.refused)
