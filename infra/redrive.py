"""The operator's ways back: what was given up is sent again, and events that were not relayed are.

    make redrive QUEUE=notices   # from its dead-letter queue to the queue itself
    make relay SINCE=2026-11-22T08:00:00Z

Queues: notices, sweep, imports, jobs, reactions, members, feedback, attachments, surveys, insight, lifecycle,
sends, analytics. Both are safe to repeat: every consumer takes a message or an event twice without harm.
Mend the cause first.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from hearthline.platform.attributes import from_item
from hearthline.platform.instants import instant, read_instant
from hearthline.platform.outbox import publish
from hearthline.platform.queues import send_all
from infra.installation import installation
from infra.local.failure import CannotRun

BATCH = 10
QUEUES = {
    "notices": "NoticesQueueUrl",
    "sweep": "SweepQueueUrl",
    "imports": "ImportsQueueUrl",
    "jobs": "JobsQueueUrl",
    "reactions": "ReactionsQueueUrl",
    "members": "MembersQueueUrl",
    "feedback": "FeedbackQueueUrl",
    "attachments": "AttachmentsQueueUrl",
    "surveys": "SurveysQueueUrl",
    "lifecycle": "LifecycleQueueUrl",
    "insight": "InsightQueueUrl",
    "sends": "SendsQueueUrl",
    "analytics": "AnalyticsQueueUrl",
}
OUTBOXES = ("ComplaintsTable", "MembersTable", "SurveysTable")
"""The tables whose streams are relayed."""


def redrive(sqs: Any, queue_url: str, said: Callable[[int], None] = lambda _: None) -> int:
    """Move every message from a queue's dead-letter queue back to the queue; give their number.

    A message leaves the dead-letter queue only after the queue has it, so a crash between leaves it in both.
    """
    dead = _dead_letters(sqs, queue_url)
    moved = 0
    while True:
        answer = sqs.receive_message(QueueUrl=dead, MaxNumberOfMessages=BATCH, WaitTimeSeconds=1)
        messages = answer.get("Messages", [])
        if not messages:
            return moved
        send_all(sqs, queue_url, [message["Body"] for message in messages])
        for message in messages:
            sqs.delete_message(QueueUrl=dead, ReceiptHandle=message["ReceiptHandle"])
        moved += len(messages)
        said(moved)


def relay(dynamodb: Any, events: Any, table: str, bus: str, since: datetime) -> int:
    """Send every event of the table that happened at or after `since` to the bus again; give their number.

    It reads the whole table, which costs: it is for the day when the stream's records were lost.
    """
    sent = 0
    batch: list[Mapping[str, Any]] = []
    for event in _events_since(dynamodb, table, since):
        batch.append(event)
        if len(batch) == BATCH:
            sent += publish(events, bus, batch)
            batch = []
    return sent + publish(events, bus, batch)


def _events_since(dynamodb: Any, table: str, since: datetime) -> Iterator[dict[str, Any]]:
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=table,
        FilterExpression="attribute_exists(#e) AND #e.#at >= :since",
        ProjectionExpression="#e",
        ExpressionAttributeNames={"#e": "event", "#at": "at"},
        ExpressionAttributeValues={":since": {"S": instant(since)}},
    )
    for page in pages:
        for item in page["Items"]:
            yield from_item(item)["event"]


def _dead_letters(sqs: Any, queue_url: str) -> str:
    attributes = sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=["RedrivePolicy"])["Attributes"]
    arn: str = json.loads(attributes["RedrivePolicy"])["deadLetterTargetArn"]
    url: str = sqs.get_queue_url(QueueName=arn.rsplit(":", 1)[1])["QueueUrl"]
    return url


def main(arguments: list[str] | None = None) -> int:
    """Run the tool; 0 when done, 2 with the reason on stderr when not."""
    parser = argparse.ArgumentParser(prog="python -m infra.redrive")
    parser.add_argument("--deployed", default="", help="a stack on AWS; without it the local one is meant")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("queue").add_argument("queue", choices=sorted(QUEUES))
    commands.add_parser("relay").add_argument("since", type=read_instant)
    given = parser.parse_args(arguments)
    try:
        outputs, client = installation(given.deployed)
    except CannotRun as refused:
        print(f"hearthline: {refused}", file=sys.stderr)
        return 2
    if given.command == "queue":
        moved = redrive(client("sqs"), outputs[QUEUES[given.queue]], lambda count: print(f"{count} moved"))
        print(f"{moved} messages are back in the {given.queue} queue")
    else:
        dynamodb, events, bus = client("dynamodb"), client("events"), outputs["BusName"]
        sent = sum(relay(dynamodb, events, outputs[name], bus, given.since) for name in OUTBOXES)
        print(f"{sent} events since {instant(given.since)} were sent again")
    return 0


if __name__ == "__main__":
    sys.exit(main())
