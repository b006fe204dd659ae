"""Stream-triggered: carries the events of the outbox to the bus."""

from typing import Any

from hearthline import root
from hearthline.platform.logs import log
from hearthline.platform.outbox import events_in, publish


def handle(event: dict[str, Any], _context: Any) -> None:
    """Send a batch's events in order; raising makes the stream deliver the whole batch again."""
    sent = publish(root.client("events"), root.settings().bus_name, events_in(event["Records"]))
    log("relayed", records=len(event["Records"]), events=sent)
