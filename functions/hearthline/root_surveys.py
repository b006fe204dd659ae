"""The composition root of surveys: questionnaires, campaigns, answers and their tally."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hearthline.platform.outbox import Reaction
    from hearthline.platform.streams import Follower
    from hearthline.platform.timers import Handler
    from hearthline.sweeping import Reminding


def followers() -> "Sequence[Follower]":
    """Give what follows from changes of surveys and of their deliveries, in this order."""
    return []


def reactions() -> "Sequence[Reaction]":
    """Give what surveys follow from an event, in this order; each may be done again."""
    return []


def remindings() -> "Sequence[Reminding]":
    """Give those of `owing` that hand due items over to a queue."""
    return []


def owing() -> "Mapping[str, Handler]":
    """Give who does what the surveys table owes at an instant, by partition prefix (`C#`)."""
    return {}
