"""Campaigns in contract tests: made, counted, launched and worked on."""

from typing import Any

import pytest

from hearthline import root, root_asking, root_members, root_work
from hearthline.members.history import Line
from hearthline.members.model import Person
from hearthline.platform.ids import identifier
from hearthline.platform.instants import instant
from hearthline.platform.outbox import SYSTEM
from hearthline.surveys.work import buckets_of, work_of
from tests.contract.answer import Answer
from tests.contract.service import (
    AUDITOR,
    MARKETING,
    Service,
    staff,
)
from tests.contract.surveyor import Surveyor
from tests.rights.acting import acting

AT = "/api/campaigns"
KEY = {"Idempotency-Key": "0123456789abcdef"}
OF_SZ = staff("xu", "marketing", "city:sz")
OF_GZ = staff("he", "marketing", "city:gz")
TEXT = {"zh": "请告诉我们您住得怎么样。", "en": "Please tell us how you live."}
EVERYBODY: dict[str, Any] = {"all": []}


def making(service: Service, **changes: Any) -> dict[str, Any]:
    body = {
        "name": "年度满意度",
        "questionnaire": "experience-report",
        "text": TEXT,
        "expires_at": instant(service.now.replace(month=12, day=20)),
        **changes,
    }
    return {name: value for name, value in body.items() if value is not None}


def made(service: Service, who: dict[str, Any] = MARKETING, **changes: Any) -> str:
    answer = service.post(AT, making(service, **changes), who)
    assert answer.status == 201, answer.text
    return f"{AT}/{answer.json['id']}"


def patch(
    service: Service,
    place: str,
    body: dict[str, Any],
    who: dict[str, Any] = MARKETING,
    headers: dict[str, str] | None = None,
) -> Answer:
    return service.ask("PATCH", place, json_body=body, headers=headers, claims=who)


def act(service: Service, place: str, what: str, who: dict[str, Any] = MARKETING) -> Answer:
    return service.ask("POST", f"{place}/{what}", claims=who)


def progress(service: Service, place: str) -> dict[str, Any]:
    found: dict[str, Any] = service.get(f"{place}/progress", AUDITOR).json
    return found


def fill(service: Service, cities: tuple[str, ...] = ("sz", "sz", "gz")) -> None:
    for city in cities:
        person = Person(
            identifier(root.entropy), created_at=service.now, changed_at=service.now, name="王小明", city=city
        )
        root_members.persons().create(person, [], [Line("registered", service.now, SYSTEM)])


def counted(service: Service, place: str, who: dict[str, Any] = MARKETING, **body: Any) -> dict[str, Any]:
    """Choose the audience, let the jobs count it, and give what it came to."""
    answer = service.post(f"{place}/audience", body or {"filter": EVERYBODY}, who)
    assert answer.status == 202, answer.text
    for part in range(4):
        with acting("ComplaintJobs"):
            assert root_work.jobs().run(f"{answer.json['run']}{part:02d}", lambda: True) is not None
    found: dict[str, Any] = service.get(f"{place}/audience", who).json
    return found


def work(surveyor: Surveyor, place: str) -> None:
    """Let the jobs do what the campaign wants, until it wants nothing else.

    Jobs walk through buckets: here through those with somebody in them, as an engine takes its time.
    """
    identity, before = place.removeprefix(f"{AT}/"), None
    while (found := root_asking.campaigns().load(identity)) is not None and found != before:
        before = found
        full = {each.hash[:2] for each in surveyor.invitations(identity)}
        with pytest.MonkeyPatch.context() as patch:
            for module in ("feeding", "closing"):
                patch.setattr(
                    f"hearthline.surveys.{module}.buckets_of",
                    lambda part, full=full: [each for each in buckets_of(part) if each in full],
                )
            for task in [task for group in work_of(found) for task in group]:
                with acting("ComplaintJobs"):
                    root_work.jobs().run(task.id, lambda: True)
