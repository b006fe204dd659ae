"""Metric lines as CloudWatch reads them."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from hearthline.platform import logs
from hearthline.platform.metrics import MetricRefused, emit

AT = datetime(2026, 11, 22, 8, 0, 0, 123_000, tzinfo=UTC)


def test_a_line_follows_the_specification(capsys: pytest.CaptureFixture[str]) -> None:
    emit(
        "Hearthline",
        {"breaches": (3, "Count"), "lag": (1.5, "Seconds")},
        {"city": "hz"},
        {"sweep": "s-1"},
        at=AT,
    )

    assert json.loads(capsys.readouterr().out) == {
        "_aws": {
            "Timestamp": 1795334400123,
            "CloudWatchMetrics": [
                {
                    "Namespace": "Hearthline",
                    "Dimensions": [["city"]],
                    "Metrics": [{"Name": "breaches", "Unit": "Count"}, {"Name": "lag", "Unit": "Seconds"}],
                }
            ],
        },
        "breaches": 3,
        "lag": 1.5,
        "city": "hz",
        "sweep": "s-1",
    }


def test_metrics_need_no_dimension(capsys: pytest.CaptureFixture[str]) -> None:
    emit("Hearthline", {"due": (0, "Count")}, {}, at=AT)
    line = json.loads(capsys.readouterr().out)
    assert line["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [[]]


def test_a_metric_line_is_written_whatever_the_log_level(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "_output", logs._Output())
    logs.configure("ERROR")
    emit("Hearthline", {"due": (0, "Count")}, {}, at=AT)
    assert capsys.readouterr().out.count("\n") == 1


def test_personal_data_does_not_reach_a_metric_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "_output", logs._Output())
    emit("Hearthline", {"due": (1, "Count")}, {}, {"phone": "13800138000"}, at=AT)
    assert "13800138000" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "change",
    [
        {"namespace": ""},
        {"metrics": {}},
        {"metrics": {f"m{place}": (1, "Count") for place in range(101)}},
        {"metrics": {"m": (float("nan"), "Count")}},
        {"metrics": {"m": (float("inf"), "Count")}},
        {"dimensions": {f"d{place}": "x" for place in range(31)}},
        {"dimensions": {"d": ""}},
        {"dimensions": {"m": "x"}},
        {"properties": {"m": "x"}},
        {"properties": {"_aws": "x"}},
    ],
)
def test_what_cloudwatch_would_drop_in_silence_is_refused(
    change: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    line = {"namespace": "Hearthline", "metrics": {"m": (1, "Count")}, "dimensions": {"d": "x"}, "at": AT}
    with pytest.raises(MetricRefused):
        emit(**{**line, **change})
    assert capsys.readouterr().out == ""
