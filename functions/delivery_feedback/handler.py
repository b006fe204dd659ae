"""Queue-triggered: what the providers say afterwards of messages that they took."""

from collections.abc import Mapping
from typing import Any

from hearthline import root, root_members
from hearthline.platform.logs import log
from hearthline.platform.queues import each_record


def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Handle a batch of the feedback queue; what could not be handled is delivered again.

    A record's body is what the provider sent; who takes it knows its shape.
    """
    answer = each_record(event, _take)
    log("feedback", records=len(event["Records"]), failed=len(answer["batchItemFailures"]))
    return answer


def _take(body: Mapping[str, Any]) -> None:
    for take in root_members.feedback():
        take(body, root.now())
