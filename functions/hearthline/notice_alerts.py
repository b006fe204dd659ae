"""What notices may tell of alerts that were gathered: a port of notices, filled from their own record."""

from collections.abc import Callable
from datetime import datetime

from hearthline.complaints.rulebook import Rulebook
from hearthline.notices.alerts import NoticeAlert
from hearthline.notices.audience import number_of
from hearthline.notices.gathering import alerts_in
from hearthline.notices.ladder import steps_of
from hearthline.notices.model import Delivery, Message
from hearthline.notices.store import DeliveryTable
from hearthline.platform.ids import display
from hearthline.platform.instants import read_instant

PAGES = "/desk/cases/"


class GatheredAlerts:
    """Reads the events of alerts from their deliveries: a request for each hundred."""

    def __init__(
        self, deliveries: DeliveryTable, rulebook: Rulebook, public_url: str, now: Callable[[], datetime]
    ) -> None:
        self._deliveries = deliveries
        self._rulebook = rulebook
        self._public_url = public_url
        self._now = now

    def __call__(self, message: Message) -> list[NoticeAlert]:
        """Give the alerts that a mail lists."""
        self._rulebook.refresh(self._now())
        return [self._alert(one) for one in self._deliveries.find_many(alerts_in(message))]

    def _alert(self, one: Delivery) -> NoticeAlert:
        event = one.message.event
        code = str(event.data["city"])
        city = self._rulebook.city(code)
        by = event.data.get("acknowledge_by")
        number = display(number_of(event))
        return NoticeAlert(
            number=number,
            kind=str(event.data["kind"]),
            cities=city.names if city else {"zh": code, "en": code},
            zone=city.zone if city else "UTC",
            url=f"{self._public_url}{PAGES}{number}",
            at=event.at,
            steps=steps_of(event),
            acknowledge_by=read_instant(by) if by else None,
        )
