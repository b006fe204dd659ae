"""The notices queue: which records lead to which call, and which come back."""

import json
from datetime import datetime
from typing import Any

import pytest

from hearthline import root, root_asking, root_notices, root_work
from hearthline.notices import delivery
from hearthline.notices.model import Delivery
from hearthline.platform.outbox import CUSTOMER, Event
from notification import handler
from tests.unit.notices.builders import NOW, PATIENCE, a_message, an_event
from tests.unit.notices.surveys import an_asking


class FakeSender:
    """Keeps what it is told; fails where it is asked to."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.deliveries: list[str] = []

    def on_event(self, event: Event, now: datetime) -> list[Delivery]:
        self.events.append(event)
        if event.id == "broken":
            raise RuntimeError("wang@example.com")
        return [delivery.abandon(delivery.queue(a_message(event), now, PATIENCE), now)]

    def on_delivery(self, id_: str, now: datetime) -> Delivery | None:
        self.deliveries.append(id_)
        return None


@pytest.fixture
def sender(monkeypatch: pytest.MonkeyPatch) -> FakeSender:
    sender = FakeSender()
    monkeypatch.setattr(root_work, "notifier", lambda: sender)
    monkeypatch.setattr(root, "now", lambda: NOW)
    return sender


def a_batch(*bodies: Any) -> dict[str, Any]:
    return {
        "Records": [
            {"messageId": str(number), "body": body if isinstance(body, str) else json.dumps(body)}
            for number, body in enumerate(bodies)
        ]
    }


def from_the_bus(event: Event) -> dict[str, Any]:
    return {"source": "hearthline", "detail-type": event.type, "detail": event.envelope()}


def test_an_event_from_the_bus_is_told(sender: FakeSender) -> None:
    assert handler.handle(a_batch(from_the_bus(an_event())), None) == {"batchItemFailures": []}

    assert sender.events == [an_event()]


def test_a_delivery_from_the_sweep_is_taken_up(sender: FakeSender) -> None:
    handler.handle(a_batch({"delivery": "6269eb44"}), None)

    assert sender.deliveries == ["6269eb44"]


def test_only_what_failed_comes_back(sender: FakeSender, capsys: pytest.CaptureFixture[str]) -> None:
    batch = a_batch(
        from_the_bus(an_event(id_="broken")), "{not json", {"detail": {}}, {"delivery": "6269eb44"}
    )

    answer = handler.handle(batch, None)

    assert [failed["itemIdentifier"] for failed in answer["batchItemFailures"]] == ["0", "1", "2"]
    assert sender.deliveries == ["6269eb44"]
    assert "wang@example.com" not in capsys.readouterr().out


def test_a_notice_that_failed_for_good_is_logged_as_an_error_without_the_person(
    sender: FakeSender, capsys: pytest.CaptureFixture[str]
) -> None:
    handler.handle(a_batch(from_the_bus(an_event())), None)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    [notice] = [line for line in lines if line["event"] == "notice"]
    assert (notice["level"], notice["state"], notice["reason"]) == ("ERROR", "failed", "too_late")
    assert (notice["purpose"], notice["about"]) == ("received", "K7Q29XPD3.1.0")


def test_a_record_of_the_send_queue_asks_whom_it_names_and_what_failed_is_its_campaigns_to_count(
    sender: FakeSender, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failed = delivery.abandon(delivery.queue(an_asking(), NOW, PATIENCE), NOW)
    bodies: list[Any] = []

    def telling(body: Any, now: datetime) -> list[Delivery]:
        bodies.append(body)
        return [failed]

    monkeypatch.setattr(root_asking, "telling_invited", lambda: telling)
    body = {"campaign": "C", "message": "invitation", "invitations": ["0a"]}

    assert handler.handle(a_batch(body), None) == {"batchItemFailures": []}

    assert bodies == [body]
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["level"] for line in lines if line["event"] == "notice"] == ["WARNING"]


def test_a_contact_that_was_proved_anew_is_no_longer_held_against_anybody(
    sender: FakeSender, monkeypatch: pytest.MonkeyPatch
) -> None:
    lifted: list[Event] = []
    monkeypatch.setattr(root_notices, "lifting", lambda: lifted.append)
    proved = Event("person.A.2.0", "person.contact_verified", NOW, "person/A", CUSTOMER, {"contact": "h1"})

    handler.handle(a_batch(from_the_bus(proved), from_the_bus(an_event())), None)

    assert lifted == [proved]
