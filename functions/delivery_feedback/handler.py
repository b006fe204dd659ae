"""What the providers say afterwards of messages that they took: by queue, or as lines of SNS's own log."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from hearthline import root, root_members
from hearthline.notices.reports import Report
from hearthline.platform.log_events import is_log_batch, json_lines
from hearthline.platform.logs import log
from hearthline.platform.metrics import emit
from hearthline.platform.queues import each_record


def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Handle a batch; what could not be handled of a queue's is delivered again, of a log's the whole batch.

    A record's body is what the provider sent; who takes it knows its shape.
    """
    heard: Counter[tuple[str, str]] = Counter()

    def take(body: Mapping[str, Any]) -> None:
        for each in root_members.feedback():
            report = each(body, root.now())
            if isinstance(report, Report):
                heard[report.channel, report.heard.value] += 1

    answer: dict[str, Any] = {"batchItemFailures": []}
    if is_log_batch(event):
        lines = list(json_lines(event))
        for line in lines:
            take(line)
        log("feedback", records=len(lines), failed=0)
    else:
        answer = each_record(event, take)
        log("feedback", records=len(event["Records"]), failed=len(answer["batchItemFailures"]))
    _count(heard)
    return answer


def _count(heard: Mapping[tuple[str, str], int]) -> None:
    """Count the reports as metrics: a rise of bounces or complaints is seen before SES pauses the account."""
    for (channel, word), times in heard.items():
        emit(
            root.settings().metrics_namespace,
            {f"reports_{word}": (times, "Count")},
            {"channel": channel},
            at=root.now(),
        )
