"""The system that things go wrong on: used as anybody would, broken as nobody should, and looked at."""

import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from infra.local.mailbox import Message
from infra.local.stack import LocalStack
from infra.rehearsals.alarms import Alarm, AnyOf

T = TypeVar("T")
PATIENCE = 240.0
"""Seconds that something may take to happen on a busy machine."""


class Unexpected(Exception):
    """A rehearsal saw something else than the runbook says; `what` was not so."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said; of a page no body."""

    status: int
    body: dict[str, Any]


class Stage:
    """A local stack with the handles that a rehearsal needs."""

    def __init__(self, stack: LocalStack) -> None:
        described = stack.description()
        self.stack = stack
        self.url: str = described["url"]
        self.outputs: Mapping[str, str] = described["outputs"]
        self.prefix = f"{described['stack']}-"
        self.sqs, self.lambda_ = stack.client("sqs"), stack.client("lambda")
        self.cloudwatch, self.dynamodb = stack.client("cloudwatch"), stack.client("dynamodb")
        self.alarms = {alarm.id: alarm for alarm in self._alarms()}

    # ---------------------------------------------------------------- as anybody would

    def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        """Ask the API."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(  # noqa: S310 (the stack's own address)
            f"{self.url}{path}", data=data, headers={"Content-Type": "application/json"}, method=method
        )
        try:
            with urlopen(request, timeout=120) as answer:  # noqa: S310
                status, said = answer.status, answer.read()
        except HTTPError as refused:
            with refused:
                status, said = refused.code, refused.read()
        return Answer(status, read(said.decode()))

    def file(self, email: str) -> dict[str, Any]:
        """File a complaint about a home of its own."""
        answer = self.call("POST", "/api/complaints", filing(email))
        expect(answer.status == 201, f"filing is answered with 201, not {answer.status}")
        return answer.body

    def mails(self, to: str) -> list[Message]:
        """Give the mails that reached an address."""
        return [message for message in self.stack.mailbox().messages() if message.to == to]

    # ---------------------------------------------------------------- as nobody should

    @contextmanager
    def broken(self, functions: Sequence[str]) -> Iterator[None]:
        """Deploy functions whose code can't be loaded, until the block ends."""
        before = {name: self._configuration(name)["Handler"] for name in functions}
        for name in functions:
            self.lambda_.update_function_configuration(FunctionName=name, Handler="gone.handle")
        try:
            yield
        finally:
            for name, handler in before.items():
                self.lambda_.update_function_configuration(FunctionName=name, Handler=handler)

    @contextmanager
    def halted(self, source: str) -> Iterator[None]:
        """Let no function take from queues and streams (whose ARN has this in it), until the block ends."""
        mappings = [
            one
            for one in self.lambda_.list_event_source_mappings()["EventSourceMappings"]
            if source in one["EventSourceArn"]
        ]
        for one in mappings:
            self.lambda_.update_event_source_mapping(UUID=one["UUID"], Enabled=False)
        try:
            yield
        finally:
            for one in mappings:
                self.lambda_.update_event_source_mapping(UUID=one["UUID"], Enabled=True)

    @contextmanager
    def impatient(self, queues: Sequence[str]) -> Iterator[None]:
        """Let queues deliver again after two seconds instead of minutes, until the block ends."""
        name = "VisibilityTimeout"
        before = {
            url: self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])["Attributes"][name]
            for url in queues
        }
        for url in queues:
            self.sqs.set_queue_attributes(QueueUrl=url, Attributes={name: "2"})
        try:
            yield
        finally:
            for url, value in before.items():
                self.sqs.set_queue_attributes(QueueUrl=url, Attributes={name: value})

    # ---------------------------------------------------------------- looked at

    def functions(self) -> list[str]:
        """Give the names of all functions of the stack."""
        pages = self.lambda_.get_paginator("list_functions").paginate()
        names = [one["FunctionName"] for page in pages for one in page["Functions"]]
        return [name for name in names if name.startswith(self.prefix)]

    def environment(self, function: str) -> dict[str, str]:
        """Give the variables of a function, named without the stack's prefix."""
        variables: dict[str, str] = self._configuration(f"{self.prefix}{function}")["Environment"][
            "Variables"
        ]
        return variables

    def waiting(self, queue_url: str) -> int:
        """Give the number of messages that a queue shows."""
        name = "ApproximateNumberOfMessages"
        found = self.sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=[name])
        return int(found["Attributes"][name])

    def is_empty(self, queue_url: str) -> bool:
        """Say whether a queue shows no message."""
        return not self.waiting(queue_url)

    def dead_of(self, queue_url: str) -> str:
        """Give the dead-letter queue of a queue."""
        found = self.sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=["RedrivePolicy"])
        arn = json.loads(found["Attributes"]["RedrivePolicy"])["deadLetterTargetArn"]
        return self.queue(arn.rpartition(":")[2])

    def queue(self, name: str) -> str:
        """Give the address of a queue."""
        return str(self.sqs.get_queue_url(QueueName=name)["QueueUrl"])

    def lines(self, function: str, event: str) -> list[dict[str, Any]]:
        """Give what a function logged as this event (`_aws`: its lines of metrics)."""
        logs = self.stack.client("logs")
        pages = logs.get_paginator("filter_log_events").paginate(
            logGroupName=f"/aws/lambda/{self.prefix}{function}"
        )
        found = (read(line["message"]) for page in pages for line in page["events"])
        return [one for one in found if event in one or one.get("event") == event]

    def release_alarm(self) -> AnyOf:
        """Give the alarm at which CloudFormation takes a release back, as it is deployed."""
        name = self.outputs["ReleaseAlarmArn"].partition(":alarm:")[2]
        found = self.cloudwatch.describe_alarms(AlarmNames=[name], AlarmTypes=["CompositeAlarm"])
        [described] = found["CompositeAlarms"]
        return AnyOf.of(name, described["AlarmRule"])

    def _configuration(self, function: str) -> dict[str, Any]:
        configuration: dict[str, Any] = self.lambda_.get_function_configuration(FunctionName=function)
        return configuration

    def _alarms(self) -> Iterator[Alarm]:
        stacks = self.stack.client("cloudformation")
        nested = stacks.describe_stack_resources(StackName=self.prefix.removesuffix("-"))["StackResources"]
        [own] = [one for one in nested if one["LogicalResourceId"] == "Observability"]
        inner = stacks.describe_stack_resources(StackName=own["PhysicalResourceId"])["StackResources"]
        ids = {one["PhysicalResourceId"]: one["LogicalResourceId"] for one in inner}
        for page in self.cloudwatch.get_paginator("describe_alarms").paginate():
            for described in page["MetricAlarms"]:
                yield Alarm.of(ids[described["AlarmName"]], described)


def filing(email: str) -> dict[str, Any]:
    """Give a complaint as the public form sends it."""
    return {
        "kind": "repair",
        "title": "客厅天花板漏水",
        "text": "上周下雨后客厅天花板开始漏水。",
        "city": "sz",
        "home": {"project": "海岸花园", "building": uuid.uuid4().hex[:6], "unit": "1801"},
        "contact": {"name": "王小明", "email": email},
        "language": "zh",
    }


def read(line: str) -> dict[str, Any]:
    """Give a line of a log where it is JSON, nothing else."""
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def expect(so: object, what: str) -> None:
    """Raise Unexpected with what should have been so."""
    if not so:
        raise Unexpected(what)


def eventually(look: Callable[[], T], what: str) -> T:
    """Give what `look` gives as soon as it is truthy; raise Unexpected with what never came."""
    until = monotonic() + PATIENCE
    while not (found := look()):
        expect(monotonic() < until, f"{what}, within {PATIENCE:.0f} s")
        sleep(0.5)
    return found
