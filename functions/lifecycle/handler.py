"""Queue-triggered: what follows for the life of a home from what the sales system tells of it."""

from collections.abc import Mapping
from typing import Any

from hearthline import root, root_lifecycle
from hearthline.platform.logs import log
from hearthline.platform.outbox import react, read_event
from hearthline.platform.queues import each_record


def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Handle a batch of the lifecycle queue; what could not be handled is delivered again."""
    answer = each_record(
        event, lambda body: react(root_lifecycle.reactions(), read_event(body["detail"]), root.now())
    )
    log("reactions", records=len(event["Records"]), failed=len(answer["batchItemFailures"]))
    return answer
