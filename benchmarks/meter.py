"""Counts what functions use of AWS while they run in this process, by function."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, Final

from greenlet import getcurrent, greenlet, settrace

from hearthline.platform.json_text import write_json

Handle = Callable[[dict[str, Any], Any], Any]


class Used(StrEnum):
    """What is counted."""

    INVOCATIONS = "invocations"
    HTTP = "HTTP requests"
    BYTES_OUT = "bytes answered"
    CPU_MS = "milliseconds of processor time"
    CALLS = "calls of AWS"
    READ_UNITS = "read units"
    WRITE_UNITS = "write units"
    QUEUE_REQUESTS = "queue requests"
    EVENTS = "events"
    MAILS = "mails"
    TEXTS = "short messages"
    LOG_BYTES = "bytes of logs"


NOBODY: Final = "outside"


class Meter:
    """What each function used; `metrics` are the names of the metrics that were written."""

    def __init__(self) -> None:
        self.used: dict[str, Counter[Used]] = {}
        self.metrics: set[tuple[str, ...]] = set()
        self._running: dict[greenlet, str] = {}
        self._since = 0.0

    def add(self, what: Used, much: float = 1) -> None:
        """Count something for the function that runs; half a unit is a half."""
        counted = self._of(self._running.get(getcurrent(), NOBODY))
        counted[what] += much  # type: ignore[assignment] # Counter promises whole numbers, and adds any

    def total(self) -> Counter[Used]:
        """Give what all functions used together; what happens outside of them is none of the product's."""
        total: Counter[Used] = Counter()
        for name, counted in self.used.items():
            if name != NOBODY:
                total.update(counted)
        return total

    def around(self, function: str, handle: Handle) -> Handle:
        """Give the handler of a function, counted."""

        def run(event: dict[str, Any], context: Any) -> Any:
            with self._invocation(function):
                self.add(Used.INVOCATIONS)
                if "Records" in event and "messageId" in event["Records"][0]:
                    # One request receives the batch, another deletes it, and each message was sent by one:
                    # those that are sent by tens cost less.
                    self.add(Used.QUEUE_REQUESTS, 2 + len(event["Records"]))
                answer = handle(event, context)
                if "routeKey" in event:
                    self.add(Used.HTTP)
                    self.add(Used.BYTES_OUT, _answered(answer))
                return answer

        return run

    def logged(self, fields: Mapping[str, object], *, head: Mapping[str, object]) -> None:
        """Count a line of a log as it would be written."""
        self.add(Used.LOG_BYTES, len(write_json({**head, **fields})))
        metrics: Any = head.get("_aws", {})
        for directive in metrics.get("CloudWatchMetrics", ()):
            values = [str(fields[name]) for names in directive["Dimensions"] for name in names]
            self.metrics.update((metric["Name"], *values) for metric in directive["Metrics"])

    @contextmanager
    def timing(self) -> Iterator[None]:
        """Let the processor time of each function be counted, also where many take turns."""
        self._since = time.thread_time()
        before = settrace(self._switched)
        try:
            yield
        finally:
            settrace(before)

    @contextmanager
    def _invocation(self, function: str) -> Iterator[None]:
        self._lapse(getcurrent())
        before = self._running.get(getcurrent())
        self._running[getcurrent()] = function
        try:
            yield
        finally:
            self._lapse(getcurrent())
            del self._running[getcurrent()]
            if before is not None:
                self._running[getcurrent()] = before

    def _switched(self, _: str, places: tuple[greenlet, greenlet]) -> None:
        self._lapse(places[0])

    def _lapse(self, who: greenlet) -> None:
        """Put the time since the last look down to whoever ran until now."""
        now = time.thread_time()
        counted = self._of(self._running.get(who, NOBODY))
        counted[Used.CPU_MS] += (now - self._since) * 1000  # type: ignore[assignment]
        self._since = now

    def _of(self, function: str) -> Counter[Used]:
        return self.used.setdefault(function, Counter())


def _answered(answer: Mapping[str, Any]) -> int:
    headers = sum(len(name) + len(str(value)) + 4 for name, value in answer.get("headers", {}).items())
    body = str(answer.get("body") or "").encode()
    return headers + (len(body) * 3 // 4 if answer.get("isBase64Encoded") else len(body))
