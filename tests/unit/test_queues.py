"""A batch is handled record by record; a message is sent or reported."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from hearthline.platform import queues
from hearthline.platform.queues import SendFailed, each_record, records_together, send_all


def batch(*bodies: str) -> dict[str, Any]:
    return {
        "Records": [
            {"messageId": f"m{place}", "body": body, "attributes": {"ApproximateReceiveCount": "2"}}
            for place, body in enumerate(bodies)
        ]
    }


class Queue:
    """A queue that refuses each body as often as the test says; SenderFault where the number is negative."""

    def __init__(self, **refusals: int) -> None:
        self.refusals = refusals
        self.requests: list[list[dict[str, Any]]] = []
        self.taken: list[str] = []

    def send_message_batch(self, *, QueueUrl: str, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        assert QueueUrl == "queue"
        self.requests.append(Entries)
        failed = []
        for entry in Entries:
            left = self.refusals.get(entry["MessageBody"], 0)
            if left:
                self.refusals[entry["MessageBody"]] = left - 1 if left > 0 else left
                failed.append({"Id": entry["Id"], "SenderFault": left < 0, "Code": "x"})
            else:
                self.taken.append(entry["MessageBody"])
        return {"Failed": failed, "Successful": []} if failed else {"Successful": []}


def test_every_record_is_handled() -> None:
    seen: list[dict[str, Any]] = []
    assert each_record(batch('{"a":1}', '{"a":2}'), seen.append) == {"batchItemFailures": []}
    assert seen == [{"a": 1}, {"a": 2}]


def test_a_record_that_fails_does_not_hold_up_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[int] = []

    def handle(body: dict[str, Any]) -> None:
        if body["a"] == 2:
            raise ValueError("phone 13800138000")
        seen.append(body["a"])

    failures = each_record(batch('{"a":1}', '{"a":2}', '{"a":3}'), handle)

    assert failures == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
    assert seen == [1, 3]
    [line] = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
    assert (line["event"], line["message"], line["error"]) == ("record.failed", "m1", "ValueError")
    assert line["deliveries"] == "2"
    assert "13800138000" not in json.dumps(line)


@pytest.mark.parametrize("body", ["", "{", "[]", '"x"', '{"a":1,"a":2}', '{"a":"\\ud800"}', '{"a":"\ud800"}'])
def test_a_record_that_cannot_be_read_is_reported_once(body: str, capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[dict[str, Any]] = []

    failures = each_record(batch(body, '{"a":1}'), seen.append)

    assert failures == {"batchItemFailures": [{"itemIdentifier": "m0"}]}
    assert seen == [{"a": 1}]
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_what_records_say_is_handled_at_once_and_by_itself_only_where_that_fails() -> None:
    seen: list[list[int]] = []

    def handle(numbers: Sequence[int]) -> None:
        seen.append(list(numbers))
        if 2 in numbers:
            raise ValueError

    whole = records_together(batch('{"a":1}', '{"a":3}', '{"b":4}'), lambda body: body.get("a"), handle)
    parts = records_together(batch("[]", '{"a":1}', '{"a":2}', '{"a":3}'), lambda body: body["a"], handle)

    assert whole == {"batchItemFailures": []}
    assert parts == {"batchItemFailures": [{"itemIdentifier": "m0"}, {"itemIdentifier": "m2"}]}
    assert seen == [[1, 3], [1, 2, 3], [1], [2], [3]]


def test_messages_are_sent_in_tens() -> None:
    queue = Queue()
    bodies = [f"b{i}" for i in range(25)]

    assert send_all(queue, "queue", bodies, pause=never) == 25
    assert [len(request) for request in queue.requests] == [10, 10, 5]
    assert queue.taken == bodies
    assert "DelaySeconds" not in queue.requests[0][0]


def test_no_message_is_no_request() -> None:
    queue = Queue()
    assert send_all(queue, "queue", [], pause=never) == 0
    assert queue.requests == []


def test_a_request_stays_below_what_a_queue_takes() -> None:
    queue = Queue()
    large = "漏" * 40_000  # 120,000 bytes

    send_all(queue, "queue", [large] * 5, pause=never)

    assert [len(request) for request in queue.requests] == [2, 2, 1]


def test_bodies_are_made_as_they_are_sent() -> None:
    queue = Queue()

    def bodies() -> Iterator[str]:
        for place in range(20):
            assert len(queue.taken) >= place - 10
            yield f"b{place}"

    send_all(queue, "queue", bodies(), pause=never)
    assert len(queue.taken) == 20


def test_each_message_has_its_own_delay() -> None:
    queue = Queue()
    send_all(queue, "queue", ["a", "b"], delays=[30, 0], pause=never)
    assert [entry.get("DelaySeconds") for entry in queue.requests[0]] == [30, None]


def test_only_what_was_refused_is_sent_again_after_growing_pauses() -> None:
    queue = Queue(b=2)
    pauses: list[float] = []

    assert send_all(queue, "queue", ["a", "b", "c"], pause=pauses.append) == 3
    assert sorted(queue.taken) == ["a", "b", "c"]
    assert [[entry["MessageBody"] for entry in request] for request in queue.requests] == [
        ["a", "b", "c"],
        ["b"],
        ["b"],
    ]
    assert pauses == sorted(pauses)
    assert len(pauses) == 2


def test_what_is_never_taken_is_named_when_all_else_is_sent() -> None:
    queue = Queue(b1=99, b12=99)

    with pytest.raises(SendFailed) as caught:
        send_all(queue, "queue", [f"b{i}" for i in range(15)], pause=lambda _: None)

    assert caught.value.ids == (1, 12)
    assert len(queue.taken) == 13
    assert len(queue.requests) == 2 * queues.TRIES


def test_a_message_at_fault_itself_is_not_sent_again() -> None:
    queue = Queue(b=-1)

    with pytest.raises(SendFailed) as caught:
        send_all(queue, "queue", ["a", "b"], pause=never)

    assert caught.value.ids == (1,)
    assert len(queue.requests) == 1


def never(_: float) -> None:
    raise AssertionError("nothing to wait for")
