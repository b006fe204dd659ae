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
    from hearthline import root_asking, root_results

    return [root_asking.following_deliveries(), root_results.counting()]


def reactions() -> "Sequence[Reaction]":
    """Give what surveys follow from an event, in this order; each may be done again."""
    from hearthline import root_asking

    return [root_asking.asking_afterwards()]


def remindings() -> "Sequence[Reminding]":
    """Give those of `owing` that hand due items over to a queue."""
    from hearthline import root_asking

    return [root_asking.tellers()]


def owing() -> "Mapping[str, Handler]":
    """Give who does what the surveys table owes at an instant, by partition prefix (`C#`)."""
    from hearthline import root_asking, root_campaigns

    return {"C#": root_campaigns.campaign_due, "I#": root_asking.invitation_due}
