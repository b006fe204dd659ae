"""Messages of which nobody knows whether they went out, because their sender died: settled as on AWS.

A sender may be killed after the provider took a mail and before that was noted. Then the provider's own
report settles it: here each mail that the engine caught is reported on the feedback queue, in the form in
which SES reports a delivery. Of what is in doubt then, nothing was caught, and marketing decides to send it
again.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from benchmarks import campaign_found
from benchmarks.campaign_owners import Owners
from hearthline.notices.asking import FIRST, Asked, message_for
from hearthline.notices.reports import TAG
from hearthline.platform.instants import instant
from hearthline.surveys.keys import LIST_SHARDS
from hearthline.surveys.model import Reach
from infra.local.failure import CannotRun
from infra.local.stack import LocalStack

MOST: Final = 5000
AT_ONCE: Final = 10
QUEUES: Final = ("NoticesQueueUrl", "SendsQueueUrl", "JobsQueueUrl", "SweepQueueUrl", "FeedbackQueueUrl")
SOON: Final = "4"
"""Seconds after which in haste a message of a dead worker is seen again."""
DEAD_AFTER: Final = timedelta(seconds=8)
"""For how long in haste a message must have been in a sender's hands to be taken for a dead one's."""
AHEAD: Final = timedelta(minutes=6)
"""How far ahead of the present a sweep in haste is played: what a dead worker held is due by then."""
SWEEP_EVERY: Final = 3.0
REPORTED_WITHIN: Final = 30.0


@contextmanager
def seen_soon(stack: LocalStack) -> Iterator[None]:
    """Let the queues show a message again SOON after a worker took it, as if it had been minutes."""
    sqs, outputs = stack.client("sqs"), stack.description()["outputs"]
    name = "VisibilityTimeout"
    before = {
        outputs[queue]: sqs.get_queue_attributes(QueueUrl=outputs[queue], AttributeNames=[name])["Attributes"]
        for queue in QUEUES
    }
    for queue in before:
        sqs.set_queue_attributes(QueueUrl=queue, Attributes={name: SOON})
    try:
        yield
    finally:
        for queue, attributes in before.items():
            sqs.set_queue_attributes(QueueUrl=queue, Attributes=attributes)


class Doubts:
    """Settles those of one campaign. `decide` lets marketing send what is left again."""

    def __init__(self, stack: LocalStack, campaign: str, owners: Owners, decide: Callable[[], int]) -> None:
        self._stack = stack
        self._campaign = campaign
        self._owners = owners
        self._decide = decide
        self._outputs: dict[str, str] = stack.description()["outputs"]
        self._invitations = campaign_found.invitations_of(stack)
        self._swept = 0.0
        self._found: Counter[str] = Counter()

    @property
    def came_of_it(self) -> dict[str, int]:
        """How many were reported to have been sent, and how many were sent again."""
        return dict(self._found)

    def settle(self) -> None:
        """Let the provider report on those that it took, and have the others sent again.

        Only to be asked for when nothing else of the campaign is on its way: marketing decides about all
        that is in doubt at that moment.
        """
        reported = self._report()
        until = time.monotonic() + REPORTED_WITHIN
        while reported & set(self._unknown()) and time.monotonic() < until:
            time.sleep(0.5)
        left = set(self._unknown())
        if left and not reported & left:
            self._found["sent_again"] += self._decide()

    def hasten(self, *, killing: bool) -> None:
        """Let what dead workers held be due: their leases end, and a sweep comes as if minutes had passed.

        While the `killing` goes on, this sweep may be what is killed; the next one makes that good.
        """
        if time.monotonic() < self._swept + SWEEP_EVERY:
            return
        self._swept = time.monotonic()
        self._end_leases()
        try:
            self._stack.sweep(instant(datetime.now(UTC) + AHEAD))
        except CannotRun:
            if not killing:
                raise

    def _report(self) -> set[str]:
        """Report each mail in doubt that was caught; give their deliveries."""
        caught = campaign_found.told(self._stack, self._campaign)
        reports = {
            delivery: _ses_delivery(delivery, address)
            for delivery, person in self._unknown().items()
            if caught[address := self._owners.reachable[person]]
        }
        sqs, bodies = self._stack.client("sqs"), [json.dumps(each) for each in reports.values()]
        for begin in range(0, len(bodies), AT_ONCE):
            entries = [
                {"Id": str(place), "MessageBody": body}
                for place, body in enumerate(bodies[begin : begin + AT_ONCE])
            ]
            sqs.send_message_batch(QueueUrl=self._outputs["FeedbackQueueUrl"], Entries=entries)
        self._found["reported"] += len(reports)
        return set(reports)

    def _unknown(self) -> dict[str, str]:
        """Give the persons of those in doubt, by the id of the delivery."""
        hashes = [
            each
            for shard in range(LIST_SHARDS)
            for each in self._invitations.listed(self._campaign, Reach.UNKNOWN, shard, MOST).hashes
        ]
        read = self._invitations.load_many(self._campaign, hashes) if hashes else {}
        now = datetime.now(UTC)
        return {
            message_for(Asked(self._campaign, one.hash, FIRST, one.person), now, None).id: one.person
            for one in read.values()
            if one.reach is Reach.UNKNOWN
        }

    def _end_leases(self) -> None:
        """Let the leases of those be over who have had a message in their hands for long: they are dead."""
        client, table = self._stack.client("dynamodb"), self._outputs["DeliveriesTable"]
        now = datetime.now(UTC)
        for item in _sending(client, table, instant(now - DEAD_AFTER)):
            client.update_item(
                TableName=table,
                Key={"pk": item["pk"], "sk": item["sk"]},
                UpdateExpression="SET #until = :now, timer_at = :now",
                ConditionExpression="version = :read AND #state = :sending",
                ExpressionAttributeNames={"#until": "until", "#state": "state"},
                ExpressionAttributeValues={
                    ":now": {"S": instant(now)},
                    ":read": item["version"],
                    ":sending": {"S": "sending"},
                },
            )


def _sending(client: Any, table: str, before: str) -> Iterator[dict[str, Any]]:
    pages = client.get_paginator("scan").paginate(
        TableName=table,
        FilterExpression="#state = :sending AND changed_at < :before",
        ExpressionAttributeNames={"#state": "state"},
        ExpressionAttributeValues={":sending": {"S": "sending"}, ":before": {"S": before}},
    )
    return (item for page in pages for item in page["Items"])


def _ses_delivery(delivery: str, address: str) -> dict[str, Any]:
    """Give the record in which SES reports that a mail arrived."""
    now = instant(datetime.now(UTC))
    mail = {
        "timestamp": now,
        "messageId": f"local-{delivery}",
        "destination": [address],
        "tags": {TAG: [delivery]},
    }
    return {"eventType": "Delivery", "mail": mail, "delivery": {"timestamp": now, "recipients": [address]}}
