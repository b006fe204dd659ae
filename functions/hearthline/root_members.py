"""The composition root of members and homes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hearthline.platform.outbox import Reaction
    from hearthline.platform.timers import Handler

    Feedback = Callable[[Mapping[str, Any], datetime], object]


def reactions() -> "Sequence[Reaction]":
    """Give what follows from an event for members, in this order; each may be done again."""
    return []


def feedback() -> "Sequence[Feedback]":
    """Give what takes the providers' word of a message; each passes over what is not for it."""
    return []


def owing() -> "Mapping[str, Handler]":
    """Give who does what the members table owes at an instant, by partition prefix and sort key (`P#/A`)."""
    return {}
