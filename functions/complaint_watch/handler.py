"""Queue-triggered: what follows at once from a complaint that came in, or from what its filer adds to it."""

from collections.abc import Mapping
from typing import Any

from hearthline import root, root_work
from hearthline.platform.logs import log
from hearthline.platform.outbox import read_event
from hearthline.platform.queues import each_record


def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Handle a batch of the reactions queue; what could not be handled is delivered again."""
    answer = each_record(event, _react)
    log("reactions", records=len(event["Records"]), failed=len(answer["batchItemFailures"]))
    return answer


def _react(body: Mapping[str, Any]) -> None:
    """Let each reaction have the event; one that fails takes it from none of the others."""
    event = read_event(body["detail"])
    failed: list[Exception] = []
    for reaction in root_work.reactions():
        try:
            reaction(event, root.now())
        except Exception as error:  # noqa: BLE001 - raised below, when all the others have had it
            failed.append(error)
    if failed:
        raise failed[0]
