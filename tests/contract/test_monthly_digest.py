"""The monthly digest from its timer to the mail: once for each lead and manager, and each month."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from hearthline import root, root_insight, root_notices, root_work
from hearthline.platform.ids import read_number
from hearthline.platform.instants import read_instant
from hearthline.platform.outbox import read_event
from notification import handler
from tests.contract.service import COLLEAGUES, Service
from tests.contract.test_survey_rights import held
from tests.rights.acting import acting
from tests.unit.notices.builders import FakeChannel

DECEMBER = read_instant("2026-12-01T00:00:00.000Z")
"""Eight in the morning of the first of December, a Tuesday, in Shenzhen."""


@pytest.fixture
def mail(service: Service) -> Iterator[FakeChannel]:
    channel = FakeChannel()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hearthline.channels.channels", lambda *_: {"email": channel})
        root_notices.sender.cache_clear()
        root_work.notifier.cache_clear()
        yield channel


def sweep(service: Service) -> None:
    with acting("SlaMonitor"):
        root_work.sweeping().run(service.now, lambda: True)


def lines(month: str) -> list[dict[str, Any]]:
    return [item["event"] for item in root.complaints_table().query_all(("pk", f"M#{month}"))]


def test_who_leads_a_city_reads_once_what_came_of_its_month(service: Service, mail: FakeChannel) -> None:
    number = str(read_number(service.file()["number"]))
    root_insight.counting().count([number], service.now)
    with held(service, "SlaMonitor"):
        sweep(service)  # the environment's first: it arms the timer
        service.now = DECEMBER
        for _ in range(2):
            sweep(service)

    [event] = lines("2026-11")
    assert event["data"] == {"staff": "zhao", "month": "2026-11", "cities": ["sz"]}
    with held(service, "Notification"):
        for _ in range(2):
            body = json.dumps({"detail": event})
            assert handler.handle({"Records": [{"messageId": "1", "body": body}]}, None) == {
                "batchItemFailures": []
            }
    [(to, notice)] = mail.sent
    assert (to, notice.subject) == ("zhao@staff.example", "2026年11月投诉月报：深圳")
    assert "收到：1（上月 0，+1；去年同月 0，+1）" in notice.text
    assert "/desk/reports/promise?from=2026-11&to=2026-11&city=sz" in notice.text
    assert "王小明" not in notice.text + notice.html


def test_after_an_outage_the_latest_month_alone_is_told(service: Service) -> None:
    sweep(service)
    service.later(days=75)  # the 5th of February; those of December and of January were due
    sweep(service)

    assert [len(lines(month)) for month in ("2026-11", "2026-12", "2027-01")] == [0, 0, 1]


def test_an_environment_brings_a_timer_forward_that_was_played_away(service: Service) -> None:
    sweep(service)
    service.later(days=400)
    sweep(service)
    service.later(days=-400)
    root_work.sweeping.cache_clear()
    sweep(service)
    service.now = DECEMBER
    sweep(service)

    assert len(lines("2026-11")) == 1


def test_who_stands_in_for_somebody_reads_theirs(service: Service, mail: FakeChannel) -> None:
    away = {"absences": [{"from": "2026-12-01", "until": "2026-12-04", "deputy": "han"}]}
    people: Any = COLLEAGUES["people"]
    line = {**COLLEAGUES, "people": {**people, "zhao": {**people["zhao"], **away}}}
    service.save_document("reporting-line", 3, line)
    sweep(service)
    service.now = DECEMBER
    sweep(service)
    root_work.notifier().on_event(read_event(lines("2026-11")[0]), service.now)

    assert [to for to, _ in mail.sent] == ["han@staff.example"]
