"""What deliveries tell of invitations: notices' records read for surveys."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from hearthline.notices.asking import asked_in
from hearthline.notices.model import Delivery, State
from hearthline.notices.policy import Reason
from hearthline.platform.codec import load
from hearthline.platform.streams import Image
from hearthline.surveys.model import Reach
from hearthline.surveys.moving import Moving
from hearthline.surveys.reach import Told

_REACH: Mapping[State, Reach] = {
    State.HELD: Reach.HELD,
    State.UNKNOWN: Reach.UNKNOWN,
    State.SENT: Reach.SENT,
    State.FAILED: Reach.FAILED,
    State.WITHHELD: Reach.WITHHELD,
}


class FollowingDeliveries:
    """Lets invitations follow their deliveries, as the stream of these tells of them."""

    def __init__(self, moving: Moving) -> None:
        self._moving = moving

    def __call__(self, images: Sequence[Image], now: datetime) -> None:  # noqa: ARG002 - deliveries have their own
        """Take a batch; what is no delivery of a survey is passed over."""
        told = [found for image in images if (found := told_by(image))]
        if told:
            self._moving(told)


def told_by(image: Image) -> Told | None:
    """Give what an item says of an invitation; None where it is no delivery of a survey's message.

    One that is queued or being sent, and was never anything else, says nothing: the invitation was made.
    """
    if "message" not in image or "claims" not in image:
        return None
    one = load(Delivery, image)
    asked = asked_in(one.message)
    if asked is None:
        return None
    reach = _REACH.get(one.state, Reach.MADE)
    if reach is Reach.MADE and one.released_at is None and not one.refused:
        return None
    return Told(
        campaign=asked.campaign,
        invitation=asked.invitation,
        message=asked.message,
        version=one.version,
        reach=reach,
        at=one.changed_at,
        reason=None if reach in (Reach.MADE, Reach.SENT) else one.reason,
        channel=None if reach is Reach.MADE else one.channel,
        sent_at=one.sent_at,
        of_campaign=one.state is State.WITHHELD and one.reason == Reason.CAMPAIGN_ENDED,
    )
