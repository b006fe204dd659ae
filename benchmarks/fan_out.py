"""From an audience to messages on the send queue, beside bare calls that leave the same behind.

On MiniStack, as the system runs on this machine, in one process. The product's own jobs make the invitations
of a campaign and feed the queue. Beside them: boto3 that pages through the same index, writes the same items
by batches of 25 and sends the same messages by tens; and the very transactions of the product, sent bare.
All three take turns, each time with items of their own.
"""

import copy
import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import boto3

from benchmarks import campaign_owners
from benchmarks.campaign_found import demand
from benchmarks.campaign_owners import CITY
from benchmarks.club import SECRET, TABLES, Club, club
from hearthline.members.segments.audience import INDEX, Audience
from hearthline.members.segments.matching import Moment
from hearthline.platform.clients import config_of
from hearthline.platform.jobs import Jobs, JobStore
from hearthline.platform.queues import send_all
from hearthline.platform.secret import Secret
from hearthline.platform.table import Table
from hearthline.survey_audience import EverybodyMeant
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.completing import Completing
from hearthline.surveys.feeding import Feeding
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.inviting import Inviting
from hearthline.surveys.model import Campaign, CampaignState
from hearthline.surveys.pace_store import PaceStore
from hearthline.surveys.pacing import FASTEST
from hearthline.surveys.part_store import PartStore
from hearthline.surveys.tokens import Tokens
from hearthline.surveys.work import FEEDING, INVITING, Working, work_of
from infra.local.progress import Progress
from tests.engines.counting import RequestCounter
from tests.engines.engine import KEY, REGION
from tests.engines.world import SHARDS, KnownChance
from tests.unit.segments.builders import ZONE

OWNERS: Final = 42_000
ROUNDS: Final = 3
AT_LEAST: Final = 0.8
"""Least share of the speed of bare batch calls."""
_TAG: Final = "fan"
_BATCH: Final = 25
_FILTER: Final = json.dumps({"all": []})
_TEXT: Final = {"zh": "请告诉我们。", "en": "Please tell us."}

Caught = list[dict[str, Any]]


def measure(owners: int = OWNERS, rounds: int = ROUNDS) -> dict[str, Any]:
    """Fan out to so many owners, several times; give the speeds, and the requests of each."""
    progress = Progress()
    with club() as there:
        with progress.step(f"Storing {owners:,} owners"):
            campaign_owners.put(there.client, TABLES["MembersTable"], owners, _TAG)
        fanning = Fanning(there)
        results: dict[str, list[float]] = {}
        for number in range(1, rounds + 1):
            with progress.step(f"Round {number} of {rounds}"):
                for name, seconds in fanning.round(number, owners).items():
                    results.setdefault(name, []).append(seconds)
    speeds = {name: round(owners / statistics.median(seconds)) for name, seconds in results.items()}
    return {
        "owners": owners,
        "rounds": rounds,
        "per_second": speeds,
        "requests": fanning.requests,
        "share_of_batches": _ratio(results["batches"], results["product"]),
        "share_of_transactions": _ratio(results["transactions"], results["product"]),
        "at_least": AT_LEAST,
    }


def _ratio(bare: Sequence[float], product: Sequence[float]) -> float:
    """Give the median share of the bare speed, round by round: noise meets those beside each other alike."""
    return round(statistics.median(mine / theirs for mine, theirs in zip(bare, product, strict=True)), 2)


class Fanning:
    """Fans out on one engine, three ways."""

    def __init__(self, there: Club) -> None:
        plain = boto3.Session(KEY["AWS_ACCESS_KEY_ID"], KEY["AWS_SECRET_ACCESS_KEY"], region_name=REGION)
        at: dict[str, Any] = {"endpoint_url": there.endpoint}
        self._boto: Any = plain.client("dynamodb", **at)
        self._boto_sqs: Any = plain.client("sqs", **at)
        self._client: Any = plain.client("dynamodb", config=config_of("dynamodb"), **at)
        self._sqs: Any = plain.client("sqs", config=config_of("sqs"), **at)
        self._counter = RequestCounter(self._client, self._sqs, self._boto, self._boto_sqs)
        self.requests: dict[str, dict[str, int]] = {}

    def round(self, number: int, owners: int) -> dict[str, float]:
        """Fan out each way, from another one each time; give the seconds of each."""
        campaign = _campaign(number)
        with (
            _noted(self._client, "dynamodb.TransactWriteItems") as transactions,
            _noted(self._sqs, "sqs.SendMessageBatch") as sends,
        ):
            taken = {"product": self._timed("product", lambda: self._product(campaign, number))}
        all_chunks = [each["TransactItems"] for each in transactions]
        chunks = [each for each in all_chunks if any(_is_invitation(one) for one in each)]
        made = [one["Put"]["Item"] for each in chunks for one in each if _is_invitation(one)]
        demand(len(made) == owners, "made", len(made))
        told = [hashed for each in sends for entry in each["Entries"] for hashed in _told(entry)]
        demand(sorted(told) == sorted(item["sk"]["S"] for item in made), "fed", len(told))
        items, again = _elsewhere(made, "b"), [_moved(chunk) for chunk in chunks]
        bare: list[tuple[str, Callable[[], None]]] = [
            ("batches", lambda: self._batches(items, sends)),
            ("transactions", lambda: self._transactions(again, sends)),
        ]
        for name, work in bare if number % 2 else reversed(bare):
            taken[name] = self._timed(name, work)
        return taken

    def _timed(self, name: str, work: Callable[[], None]) -> float:
        with self._queue(), self._counter.during() as spent:
            began = time.perf_counter()
            work()
            taken = time.perf_counter() - began
        self.requests[name] = dict(spent.requests)
        return taken

    @contextmanager
    def _queue(self) -> Iterator[None]:
        """Have an empty queue: the engine's own work grows with what lies there."""
        self._url = self._sqs.create_queue(QueueName="sends")["QueueUrl"]
        try:
            yield
        finally:
            self._sqs.delete_queue(QueueUrl=self._url)

    def _product(self, campaign: Campaign, number: int) -> None:
        surveys = Table(self._client, TABLES["SurveysTable"])
        store = CampaignStore(surveys, SHARDS)
        invitations = InvitationStore(surveys, SHARDS)
        parts = PartStore(surveys, invitations)
        jobs = JobStore(Table(self._client, TABLES["ComplaintsTable"]), SHARDS)
        working = Working(jobs, KnownChance())
        completing = Completing(store, parts, working)
        audience = Audience(Table(self._client, TABLES["MembersTable"]))
        everybody = EverybodyMeant(audience, lambda at: Moment(at, ZONE))
        inviting = Inviting(store, completing, parts, everybody, Tokens(Secret(lambda: SECRET)))
        feeding = Feeding(store, invitations, PaceStore(surveys, FASTEST), self._send)
        worked = Jobs(jobs, {INVITING: lambda: inviting, FEEDING: lambda: feeding}, lambda: _now(number))
        store.create(campaign, [])
        working.begin(campaign, _now(number))
        for _ in (INVITING, FEEDING):
            found = store.load(campaign.id) or campaign
            for task in [task for group in work_of(found) for task in group]:
                worked.run(task.id, lambda: True)

    def _send(self, bodies: Sequence[Mapping[str, Any]], delays: Sequence[int]) -> None:
        send_all(self._sqs, self._url, [json.dumps(body) for body in bodies], delays=delays)

    def _batches(self, items: Caught, sends: Caught) -> None:
        self._scan()
        for begin in range(0, len(items), _BATCH):
            puts = [{"PutRequest": {"Item": item}} for item in items[begin : begin + _BATCH]]
            self._boto.batch_write_item(RequestItems={TABLES["SurveysTable"]: puts})
        self._send_bare(sends)

    def _transactions(self, chunks: Sequence[Caught], sends: Caught) -> None:
        self._scan()
        for chunk in chunks:
            self._boto.transact_write_items(TransactItems=chunk)
        self._send_bare(sends)

    def _scan(self) -> None:
        pages = self._boto.get_paginator("scan").paginate(TableName=TABLES["MembersTable"], IndexName=INDEX)
        for _ in pages:
            pass

    def _send_bare(self, sends: Caught) -> None:
        for each in sends:
            self._boto_sqs.send_message_batch(QueueUrl=self._url, Entries=each["Entries"])


def _now(number: int) -> datetime:
    """Give each round an hour of its own, so that none finds places of a pace taken by another."""
    return datetime(2026, 11, 22, 1, tzinfo=UTC) + timedelta(hours=number)


def _campaign(number: int) -> Campaign:
    now = _now(number)
    return Campaign(
        id=f"FANOUT{number:010d}",
        name="2026",
        state=CampaignState.SENDING,
        questionnaire="experience-report",
        questionnaire_version=1,
        title=_TEXT,
        by="zhou",
        created_at=now,
        changed_at=now,
        changed_by="zhou",
        segment=_FILTER,
        cities=(CITY,),
        text=_TEXT,
        rate=FASTEST,
        launched_at=now,
        expires_at=now + timedelta(days=20),
    )


@contextmanager
def _noted(client: Any, operation: str) -> Iterator[Caught]:
    """Give the parameters with which an operation is called meanwhile."""
    caught: Caught = []

    def note(params: dict[str, Any], **_: Any) -> None:
        caught.append(copy.copy(params))

    client.meta.events.register_first(f"provide-client-params.{operation}", note)
    try:
        yield caught
    finally:
        client.meta.events.unregister(f"provide-client-params.{operation}", note)


def _is_invitation(action: dict[str, Any]) -> bool:
    return str(action.get("Put", {}).get("Item", {}).get("pk", {}).get("S", "")).startswith("I#")


def _told(entry: dict[str, Any]) -> list[str]:
    return [str(each) for each in json.loads(entry["MessageBody"])["invitations"]]


def _elsewhere(items: Caught, mark: str) -> Caught:
    """Give the same items under other keys, in the table and in its index."""
    return [
        {**item, **{name: {"S": mark + item[name]["S"]} for name in ("pk", "listing") if name in item}}
        for item in items
    ]


def _moved(chunk: Caught) -> Caught:
    """Give the same transaction under other keys; what it demands of a part holds there, too."""
    return [{"Put": {**put, "Item": _elsewhere([put["Item"]], "t")[0]}} for put in _puts(chunk)]


def _puts(chunk: Caught) -> Caught:
    return [action["Put"] for action in chunk]
