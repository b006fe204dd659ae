"""The running system's wiring: whose token opens the feed, and what is written to each table is told."""

import json
import uuid
from collections.abc import Iterator

import pytest

from hearthline.platform.actions import put_request
from hearthline.platform.instants import instant
from hearthline.platform.outbox import SYSTEM, Event
from hearthline.platform.surroundings import utc_now
from hearthline.platform.table import Put
from infra.local.stack import LocalStack
from infra.redrive import OUTBOXES
from tests.system import tokens
from tests.system.client import Client, eventually

FEED = "/api/feed/events"


def status(stack: LocalStack, token: str | None) -> int:
    return Client(stack.description()["url"], token).post(FEED, {}).status


def test_the_sales_systems_token_opens_the_feed_and_nothing_else(stack: LocalStack) -> None:
    token = stack.token("feed")

    assert status(stack, token) not in {401, 403}
    for path in ("/api/desk/complaints", "/api/desk/members", "/api/documents"):
        assert Client(stack.description()["url"], token).get(path).status == 401


@pytest.mark.parametrize("username", ["agent", "manager", "marketing", "admin"])
def test_no_member_of_staff_tells_of_homes(stack: LocalStack, username: str) -> None:
    assert status(stack, stack.token(username)) == 401


def test_without_a_token_nobody_tells_of_homes(stack: LocalStack) -> None:
    assert status(stack, None) == 401


@pytest.mark.parametrize("scope", ["", "hearthline/feeds", "openid"])
def test_the_sales_systems_client_needs_the_scope_too(stack: LocalStack, scope: str) -> None:
    header, claims = tokens.read(stack.token("feed"))
    narrower = tokens.sign(header, {**claims, "scope": scope}, tokens.issuers_key(stack))

    assert status(stack, narrower) == 403


@pytest.fixture
def listener(stack: LocalStack) -> Iterator[str]:
    """Give a queue that hears of one type of event, which nobody else sends."""
    sqs, events = stack.client("sqs"), stack.client("events")
    bus = stack.description()["outputs"]["BusName"]
    url: str = sqs.create_queue(QueueName=f"listener-{uuid.uuid4().hex[:8]}")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    pattern = json.dumps({"source": ["hearthline"], "detail-type": ["wiring.tried"]})
    events.put_rule(Name="listener", EventBusName=bus, EventPattern=pattern)
    events.put_targets(Rule="listener", EventBusName=bus, Targets=[{"Id": "1", "Arn": arn}])
    try:
        yield url
    finally:
        events.remove_targets(Rule="listener", EventBusName=bus, Ids=["1"])
        events.delete_rule(Name="listener", EventBusName=bus)
        sqs.delete_queue(QueueUrl=url)


@pytest.mark.parametrize("outbox", OUTBOXES)
def test_what_is_written_to_a_table_is_told(stack: LocalStack, listener: str, outbox: str) -> None:
    at = utc_now()
    event = Event(f"tried.{uuid.uuid4().hex}", "wiring.tried", at, "person/nobody", SYSTEM)
    line = {"pk": f"P#{event.id}", "sk": "T#000001#00", "at": instant(at), "event": event.envelope()}
    table = stack.description()["outputs"][outbox]
    stack.client("dynamodb").put_item(TableName=table, **put_request(Put(line)))

    heard = eventually(
        lambda: stack.client("sqs").receive_message(QueueUrl=listener, WaitTimeSeconds=1).get("Messages")
    )

    assert [json.loads(one["Body"])["detail"] for one in heard] == [event.envelope()]
