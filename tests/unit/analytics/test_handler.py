"""The function behind the queue of exports: where a message begins or goes on, and what is handed over."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from analytics_export import handler
from hearthline import root, root_analytics
from hearthline.analytics.exporting import Progress, Run

SUNDAY = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)


class Context:
    """What an invocation has left."""

    def get_remaining_time_in_millis(self) -> int:
        return handler.MARGIN_MS + 1


class SomeExporter:
    """Writes one place of many each time."""

    def __init__(self, *, finished: bool) -> None:
        self.finished = finished
        self.failed: tuple[str, ...] = ()
        self.asked: list[Progress] = []
        self.continued: list[Any] = []

    def go_on(self, done: Progress, may_go_on: Callable[[], bool]) -> tuple[Progress, bool]:
        assert may_go_on()
        self.asked.append(done)
        after = replace(done, source="cases", place="2026-11/sz", rows={"complaints": 3}, failed=self.failed)
        return after, self.finished


@pytest.fixture
def exporting(monkeypatch: pytest.MonkeyPatch) -> Callable[..., SomeExporter]:
    def so_far(*, finished: bool) -> SomeExporter:
        exporter = SomeExporter(finished=finished)
        monkeypatch.setattr(root, "now", lambda: SUNDAY)
        monkeypatch.setattr(root_analytics, "exporter", lambda: exporter)
        monkeypatch.setattr(root_analytics, "continue_export", exporter.continued.append)
        return exporter

    return so_far


def handle(body: dict[str, Any]) -> dict[str, Any]:
    return handler.handle({"Records": [{"messageId": "1", "body": json.dumps(body)}]}, Context())


def test_the_schedules_message_begins_an_export_as_of_now_and_on_sundays_of_everything(
    exporting: Callable[..., SomeExporter],
) -> None:
    exporter = exporting(finished=True)

    assert handle({}) == {"batchItemFailures": []}
    assert exporter.asked == [Progress(Run(SUNDAY, everything=True))]
    assert exporter.continued == []


def test_what_is_left_goes_on_where_it_stopped(exporting: Callable[..., SomeExporter]) -> None:
    exporter = exporting(finished=False)
    handle({"as_of": "2026-11-23T17:30:00.000Z"})

    (left,) = exporter.continued
    handle(json.loads(json.dumps(left)))

    began, went_on = exporter.asked
    assert began == Progress(Run(datetime(2026, 11, 23, 17, 30, tzinfo=UTC), everything=False))
    assert went_on == replace(began, source="cases", place="2026-11/sz", rows={"complaints": 3})


def test_an_operator_says_whether_everything_is_meant(exporting: Callable[..., SomeExporter]) -> None:
    exporter = exporting(finished=True)

    handle({"everything": False})

    assert [done.run.everything for done in exporter.asked] == [False]


def test_places_that_failed_are_counted_for_the_alarm_when_all_is_written(
    exporting: Callable[..., SomeExporter],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("METRICS_NAMESPACE", "Hearthline")
    exporter = exporting(finished=False)
    exporter.failed = ("cases/2026-11/gz",)
    handle({})
    assert "AnalyticsFailed" not in capsys.readouterr().out

    exporter.finished = True
    handle(json.loads(json.dumps(exporter.continued[0])))

    assert exporter.asked[1].failed == ("cases/2026-11/gz",)
    assert '"AnalyticsFailed":1' in capsys.readouterr().out.replace(" ", "")
