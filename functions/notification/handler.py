"""Queue-triggered: tells people about events, and takes up deliveries whose timer is due."""

from collections.abc import Iterable, Mapping
from typing import Any

from hearthline import root, root_notices, root_work
from hearthline.notices.lifting import PROVED
from hearthline.notices.model import Delivery, MessageClass, State
from hearthline.platform.logs import log
from hearthline.platform.outbox import read_event
from hearthline.platform.queues import each_record

_NOBODY = "no_channel"


def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Handle a batch of the notices queue; what could not be handled is delivered again.

    A record's body is an entry of the event bus, `{"delivery": "<message id>"}` from the sweep, or one of the
    send queue: `{"campaign", "message", "invitations"}`, the last by hash.
    """
    answer = each_record(event, _tell)
    log("notices", records=len(event["Records"]), failed=len(answer["batchItemFailures"]))
    return answer


def _tell(body: Mapping[str, Any]) -> None:
    if "delivery" in body:
        found = root_work.notifier().on_delivery(str(body["delivery"]), root.now())
        _report([found] if found else [])
    elif "campaign" in body:
        from hearthline import root_asking

        _report(root_asking.telling_invited()(body, root.now()))
    else:
        event, now = read_event(body["detail"]), root.now()
        if event.type == PROVED:
            root_notices.lifting()(event)
        _report(root_work.notifier().on_event(event, now))


def _report(told: Iterable[Delivery]) -> None:
    for one in told:
        lost = one.state is State.FAILED and one.reason != _NOBODY
        asked = one.message.message_class is MessageClass.SURVEY  # its campaign counts what failed
        log(
            "notice",
            level="INFO" if not lost else "WARNING" if asked else "ERROR",
            delivery=one.message.id,
            purpose=one.message.purpose,
            about=one.message.event.id,
            state=one.state.value,
            channel=one.channel,
            reason=one.reason,
            claims=one.claims,
        )
