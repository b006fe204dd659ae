"""The way back from lost or spoilt data: a table as it was at an instant, compared with what is there now.

    make restore TABLE=complaints AT=2026-11-27T08:00:00Z       # a copy of the table as it was then; compares
    make restore TABLE=complaints COPY=<its name>               # compares again
    make restore TABLE=complaints COPY=<its name> BACK=1        # puts back what is gone, over nothing
    make restore TABLE=complaints COPY=<its name> BACK=1 PARTITION='C#K7Q29XPD3'   # one partition, as it was

Tables: complaints, members, surveys, deliveries, insight. What is put back goes through the table's stream
like any writing: its events are told again, and every consumer takes an event twice without harm.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import sleep
from typing import Any, Final

from hearthline.platform.instants import instant, read_instant
from hearthline.platform.surroundings import utc_now
from infra.installation import installation
from infra.local.failure import CannotRun

TABLES: Final = ("complaints", "members", "surveys", "deliveries", "insight")
SHOWN: Final = 20
_ASKED_EVERY: Final = 2.0

Stored = dict[str, Any]
"""An item as DynamoDB writes it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How copy and table differ: items of the copy alone, items that differ, and how many came since."""

    lost: Sequence[Stored]
    changed: Sequence[Stored]
    newer: int


def copied(dynamodb: Any, table: str, at: datetime | None, now: datetime) -> str:
    """Make a copy of the table as it was (None: as late as can be); give its name once it can be read."""
    copy = f"{table}-as-of-{now:%Y%m%d%H%M%S}"
    when: dict[str, Any] = {"RestoreDateTime": at} if at else {"UseLatestRestorableTime": True}
    dynamodb.restore_table_to_point_in_time(SourceTableName=table, TargetTableName=copy, **when)
    while dynamodb.describe_table(TableName=copy)["Table"]["TableStatus"] != "ACTIVE":
        sleep(_ASKED_EVERY)
    return copy


def compared(dynamodb: Any, table: str, copy: str, now: datetime, partition: str | None = None) -> Comparison:
    """Read both and compare them, or one partition of both; what has expired since counts as nowhere."""
    there = {_key(item): item for item in _items(dynamodb, table, partition)}
    lost, changed, seen = [], [], 0
    for item in _items(dynamodb, copy, partition):
        present = there.get(_key(item))
        if present is not None:
            seen += 1
        if present is None and not _expired(item, now):
            lost.append(item)
        elif present is not None and present != item:
            changed.append(item)
    return Comparison(lost, changed, len(there) - seen)


def put_back(dynamodb: Any, table: str, items: Sequence[Stored], *, over: bool = False) -> int:
    """Put items into the table, over what stands there only if told to; give how many were put."""
    put = 0
    guard = {} if over else {"ConditionExpression": "attribute_not_exists(pk)"}
    for item in items:
        try:
            dynamodb.put_item(TableName=table, Item=item, **guard)
            put += 1
        except dynamodb.exceptions.ConditionalCheckFailedException:
            continue
    return put


def _items(dynamodb: Any, table: str, partition: str | None) -> Iterator[Stored]:
    if partition is None:
        pages = dynamodb.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
    else:
        pages = dynamodb.get_paginator("query").paginate(
            TableName=table,
            ConsistentRead=True,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": partition}},
        )
    for page in pages:
        yield from page["Items"]


def _key(item: Stored) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]


def _expired(item: Mapping[str, Any], now: datetime) -> bool:
    return "expires_at" in item and float(item["expires_at"]["N"]) <= now.timestamp()


def main(arguments: list[str] | None = None) -> int:
    """Run the tool; 0 when nothing is lost or changed, 1 when something is, 2 with the reason on stderr."""
    given = _arguments(arguments)
    now = utc_now()
    try:
        outputs, client = installation(given.deployed)
    except CannotRun as refused:
        print(f"hearthline: {refused}", file=sys.stderr)
        return 2
    dynamodb, table = client("dynamodb"), outputs[f"{given.table.capitalize()}Table"]
    copy = given.copy or copied(dynamodb, table, given.at, now)
    print(f"the copy is {copy}; delete it when all is well")
    found = compared(dynamodb, table, copy, now, given.partition)
    print(f"{len(found.lost):,} lost, {len(found.changed):,} changed since, {found.newer:,} newer")
    for item in [*found.lost, *found.changed][:SHOWN]:
        print(" ", *_key(item))
    if not given.back:
        return 1 if found.lost or found.changed else 0
    put = put_back(dynamodb, table, found.lost)
    if given.partition:
        put += put_back(dynamodb, table, found.changed, over=True)
    print(f"{put:,} put back at {instant(now)}")
    return 0


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.restore")
    parser.add_argument("table", choices=TABLES)
    parser.add_argument("--deployed", default="", help="a stack on AWS; without it the local one is meant")
    parser.add_argument("--at", type=read_instant, help="as it was then; without it, as late as can be")
    parser.add_argument("--copy", default="", help="a copy that was made before")
    parser.add_argument("--back", action="store_true", help="put back what is lost")
    parser.add_argument("--partition", help="this partition alone; what was changed in it goes back, too")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
