"""What the desk's routes of surveys ask of the tables, in requests, as docs/data-model.md has it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from hearthline import root
from hearthline.surveys.keys import LIST_SHARDS
from tests.contract.answer import Answer
from tests.contract.answerers import Owners, answers, launched
from tests.contract.campaigning import AT, EVERYBODY, KEY, act, counted, fill, making, patch, work
from tests.contract.service import MARKETING, Service
from tests.contract.surveyor import surveying
from tests.contract.test_campaign_recipients import in_doubt
from tests.unit.surveys.questionnaires import EVERY_TYPE

QUESTIONNAIRES = "/api/questionnaires"
FIRM = {"third_party": "person"}


class Meter:
    """Counts what requests ask of the tables, after the documents in force were read."""

    def __init__(self, service: Service) -> None:
        self.service = service
        root.cities_at(service.now)

    def of(self, ask: Callable[[], Answer]) -> int:
        """Give how many requests one takes that is answered well."""
        with self._noting() as asked:
            answer = ask()
        assert answer.status < 300, answer.text
        return len(asked)

    def get(self, path: str, **query: Any) -> int:
        return self.of(lambda: self.service.get(path, MARKETING, **query))

    def post(self, path: str, body: Any, headers: dict[str, str] | None = None) -> int:
        return self.of(lambda: self.service.post(path, body, MARKETING, headers))

    def act(self, place: str, what: str) -> int:
        return self.of(lambda: act(self.service, place, what))

    @contextmanager
    def _noting(self) -> Iterator[list[str]]:
        asked: list[str] = []

        def note(model: Any, **_: Any) -> None:
            asked.append(model.name)

        events = self.service.cloud.clients["dynamodb"].meta.events
        events.register("before-call.dynamodb.*", note)
        try:
            yield asked
        finally:
            events.unregister("before-call.dynamodb.*", note)


@pytest.fixture
def meter(service: Service) -> Meter:
    return Meter(service)


def test_what_questionnaires_cost(service: Service, meter: Meter) -> None:
    assert meter.post(QUESTIONNAIRES, EVERY_TYPE) == 1
    assert meter.post(QUESTIONNAIRES, EVERY_TYPE, KEY) == 2
    assert meter.post(QUESTIONNAIRES, EVERY_TYPE, KEY) == 1, "the same again"
    place = f"{QUESTIONNAIRES}/{service.post(QUESTIONNAIRES, EVERY_TYPE, MARKETING, KEY).json['id']}"
    assert (meter.get(QUESTIONNAIRES), meter.get(place), meter.get(f"{place}/versions/1")) == (1, 2, 1)
    assert meter.post(f"{QUESTIONNAIRES}/check", EVERY_TYPE) == 0
    assert meter.of(lambda: patch(service, f"{place}/versions/1", EVERY_TYPE)) == 4
    assert meter.post(f"{place}/versions", EVERY_TYPE) == 3


def test_what_running_a_campaign_costs_its_desk(service: Service, meter: Meter) -> None:
    fill(service)
    with surveying(service) as surveyor:
        asks = {"questionnaire": service.post(QUESTIONNAIRES, EVERY_TYPE, MARKETING).json["id"]}
        assert meter.post(AT, making(service, **asks), KEY) == 4
        assert meter.post(AT, making(service, **asks), KEY) == 1, "the same again"
        place = f"{AT}/{service.post(AT, making(service, **asks), MARKETING, KEY).json['id']}"
        assert (meter.get(AT), meter.get(place)) == (2, 2)
        assert meter.of(lambda: patch(service, place, {"rate": 60})) == 3
        assert meter.of(lambda: patch(service, place, {"questionnaire_version": 1})) == 6
        assert meter.post(f"{place}/audience", {"filter": EVERYBODY}) == 4
        assert meter.get(f"{place}/audience") == 2
        counted(service, place)
        assert (meter.get(f"{place}/audience"), meter.get(place)) == (4, 3)
        assert meter.post(f"{place}/launch", {}) == 5
        assert meter.get(f"{place}/progress") == 3
        work(surveyor, place)
        assert meter.get(f"{place}/progress") == 2
        assert meter.get(f"{place}/recipients", state="failed") == 1 + LIST_SHARDS
        assert meter.get(f"{place}/recipients", state="made") == 1 + LIST_SHARDS + 3
        assert (meter.act(place, "pause"), meter.act(place, "resume"), meter.act(place, "cancel")) == (
            2,
            3,
            3,
        )


def test_what_deciding_where_nobody_knows_costs(service: Service, meter: Meter) -> None:
    with surveying(service) as surveyor:
        place, _ = in_doubt(service, surveyor)
        body = {"resend": False, "reason": "供应商确认没有发出。"}

        assert meter.post(f"{place}/doubtful", body) == 1 + LIST_SHARDS + 2 + 2


def test_what_reading_results_and_taking_them_away_costs(service: Service, meter: Meter) -> None:
    place = f"{AT}/{launched(service, 'CAMPAIGN00000001', series='yearly').id}"
    Owners(service, launched(service, "CAMPAIGN00000002", series="yearly")).say(
        6, "sz", "living", answers(5, 5, 10)
    )

    assert (meter.get(f"{place}/results"), meter.get(f"{place}/results", by="city")) == (1, 1)
    assert {meter.get(f"{place}/results", by=by) for by in ("project", "stage", "recovery")} == {2}
    assert meter.get(f"{place}/results", by="wave") == 4
    assert meter.post(f"{place}/export", {"format": "csv"}) == 3
    assert meter.get(f"{place}/export") == 3

    fill(service)
    sampled = f"{AT}/{service.post(AT, making(service, **FIRM), MARKETING).json['id']}"
    counted(service, sampled)
    service.post(f"{sampled}/launch", {}, MARKETING)
    with surveying(service) as surveyor:
        work(surveyor, sampled)
    assert meter.of(lambda: act(service, sampled, "sample")) == 3
    assert meter.get(f"{sampled}/sample") == 3
