"""Scheduled each minute: whatever is due. Also takes its own continuations from the sweep queue."""

from datetime import datetime
from typing import Any

from hearthline import root, root_work
from hearthline.platform.instants import read_instant
from hearthline.platform.logs import log
from hearthline.platform.metrics import Unit, emit
from hearthline.platform.queues import each_record

MARGIN_MS = 10_000
CALENDAR_WARNING_DAYS = 60


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Sweep at the event's own `time`, or go on where an earlier invocation left off.

    The schedule's event, or one made by hand, has `time` (RFC 3339); the sweep queue's records carry
    `time` and `rest`. The answer to a direct call holds the figures of what was done.
    """
    if "Records" in event:
        return each_record(event, lambda body: _sweep(body, context))
    return _sweep(event, context)


def _sweep(wish: dict[str, Any], context: Any) -> dict[str, Any]:
    now = read_instant(wish["time"])
    done = root_work.sweeping().run(
        now, lambda: context.get_remaining_time_in_millis() > MARGIN_MS, wish.get("rest")
    )
    if done["rest"] is not None:
        root_work.continue_sweep({"time": wish["time"], "rest": done["rest"]})
    log("swept", **done)
    _measure(done, now)
    return done


def _measure(done: dict[str, Any], now: datetime) -> None:
    tables = [figures for figures in done.values() if isinstance(figures, dict) and "handled" in figures]
    root.rulebook().refresh(now)
    days_left = root.rulebook().days_left(now)
    metrics: dict[str, tuple[float, Unit]] = {
        "SweepHandled": (sum(figures["handled"] for figures in tables), "Count"),
        "SweepFailed": (sum(figures["failed"] for figures in tables), "Count"),
        "SweepLag": (max((figures["lag_seconds"] for figures in tables), default=0), "Seconds"),
    }
    if days_left:
        metrics["CalendarDaysLeft"] = (min(days_left.values()), "Count")
    emit(root.settings().metrics_namespace, metrics, {}, at=root.now())
    for calendar, days in days_left.items():
        if days < CALENDAR_WARNING_DAYS:
            log("calendar.ends", level="WARNING", calendar=calendar, days=days)
