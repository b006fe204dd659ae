"""Many stored complaints in no time: rows of DynamoDB Local's own file, multiplied while it is not running.

The engine takes a millisecond of processor time for each item of a BatchWriteItem, a quarter of an hour for a
million; its file takes them a hundred times faster. The rows are those that it made itself of complaints
filed by the product; only their numbers and instants, which have a fixed length, are others.
"""

import hashlib
import itertools
import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from hearthline.platform.ids import number_from
from hearthline.platform.instants import instant, read_instant

Row = dict[str, Any]

_INSTANT = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_CHUNK = 10_000


def multiply(
    folder: Path, source: str, target: str, heads: int, days: int, advance: Callable[[int], object]
) -> None:
    """Copy table `source` to the empty `target`, and fill that up to `heads` complaints received later.

    The new ones are spread over `days` days, which begin a day after those of the source. Both tables were
    made by the engine, which must not run. `advance` is called with the number of complaints now done.
    """
    with sqlite3.connect(next(folder.glob("*.db"))) as database:
        database.execute("PRAGMA synchronous = OFF")
        database.row_factory = sqlite3.Row
        indexes = database.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
            [target],
        ).fetchall()
        for index in indexes:
            database.execute(f'DROP INDEX "{index["name"]}"')
        rows = [dict(row) for row in database.execute(f'SELECT * FROM "{source}"')]  # noqa: S608 - as below
        _insert(database, target, rows)
        originals = [row for row in rows if row["hashKey"].startswith(b"C#") and row["rangeKey"] == b"A"]
        advance(len(originals))
        more = _copies(originals, heads - len(originals), days)
        while chunk := list(itertools.islice(more, _CHUNK)):
            _insert(database, target, chunk)
            advance(len(chunk))
        for index in indexes:
            database.execute(index["sql"])
    database.close()


def _insert(database: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    places = ", ".join(f":{column}" for column in rows[0])
    database.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)  # noqa: S608 - our own table


def _copies(originals: list[Row], wanted: int, days: int) -> Iterator[Row]:
    span = timedelta(days=days)
    for place, row in enumerate(itertools.islice(itertools.cycle(originals), wanted)):
        yield _copy(row, place, timedelta(days=1) + span * place / wanted)


def _copy(row: Row, place: int, later: timedelta) -> Row:
    """Give the row of another complaint, filed later."""
    number = row["hashKey"].removeprefix(b"C#")
    # Filed ones count from a known start in another range.
    new = number_from((place + 1).to_bytes(5)).encode()
    moved: dict[bytes, bytes] = {}

    def move(found: re.Match[bytes]) -> bytes:
        text = found.group()
        if text not in moved:
            moved[text] = instant(read_instant(text.decode()) + later).encode()
        return moved[text]

    copied = {
        column: _INSTANT.sub(move, value.replace(number, new)) if isinstance(value, bytes) else value
        for column, value in row.items()
    }
    return {
        **copied,
        "hashValue": hashlib.sha1(copied["hashKey"], usedforsecurity=False).digest(),
        "hashRangeValue": hashlib.sha1(copied["hashKey"] + b"A", usedforsecurity=False).digest(),
    }
