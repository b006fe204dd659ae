"""When each message of a stretch of invitations may go out, by the campaign's pace and the company's: pure.

A message holds a few invitations and is seen by senders when the last of its places has come. The places
that it takes of the company's pace lie in the window in which it is seen, so in no window more go out than
it has places.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from hearthline.surveys import pacing

TOGETHER: Final = 10
"""Invitations in one message."""

TakeOfCompany = Callable[[int, int, int], int]
"""Take places of a window: its number, how many, in pieces of how many; gives how many there were."""


@dataclass(frozen=True, slots=True)
class Message:
    """Invitations that go out together, and from when on."""

    invitations: tuple[str, ...]
    at: int


def plan(
    invitations: Sequence[str], places: pacing.Taken, most_together: int, take: TakeOfCompany
) -> list[Message]:
    """Give the messages for invitations that have these places of their campaign's pace."""
    size = min(TOGETHER, most_together)
    instants = places.places()
    waiting = [
        Message(tuple(invitations[place : place + size]), instants[min(place + size, len(instants)) - 1])
        for place in range(0, len(invitations), size)
    ]
    return [
        placed
        for window, group in groupby(waiting, key=lambda message: pacing.window_of(message.at))
        for placed in _placed(list(group), window, size, take)
    ]


def _placed(messages: list[Message], window: int, size: int, take: TakeOfCompany) -> Iterator[Message]:
    while messages:
        got = take(window, len(messages) * size, size) // size
        for message in messages[:got]:
            yield Message(message.invitations, max(message.at, window * pacing.WINDOW))
        messages = messages[got:]
        window += 1
