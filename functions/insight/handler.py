"""Queue-triggered: what events change in the roll-ups that reports are made of."""

from collections.abc import Mapping
from typing import Any

from hearthline import root, root_insight
from hearthline.insight.counting import number_in
from hearthline.platform.logs import log
from hearthline.platform.outbox import read_event
from hearthline.platform.queues import records_together


def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Handle a batch of the insight queue; what could not be counted is delivered again."""
    answer = records_together(
        event,
        lambda body: number_in(read_event(body["detail"])),
        lambda subjects: root_insight.count(subjects, root.now()),
    )
    log("counted", records=len(event["Records"]), failed=len(answer["batchItemFailures"]))
    return answer
