"""Lets a stack deliver everything twice: each record of a stream, so each event, and each message of sending.

Each mapping of a stream gets a second one beside it. Between the send queue and who sends comes another
queue, into which each message is put twice, the second time some seconds later.
"""

import random
import threading
from typing import Any, Final

from infra.local.stack import LocalStack

LATER: Final = 10
"""Most seconds after which the second of two comes."""
_SAME: Final = ("BatchSize", "FilterCriteria", "ScalingConfig", "FunctionResponseTypes")


class Doubling:
    """Doubles a stack's deliveries within its block."""

    def __init__(self, stack: LocalStack, seed: int) -> None:
        self._lambda = stack.client("lambda")
        self._sqs = stack.client("sqs")
        self._sends = str(stack.description()["outputs"]["SendsQueueUrl"])
        self._chance = random.Random(seed)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._pump, daemon=True)
        self._twice = ""
        self._extra: list[str] = []
        self._paused: list[str] = []
        self.messages = 0

    def __enter__(self) -> "Doubling":
        arn = self._arn(self._sends)
        mappings = self._lambda.list_event_source_mappings()["EventSourceMappings"]
        for mapping in mappings:
            if "/stream/" in mapping["EventSourceArn"]:
                self._copy(mapping, mapping["EventSourceArn"], StartingPosition="LATEST")
        (sends,) = (mapping for mapping in mappings if mapping["EventSourceArn"] == arn)
        attributes = self._sqs.get_queue_attributes(
            QueueUrl=self._sends, AttributeNames=["VisibilityTimeout"]
        )["Attributes"]
        self._twice = self._sqs.create_queue(QueueName="sends-twice", Attributes=attributes)["QueueUrl"]
        self._lambda.update_event_source_mapping(UUID=sends["UUID"], Enabled=False)
        self._paused.append(sends["UUID"])
        self._copy(sends, self._arn(self._twice))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()
        for mapping in self._extra:
            self._lambda.delete_event_source_mapping(UUID=mapping)
        for mapping in self._paused:
            self._lambda.update_event_source_mapping(UUID=mapping, Enabled=True)
        self._sqs.delete_queue(QueueUrl=self._twice)

    def _arn(self, queue: str) -> str:
        answer = self._sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
        return str(answer["Attributes"]["QueueArn"])

    def _copy(self, mapping: dict[str, Any], source: str, **more: Any) -> None:
        same = {name: mapping[name] for name in _SAME if mapping.get(name)}
        made = self._lambda.create_event_source_mapping(
            FunctionName=mapping["FunctionArn"], EventSourceArn=source, **same, **more
        )
        self._extra.append(made["UUID"])

    def _pump(self) -> None:
        while not self._stopped.is_set():
            answer = self._sqs.receive_message(
                QueueUrl=self._sends, MaxNumberOfMessages=10, WaitTimeSeconds=1
            )
            for message in answer.get("Messages", []):
                twice = [0, self._chance.randint(0, LATER)]
                self._sqs.send_message_batch(
                    QueueUrl=self._twice,
                    Entries=[
                        {"Id": str(place), "MessageBody": message["Body"], "DelaySeconds": delay}
                        for place, delay in enumerate(twice)
                    ],
                )
                self._sqs.delete_message(QueueUrl=self._sends, ReceiptHandle=message["ReceiptHandle"])
                self.messages += 1
