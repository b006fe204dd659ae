"""The feedback queue and SNS's own log: which records are taken, and what is counted."""

import gzip
import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from delivery_feedback import handler
from hearthline import root, root_members
from hearthline.notices.reports import Report, report_in
from hearthline.platform.settings import Settings
from tests.unit.notices.provider_reports import NOW, ses_bounce, ses_delivery, sns_text


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []

    def take(body: Mapping[str, Any], now: datetime) -> Report | None:
        found.append(body)
        return report_in(body, now)

    monkeypatch.setattr(root_members, "feedback", lambda: [take])
    monkeypatch.setattr(root, "now", lambda: NOW)
    monkeypatch.setattr(root, "settings", lambda: Settings({}))
    return found


def queued(*bodies: Mapping[str, Any]) -> dict[str, Any]:
    records = [{"messageId": str(place), "body": json.dumps(body)} for place, body in enumerate(bodies)]
    return {"Records": records}


def logged(*lines: str) -> dict[str, Any]:
    batch = {"messageType": "DATA_MESSAGE", "logEvents": [{"id": "1", "message": line} for line in lines]}
    return {"awslogs": {"data": b64encode(gzip.compress(json.dumps(batch).encode())).decode()}}


def metrics(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [line for line in lines if "_aws" in line]


def test_a_batch_is_taken_and_counted(
    taken: list[Mapping[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    bodies = [ses_delivery("m1"), ses_delivery("m2"), ses_bounce("m3", "a@b.example"), {"other": True}]

    assert handler.handle(queued(*bodies), None) == {"batchItemFailures": []}

    assert taken == bodies
    counted = metrics(capsys)
    assert [line.get("reports_delivered") for line in counted] == [2, None]
    assert [line.get("reports_bounced") for line in counted] == [None, 1]
    assert {line["channel"] for line in counted} == {"email"}


def test_a_record_that_is_unreadable_comes_back_alone_and_shows_no_address(
    taken: list[Mapping[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    broken = {**ses_bounce("m1", "wang@example.com"), "mail": {}}

    answer = handler.handle(queued(broken, ses_delivery("m2")), None)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "0"}]}
    assert "wang" not in capsys.readouterr().out


def test_lines_of_the_log_of_short_messages_are_taken(taken: list[Mapping[str, Any]]) -> None:
    line = sns_text("s-1", "SUCCESS", "Message has been accepted by phone carrier")

    handler.handle(logged(json.dumps(line), "no json", "[1]"), None)

    assert taken == [line]
