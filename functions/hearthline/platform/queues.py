"""SQS: handling a batch record by record, and sending many messages without losing one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Protocol, TypeVar

from hearthline.platform import logs
from hearthline.platform.json_text import NotJson, read_json
from hearthline.platform.pausing import jittered_sleep

T = TypeVar("T")

BATCH: Final = 10
"""Most messages of one request (SQS)."""
BATCH_BYTES: Final = 256 * 1024
"""Most bytes of one request that every region and every queue takes."""
TRIES: Final = 5


class SendFailed(Exception):
    """Some messages were not taken by the queue; `ids` are their places among the bodies, counted from 0."""

    def __init__(self, ids: Sequence[int]) -> None:
        super().__init__(f"{len(ids)} messages were not sent")
        self.ids = tuple(ids)


class SqsClient(Protocol):
    """What is used of botocore's SQS client."""

    def send_message_batch(self, *, QueueUrl: str, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        """Send up to ten messages; the answer tells of each."""
        ...


def each_record(
    event: Mapping[str, Any], handle: Callable[[dict[str, Any]], object]
) -> dict[str, list[dict[str, str]]]:
    """Hand each record's JSON object to `handle`; return which records SQS must deliver again.

    A record that can't be read, or whose handling raises, is logged and reported as failed; those after it
    are handled all the same. Needs ReportBatchItemFailures on the event source. What `handle` returns is not
    used.
    """
    failed = []
    for record in event["Records"]:
        message = record["messageId"]
        with logs.scope(message=message):
            try:
                handle(_object(record))
            except Exception as error:  # noqa: BLE001 - one bad record must not hold up the others
                logs.log("record.failed", level="ERROR", **logs.failure(error), **_delivery(record))
                failed.append({"itemIdentifier": message})
    return {"batchItemFailures": failed}


def records_together(
    event: Mapping[str, Any],
    read: Callable[[dict[str, Any]], T | None],
    handle: Callable[[Sequence[T]], object],
) -> dict[str, list[dict[str, str]]]:
    """Hand what all records say to `handle` at once; where that raises, what each says by itself.

    `read` gives what a record's JSON object says, None where it is nothing. `handle` must take a thing twice.
    Returns as `each_record` does.
    """
    found: list[T] = []
    answer = each_record(event, lambda body: found.extend(one for one in (read(body),) if one is not None))
    try:
        handle(found)
    except Exception as error:  # noqa: BLE001 - each is tried by itself, and the one that fails is told
        logs.log("batch.failed", level="WARNING", **logs.failure(error))
        failed = {one["itemIdentifier"] for one in answer["batchItemFailures"]}
        rest = [record for record in event["Records"] if record["messageId"] not in failed]
        again = each_record({"Records": rest}, lambda body: _handle_one(read(body), handle))
        answer["batchItemFailures"] += again["batchItemFailures"]
    return answer


def _handle_one(one: T | None, handle: Callable[[Sequence[T]], object]) -> None:
    if one is not None:
        handle([one])


def send_all(
    client: SqsClient,
    queue_url: str,
    bodies: Iterable[str],
    *,
    delays: Sequence[int] = (),
    pause: Callable[[float], None] = jittered_sleep,
) -> int:
    """Send every body as a message, in batches; return how many.

    `delays` says of each after how many seconds (0-900) it is seen; left out, at once.

    What the queue refuses for the moment is sent again, up to TRIES times in all with growing pauses. Raises
    SendFailed when all else is sent, with the places of those that never were; whatever a whole request
    raises (no permission, no network) is raised at once.
    """
    sent = 0
    lost: list[int] = []
    for batch in _batches(bodies):
        unsent = _send(client, queue_url, batch, delays, pause)
        sent += len(batch) - len(unsent)
        lost += unsent
    if lost:
        raise SendFailed(sorted(lost))
    return sent


def _object(record: Mapping[str, Any]) -> dict[str, Any]:
    value = read_json(record["body"].encode("utf-8", "surrogatepass"))
    if not isinstance(value, dict):
        raise NotJson("not an object")
    return value


def _delivery(record: Mapping[str, Any]) -> dict[str, Any]:
    return {"deliveries": (record.get("attributes") or {}).get("ApproximateReceiveCount")}


def _batches(bodies: Iterable[str]) -> Iterator[dict[int, str]]:
    """Cut the bodies into what one request may hold, each with its place."""
    batch: dict[int, str] = {}
    size = 0
    for place, body in enumerate(bodies):
        more = len(body.encode())
        if len(batch) == BATCH or (batch and size + more > BATCH_BYTES):
            yield batch
            batch, size = {}, 0
        batch[place] = body
        size += more
    if batch:
        yield batch


def _send(
    client: SqsClient,
    queue_url: str,
    batch: dict[int, str],
    delays: Sequence[int],
    pause: Callable[[float], None],
) -> list[int]:
    """Send one batch; return the places that were not taken after all tries."""
    waiting, lost = dict(batch), []
    for attempt in range(TRIES):
        if attempt:
            pause(0.1 * 2**attempt)
        entries = [
            {"Id": str(place), "MessageBody": body}
            | ({"DelaySeconds": delays[place]} if delays and delays[place] else {})
            for place, body in waiting.items()
        ]
        answer = client.send_message_batch(QueueUrl=queue_url, Entries=entries)
        refused = {int(entry["Id"]): entry for entry in answer.get("Failed", ())}
        lost += [place for place, entry in refused.items() if entry.get("SenderFault")]
        waiting = {place: waiting[place] for place in refused if not refused[place].get("SenderFault")}
        if not waiting:
            break
    return [*lost, *waiting]
