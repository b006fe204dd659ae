"""Settling invitations of which nobody knows whether they went out: where surveys meet notices."""

from datetime import datetime

from hearthline.notices import counting, delivery
from hearthline.notices.asking import FIRST, Asked, message_for
from hearthline.notices.ports import Deliveries, Overtaken
from hearthline.surveys.model import Invitation


class SettlingMessages:
    """The use case."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries

    def __call__(self, invitation: Invitation, again: bool, now: datetime) -> bool:
        """Let the message that invites be sent `again`, or be failed; False where it is settled by now.

        Two requests, and with a failed one those that its places in the caps take. It goes out with the next
        sweep of the deliveries.
        """
        asked = Asked(invitation.campaign, invitation.hash, FIRST, invitation.person, invitation.source)
        found = self._deliveries.find(message_for(asked, now, None).id)
        after = delivery.decide(found, now, again=again) if found else None
        if found is None or after is None or after is found:
            return False
        try:
            counting.change(self._deliveries, found, after)
        except Overtaken:
            return False
        return True
