"""What the import function makes of each message of its queue."""

import json
from dataclasses import replace
from typing import Any

import pytest

from complaint_import.handler import MARGIN_MS, handle
from hearthline import root, root_work
from hearthline.imports.model import Import, ImportStatus
from tests.unit.imports.builders import NOW

JOB = Import(
    "0123456789ABCDEF", "sz", "old-desk", None, "wang", NOW, status=ImportStatus.RUNNING, offset=40, total=90
)
ENDED = replace(JOB, status=ImportStatus.FINISHED, ended_at=NOW, offset=90)


class Function:
    """The function with its surroundings replaced: answers of the worker, and what was asked of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answer: Import | Exception | None = ENDED
        self.asked: list[str] = []
        self.had_time: list[bool] = []
        self.continued: list[dict[str, Any]] = []
        self.left = 10 * MARGIN_MS
        monkeypatch.setattr(root_work, "importing", lambda: self)
        monkeypatch.setattr(root_work, "continue_import", self.continued.append)
        monkeypatch.setattr(root, "now", lambda: NOW)

    def run(self, identifier: str, now: Any, may_go_on: Any) -> Import | None:
        self.asked.append(identifier)
        self.had_time.append(may_go_on())
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def get_remaining_time_in_millis(self) -> int:
        return self.left

    def receives(self, body: Any) -> list[dict[str, str]]:
        record = {"messageId": "m1", "body": body if isinstance(body, str) else json.dumps(body)}
        failures: list[dict[str, str]] = handle({"Records": [record]}, self)["batchItemFailures"]
        return failures


@pytest.fixture
def function(monkeypatch: pytest.MonkeyPatch) -> Function:
    return Function(monkeypatch)


def uploaded(*keys: str) -> dict[str, Any]:
    return {"Records": [{"s3": {"object": {"key": key, "versionId": "v"}}} for key in keys]}


def test_an_upload_starts_its_import(function: Function) -> None:
    assert function.receives(uploaded("uploads/0123456789ABCDEF/data.csv")) == []

    assert function.asked == [JOB.id]
    assert function.continued == []


def test_what_is_not_finished_goes_on_by_a_message_of_its_own(function: Function) -> None:
    function.answer = JOB

    function.receives({"import": JOB.id, "offset": 20})

    assert function.continued == [{"import": JOB.id, "offset": 40}]


def test_a_message_delivered_again_when_all_is_done_asks_for_nothing_more(function: Function) -> None:
    function.answer = None

    assert function.receives({"import": JOB.id, "offset": 20}) == []
    assert function.continued == []


@pytest.mark.parametrize(
    "body", [{"Service": "Amazon S3", "Event": "s3:TestEvent"}, uploaded("rejected/x.csv", "uploads/x"), {}]
)
def test_a_message_about_no_import_is_done_with(function: Function, body: dict[str, Any]) -> None:
    assert function.receives(body) == []
    assert function.asked == []


@pytest.mark.parametrize("body", ["no json", "[]"])
def test_a_message_that_cannot_be_read_comes_back(function: Function, body: str) -> None:
    assert function.receives(body) == [{"itemIdentifier": "m1"}]


def test_an_import_that_broke_off_is_delivered_again(function: Function) -> None:
    function.answer = TimeoutError()

    assert function.receives({"import": JOB.id, "offset": 20}) == [{"itemIdentifier": "m1"}]


def test_it_stops_while_there_is_time_left_to_hand_over(function: Function) -> None:
    function.receives({"import": JOB.id})
    function.left = MARGIN_MS
    function.receives({"import": JOB.id})

    assert function.had_time == [True, False]
