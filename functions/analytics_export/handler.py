"""Queue-triggered: writes the export for analysis, each night and on command, invocation after invocation."""

from collections.abc import Mapping
from typing import Any

from hearthline import root, root_analytics
from hearthline.analytics.exporting import Progress
from hearthline.platform.logs import log
from hearthline.platform.metrics import emit
from hearthline.platform.queues import each_record

MARGIN_MS = 30_000
"""Time kept for the place that is being written when it is looked at, and for handing over."""


def handle(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """Go on with the export that each message tells of; a message that failed is delivered again.

    A record's body is `{}` from the schedule; an operator's may say `as_of` and `everything`; or
    it is what an earlier invocation left to do. All of them may come twice.
    """
    return each_record(event, lambda body: _go_on(body, context))


def _go_on(body: Mapping[str, Any], context: Any) -> None:
    done, finished = root_analytics.exporter().go_on(
        Progress.read(body, root.now()), lambda: context.get_remaining_time_in_millis() > MARGIN_MS
    )
    if not finished:
        root_analytics.continue_export(done.message())
    elif done.failed:
        failed = len(done.failed)
        emit(root.settings().metrics_namespace, {"AnalyticsFailed": (failed, "Count")}, {}, at=root.now())
    log("analytics.exported", finished=finished, **done.message())
