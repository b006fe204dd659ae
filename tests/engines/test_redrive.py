"""The ways back: nothing given up is lost on its way, and doing it twice does no harm."""

import json
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra.redrive import redrive, relay
from tests.engines.engine import in_moto
from tests.engines.world import World


@pytest.fixture
def sqs() -> Iterator[Any]:
    with mock_aws():
        yield boto3.client("sqs", region_name="us-east-1")


def _queues(sqs: Any) -> tuple[str, str]:
    own = str(uuid.uuid4())
    dead = sqs.create_queue(QueueName=f"dead-{own}")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    policy = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 3})
    return sqs.create_queue(QueueName=f"work-{own}", Attributes={"RedrivePolicy": policy})["QueueUrl"], dead


def _waiting(sqs: Any, queue: str) -> int:
    name = "ApproximateNumberOfMessages"
    return int(sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=[name])["Attributes"][name])


def test_what_was_given_up_comes_back_whole(sqs: Any) -> None:
    work, dead = _queues(sqs)
    for number in range(23):
        sqs.send_message(QueueUrl=dead, MessageBody=json.dumps({"delivery": str(number)}))

    moved = redrive(sqs, work)

    assert moved == 23
    assert (_waiting(sqs, work), _waiting(sqs, dead)) == (23, 0)


def test_an_empty_dead_letter_queue_is_no_error(sqs: Any) -> None:
    work, _ = _queues(sqs)

    assert redrive(sqs, work) == 0


def test_events_since_an_instant_are_sent_again_and_older_ones_are_not(now: datetime) -> None:
    with in_moto() as engine:
        world = World(engine)
        world.file(now - timedelta(hours=1))
        late = [world.file(now + timedelta(minutes=minute)) for minute in range(12)]
        bus = boto3.client("events", region_name="us-east-1")
        name = f"bus-{uuid.uuid4()}"
        bus.create_event_bus(Name=name)
        told: list[Any] = []
        bus.meta.events.register("before-call.events.PutEvents", lambda params, **_: told.append(params))

        sent = relay(engine.client, bus, engine.complaints, name, now)

    entries = [entry for params in told for entry in json.loads(params["body"])["Entries"]]
    subjects = {json.loads(entry["Detail"])["subject"] for entry in entries}
    assert sent == 12
    assert subjects == {f"complaint/{filed.number.replace('-', '')}" for filed in late}
