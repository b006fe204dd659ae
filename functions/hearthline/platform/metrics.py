"""Metrics as log lines: CloudWatch's embedded metric format, one JSON line for each set of figures.

The specification: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/
CloudWatch_Embedded_Metric_Format_Specification.html
"""

from collections.abc import Mapping
from datetime import datetime
from math import isfinite
from typing import Final, Literal

from hearthline.platform import logs

Unit = Literal["Count", "Milliseconds", "Seconds", "Bytes", "Percent", "None"]

MOST_METRICS: Final = 100
MOST_DIMENSIONS: Final = 30


class MetricRefused(ValueError):
    """A line that CloudWatch would silently make nothing of; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def emit(
    namespace: str,
    metrics: Mapping[str, tuple[float, Unit]],
    dimensions: Mapping[str, str],
    properties: Mapping[str, object] | None = None,
    *,
    at: datetime,
) -> None:
    """Write one line that CloudWatch turns into metrics with these dimensions.

    Each combination of dimension values is a metric that is paid for: few and bounded ones only. `properties`
    stand in the line to be searched for; personal ones are refused as in any log line. `at` is the time of
    the figures; CloudWatch drops what is older than 14 days or more than 2 hours ahead. Raises MetricRefused.
    """
    extra = properties or {}
    _check(namespace, metrics, dimensions, extra)
    directive = {
        "Namespace": namespace,
        "Dimensions": [list(dimensions)],
        "Metrics": [{"Name": name, "Unit": unit} for name, (_, unit) in metrics.items()],
    }
    head = {"_aws": {"Timestamp": round(at.timestamp() * 1000), "CloudWatchMetrics": [directive]}}
    values = {name: value for name, (value, _) in metrics.items()}
    logs.write_line({**extra, **dimensions}, head={**head, **values})


def _check(
    namespace: str,
    metrics: Mapping[str, tuple[float, Unit]],
    dimensions: Mapping[str, str],
    properties: Mapping[str, object],
) -> None:
    if not 0 < len(namespace) <= 1024:
        raise MetricRefused("a namespace has 1 to 1024 characters")
    if not 0 < len(metrics) <= MOST_METRICS:
        raise MetricRefused(f"a line has 1 to {MOST_METRICS} metrics")
    if len(dimensions) > MOST_DIMENSIONS:
        raise MetricRefused(f"a line has at most {MOST_DIMENSIONS} dimensions")
    if not all(isfinite(value) for value, _ in metrics.values()):
        raise MetricRefused("a value is a finite number")
    if not all(0 < len(value) <= 1024 for value in dimensions.values()):
        raise MetricRefused("a dimension's value has 1 to 1024 characters")
    names = [*metrics, *dimensions, *properties]
    if len(set(names)) != len(names) or "_aws" in names:
        raise MetricRefused("a name stands for one thing in a line")
