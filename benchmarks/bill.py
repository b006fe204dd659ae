"""A year's bill: what was counted and what stands there all the time, at list prices."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from benchmarks import prices
from benchmarks.meter import Used
from benchmarks.places import ROOT
from benchmarks.prices import GIGABYTE, MONTHS, Price
from benchmarks.usage import Usage, total
from tests.engines.definitions import read_template

MINUTES: Final = 365 * 24 * 60
PROCESSOR_AT_MB: Final = 1769
"""With so much memory a function has one processor, with less a share: docs.aws.amazon.com/lambda."""
CLIENT_MS: Final = 1.2
"""Processor time of botocore for a call, which the simulation does not make (the table of overhead)."""
WAIT_MS: Final = 6.0
"""What a call waits for its answer within a region; taken, not measured."""
COLD: Final = 0.05
"""The share of invocations that start an environment; taken, not measured."""
COLD_MS: Final = 330 + 100
"""Processor time of such a start: the slowest handler, and Python with the runtime."""
PLATFORM_LOG: Final = 420
"""Bytes of the three lines that Lambda itself writes for an invocation."""
ACCESS_LOG: Final = 330
"""Bytes of the gateway's line for a request."""
COMPRESSED: Final = 0.15
_POLLS_A_MINUTE: Final = 5 * 3
"""Five pollers of each queue, each of which waits 20 seconds."""

Lines = Iterator[tuple[Price, float]]


@dataclass(frozen=True, slots=True)
class Stored:
    """What lies there at the end of the year: bytes of tables, of files."""

    table_bytes: float
    file_bytes: float


def of_usage(usage: Usage) -> Lines:
    """Give the lines that follow from what was used."""
    used = total(usage)
    invocations = used[Used.INVOCATIONS]
    logs = used[Used.LOG_BYTES] + invocations * PLATFORM_LOG + used[Used.HTTP] * ACCESS_LOG
    yield prices.HTTP, used[Used.HTTP]
    yield prices.INVOKED, invocations
    yield prices.COMPUTED, gigabyte_seconds(usage)
    yield prices.WRITTEN, used[Used.WRITE_UNITS]
    yield prices.READ, used[Used.READ_UNITS]
    yield prices.QUEUED, used[Used.QUEUE_REQUESTS]
    yield prices.EVENTS, used[Used.EVENTS]
    yield prices.LOGGED, logs / GIGABYTE
    yield prices.KEPT, logs * COMPRESSED / GIGABYTE * MONTHS
    yield prices.TRACES, invocations
    yield prices.SECRETS_READ, invocations * COLD
    yield prices.TRAFFIC, used[Used.BYTES_OUT] / GIGABYTE
    yield prices.MAILS, used[Used.MAILS]
    yield prices.TEXTS, used[Used.TEXTS]


def of_a_year(usage: Usage, stored: Stored, metrics: int, staff: int) -> Lines:
    """Give all lines: also for what stands there whether anything happens or not."""
    for price, quantity in of_usage(usage):
        yield price, quantity + (polls() if price is prices.QUEUED else 0)
    gigabytes = stored.table_bytes / GIGABYTE
    yield prices.TICKS, MINUTES + 365
    yield prices.STORED, gigabytes * MONTHS
    yield prices.RESTORABLE, gigabytes * MONTHS
    yield prices.FILES, stored.file_bytes / GIGABYTE * MONTHS
    yield prices.ALARMS, _alarm_metrics() * MONTHS
    yield prices.COMPOSITES, _count("AWS::CloudWatch::CompositeAlarm") * MONTHS
    yield prices.METRICS, metrics * MONTHS
    yield prices.DASHBOARDS, _count("AWS::CloudWatch::Dashboard") * MONTHS
    yield prices.SECRETS, _count("AWS::SecretsManager::Secret") * MONTHS
    yield prices.STAFF, staff * MONTHS
    yield prices.MACHINES, MONTHS
    yield prices.TOKENS, 365 * 24


def gigabyte_seconds(usage: Usage) -> float:
    """Give how long functions take by their memory: processor time at their share of one, and waiting."""
    seconds = 0.0
    for function, counted in usage.items():
        megabytes = _memory(function)
        busy = counted[Used.CPU_MS] + counted[Used.CALLS] * CLIENT_MS
        busy += counted[Used.INVOCATIONS] * COLD * COLD_MS
        ms = busy * PROCESSOR_AT_MB / megabytes + counted[Used.CALLS] * WAIT_MS
        seconds += ms / 1000 * megabytes / 1024
    return seconds


def polls() -> int:
    """Give how often a year Lambda's pollers ask queues in which there is nothing."""
    return _sqs_events() * _POLLS_A_MINUTE * MINUTES


@cache
def _resources() -> list[tuple[str, dict[str, Any]]]:
    paths = [ROOT / "template.yaml", *sorted((ROOT / "infra").glob("*.yaml"))]
    return [each for path in paths for each in read_template(path)["Resources"].items()]


def _functions() -> dict[str, dict[str, Any]]:
    return {
        name: made["Properties"] for name, made in _resources() if made["Type"] == "AWS::Serverless::Function"
    }


def _memory(function: str) -> int:
    return int(_functions()[function].get("MemorySize", 512))


def _sqs_events() -> int:
    events = [event for made in _functions().values() for event in made.get("Events", {}).values()]
    return sum(event["Type"] == "SQS" for event in events)


def _count(kind: str) -> int:
    return sum(made["Type"] == kind for _, made in _resources())


def _alarm_metrics() -> int:
    """Give how many metrics alarms look at: one each, or those that a formula names."""
    alarms = [made["Properties"] for _, made in _resources() if made["Type"] == "AWS::CloudWatch::Alarm"]
    return sum(
        sum("MetricStat" in part for part in alarm["Metrics"]) if "Metrics" in alarm else 1
        for alarm in alarms
    )
