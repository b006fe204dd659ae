"""Which notices a customer was sent about a case: a port of the privacy part, filled from the deliveries."""

from collections.abc import Mapping, Sequence
from typing import Any

from hearthline.notices.audience import customer_notice
from hearthline.notices.model import Delivery, message_id
from hearthline.notices.store import DeliveryTable
from hearthline.platform.instants import instant
from hearthline.platform.outbox import read_event


class NoticesOfCases:
    """Finds the deliveries of a case's events by the ids that these lead to."""

    def __init__(self, deliveries: DeliveryTable) -> None:
        self._deliveries = deliveries

    def __call__(self, events: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Give the customer's notices in the events' order, each with purpose, instant, channel and state.

        Those that the deliveries have forgotten since (after 400 days) are not among them.
        """
        read = [read_event(event) for event in events]
        told = [(event, notice) for event in read if (notice := customer_notice(event)) is not None]
        ids = [message_id(event.id, notice.recipient, notice.purpose) for event, notice in told]
        found = {delivery.message.id: delivery for delivery in self._deliveries.find_many(ids)}
        return [shown(found[id_]) for id_ in ids if id_ in found]


def shown(delivery: Delivery) -> dict[str, Any]:
    """Give a message as whoever it was for is told of it."""
    return {
        "purpose": delivery.message.purpose,
        "at": instant(delivery.changed_at),
        "channel": delivery.channel,
        "state": delivery.state.value,
    }
