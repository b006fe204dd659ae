"""What follows from a home follows anew when an owner's record has become part of somebody else's."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hearthline.members.holdings import HOME_CHANGED
from hearthline.members.taking_over import TOOK_OVER
from hearthline.platform.outbox import Event, Reaction, react


class HomesAgain:
    """The reaction: tells those who follow homes of each home that was the other's, as if it had changed.

    All of them go by what the home says now, so that being told of no change at all does no harm.
    """

    def __init__(self, reactions: Sequence[Reaction]) -> None:
        self._reactions = reactions

    def __call__(self, event: Event, now: datetime) -> None:
        """Take one event; every reaction gets every home, and what the first that failed raised is raised."""
        if event.type != TOOK_OVER:
            return
        for home in event.data["homes"]:
            again = replace(event, type=HOME_CHANGED, subject=f"home/{home}", data={"home": home})
            react(self._reactions, again, now)
