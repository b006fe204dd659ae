"""One segment counted over all members of an import: requests and read units, beside the formula.

Read units are right on DynamoDB Local only, so what the index of the audience is made of is copied there from
the local engine. It is counted in parts, by the product's own jobs.
"""

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from rich.progress import Progress

from benchmarks.club import SECRET, STARTED_AT, Club, without_stream
from benchmarks.stored_members import PART, stored
from hearthline.members.segments.audience import INDEX, Audience
from hearthline.members.segments.counting import PARTS, Counting, jobs_of
from hearthline.members.segments.matching import Moment
from hearthline.members.segments.model import Count, together
from hearthline.members.segments.store import SegmentStore
from hearthline.platform.attributes import to_item
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.jobs import Jobs, JobStore
from hearthline.platform.secret import Secret
from hearthline.platform.table import Table
from tests.engines import dynamodb_local
from tests.engines.counting import RequestCounter
from tests.engines.definitions import table_definitions
from tests.engines.engine import create_table, dynamodb_client
from tests.engines.world import SHARDS, KnownChance
from tests.unit.segments.builders import ZONE

FILTER = {"all": [{"city": ["sz", "gz"]}, {"tier": "senior"}, {"consent": "survey:email"}]}
WITH_POINTS = {"all": [*FILTER["all"], {"points": {"at_least": 1000}}]}
PAGE = 1024 * 1024
UNIT = 8 * 1024
"""Bytes for which an eventually consistent read, as those of an index are, pays one unit."""
_WRITES = 25


def measure(there: Club, people: Sequence[Mapping[str, str]], bars: Progress) -> dict[str, Any]:
    """Count whom two filters mean, one of them by points; give what each took."""
    with dynamodb_local.running(memory="2g") as endpoint:
        client = dynamodb_client(endpoint)
        for logical_id, name in (("MembersTable", "members"), ("ComplaintsTable", "complaints")):
            create_table(client, without_stream(table_definitions()[logical_id]), name)
        size, whole = _copy(there, client, people, bars)
        lines = [_counted(client, "without points", FILTER), _counted(client, "by points, too", WITH_POINTS)]
    pages = sum(math.ceil(part / PAGE) for part in [size / PARTS] * PARTS)
    return {
        "bytes": size,
        "parts": PARTS,
        "pages": pages,
        "units": round(size / UNIT),
        "whole_units": round(whole / UNIT),
        "lines": lines,
    }


def _copy(there: Club, client: Any, people: Sequence[Mapping[str, str]], bars: Progress) -> tuple[int, int]:
    """Copy heads and accounts; give the bytes that the index holds of them, and their own."""
    prints = Fingerprints(Secret(lambda: SECRET))
    (index,) = [
        each
        for each in table_definitions()["MembersTable"].request["GlobalSecondaryIndexes"]
        if each["IndexName"] == INDEX
    ]
    projected = {"pk", "sk", INDEX, *index["Projection"]["NonKeyAttributes"]}
    size = whole = 0
    waiting: list[dict[str, Any]] = []
    for begin in bars.track(range(0, len(people), PART), description="Copying for DynamoDB Local"):
        for _, _, _, found in stored(there.members, prints, people, begin):
            for item in found.values():
                sizes = {name: len(name) + _size(value) for name, value in item.items()}
                size += sum(each for name, each in sizes.items() if name in projected)
                whole += sum(sizes.values())
                waiting.append({"PutRequest": {"Item": to_item(item)}})
        while len(waiting) >= _WRITES or (waiting and begin + PART >= len(people)):
            left = client.batch_write_item(RequestItems={"members": waiting[:_WRITES]})["UnprocessedItems"]
            waiting = [*left.get("members", []), *waiting[_WRITES:]]
    return size, whole


def _size(value: Any) -> int:
    """Give the bytes of a value as DynamoDB counts them, nearly: text, numbers, lists and maps."""
    if isinstance(value, str):
        return len(value.encode())
    if isinstance(value, bool) or value is None:
        return 1
    if isinstance(value, int):
        return len(str(value)) // 2 + 2
    if isinstance(value, Mapping):
        return 3 + sum(1 + len(name) + _size(inner) for name, inner in value.items())
    return 3 + sum(1 + _size(inner) for inner in value)


def _counted(client: Any, name: str, filter_: Mapping[str, Any]) -> dict[str, Any]:
    """Count whom a filter means by the jobs that do; give what it came to and what it took."""
    counter = RequestCounter(client)
    members = Table(client, "members")
    store, jobs = SegmentStore(members), JobStore(Table(client, "complaints"), SHARDS)
    prints = Fingerprints(Secret(lambda: SECRET))
    run = f"{len(json.dumps(filter_)):016d}"
    count = Count(run, "SEGMENT000000000", 1, json.dumps(filter_), "zhou", STARTED_AT, PARTS, everywhere=True)
    store.begin(count)
    work = jobs_of(count, KnownChance())
    jobs.start(work)
    worker = Counting(store, Audience(members), lambda now: Moment(now, ZONE), prints)
    with counter.during() as spent:
        for job in work:
            Jobs(jobs, {job.kind: lambda: worker}, lambda: STARTED_AT).run(job.id, lambda: True)
    found = store.count(count.segment, count.id)
    total = together(found[1]) if found else None
    if total is None or not total.done:
        raise ValueError(name)
    return {
        "name": name,
        "scanned": total.scanned,
        "count": total.count,
        "pages": total.pages,
        "by_operation": dict(spent.requests),
        "page_units": total.half_units / 2,
        "read_units": spent.read_units,
    }
