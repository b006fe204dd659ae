"""The functions behind the stream and the queue of surveys: what they make of a batch."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from hearthline import root, root_surveys
from hearthline.platform.outbox import Event
from hearthline.platform.streams import Follower, Image
from survey_results import handler as results
from survey_watch import handler as watch

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


class Following:
    """Keeps what it was given; raises afterwards where it is told to."""

    def __init__(self, error: Exception | None = None) -> None:
        self.seen: list[Image] = []
        self._error = error

    def __call__(self, images: Sequence[Image], now: datetime) -> None:
        assert now == NOW
        self.seen += images
        if self._error:
            raise self._error


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(root, "now", lambda: NOW)


def changed(name: str, version: int, **more: Any) -> dict[str, Any]:
    image = {"pk": {"S": "I#C1#ab"}, "sk": {"S": name}, "version": {"N": str(version)}}
    return {"eventName": "MODIFY", "dynamodb": {"NewImage": image}} | more


def follow(monkeypatch: pytest.MonkeyPatch, followers: list[Follower], *records: dict[str, Any]) -> None:
    monkeypatch.setattr(root_surveys, "followers", lambda: followers)
    results.handle({"Records": list(records)}, None)


def test_who_follows_gets_each_item_as_its_change_left_it_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = Following(), Following()

    follow(monkeypatch, [one, other], changed("a", 1), changed("b", 4), changed("a", 2))

    assert [(image["sk"], image["version"]) for image in one.seen] == [("a", 1), ("b", 4), ("a", 2)]
    assert other.seen == one.seen


def test_an_item_that_is_gone_is_nothing_to_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Following()

    follow(monkeypatch, [one], {"eventName": "REMOVE", "dynamodb": {"Keys": {"pk": {"S": "I#C1#ab"}}}})

    assert one.seen == []


def test_one_that_fails_takes_the_batch_from_none_of_the_others_and_brings_it_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failing, other = Following(LookupError("first")), Following(ValueError("second"))

    with pytest.raises(LookupError, match="first"):
        follow(monkeypatch, [failing, other], changed("a", 1))

    assert other.seen == failing.seen


def queued(identity: str, body: Any) -> dict[str, Any]:
    return {"messageId": identity, "body": json.dumps(body)}


def test_an_event_that_somebody_could_not_take_is_delivered_again_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken: list[str] = []

    def reaction(event: Event, now: datetime) -> None:
        if event.subject == "complaint/2":
            raise LookupError
        taken.append(event.subject)

    monkeypatch.setattr(root_surveys, "reactions", lambda: [reaction])
    events = [
        {
            "id": f"{number}.9.0",
            "type": "complaint.closed",
            "version": 1,
            "at": "2026-11-22T08:00:00.000Z",
            "subject": f"complaint/{number}",
            "actor": {"kind": "system", "id": None},
            "data": {},
        }
        for number in (1, 2, 3)
    ]

    answer = watch.handle(
        {"Records": [queued(event["id"][0], {"detail": event}) for event in events]},  # type: ignore[index]
        None,
    )

    assert taken == ["complaint/1", "complaint/3"]
    assert answer == {"batchItemFailures": [{"itemIdentifier": "2"}]}
