"""What the export's writer costs beside DuckDB's: a year of cases, by city and month, in one run.

DuckDB gets the very same rows, a thousand of them, by its own way for rows that a program has: a prepared
INSERT for each, and one COPY. That its readers read what ours wrote is counted, too.
"""

import random
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any, Final
from zoneinfo import ZoneInfo

import duckdb

from benchmarks.tables import table
from hearthline.analytics.parquet import write
from hearthline.analytics.tables import Kind, Table, Value
from hearthline.analytics.words import Pseudonyms, Words
from hearthline.analytics_case_parts import PROMISES, Part
from hearthline.analytics_complaints import COMPLAINTS, Case
from hearthline.complaints.model import (
    Clock,
    ClockName,
    Complaint,
    Contact,
    Home,
    Outcome,
    Severity,
    Status,
)
from hearthline.complaints.model import Kind as Matter
from hearthline.platform.secret import Secret

CASES: Final = 30_000
CITIES: Final = 16
BY_DUCKDB: Final = 1000
YEAR: Final = datetime(2026, 1, 1, tzinfo=UTC)
_SORTS: Final = {
    Kind.TEXT: "VARCHAR",
    Kind.INTEGER: "BIGINT",
    Kind.FLAG: "BOOLEAN",
    Kind.DAY: "DATE",
    Kind.INSTANT: "TIMESTAMPTZ",
}


def measure(cases: int = CASES, seed: int = 1) -> dict[str, Any]:
    """Write a year's files, and some of their rows by DuckDB; give processor time and bytes of both."""
    made = _cases(cases, random.Random(seed))
    with tempfile.TemporaryDirectory() as folder:
        told, rows, size = 0.0, 0, 0
        for place, files in _places(made).items():
            for kind, sources in files:
                before = process_time()
                found = [kind.row(source) for source in sources]
                data = write(kind.columns, found, {})
                told += process_time() - before
                rows, size = rows + len(found), size + len(data)
                Path(folder, f"{kind.name}-{place}.parquet").write_bytes(data)
        read = sum(_count(Path(folder), kind) for kind in (COMPLAINTS, PROMISES))
        some = [COMPLAINTS.row(case) for case in made[:BY_DUCKDB]]
        ours = _seconds(lambda: write(COMPLAINTS.columns, some, {}))
        theirs = _seconds(lambda: _by_duckdb(COMPLAINTS, some, Path(folder, "theirs")))
    return {
        "cases": cases,
        "rows": rows,
        "read": read,
        "bytes": size,
        "seconds": round(told, 2),
        "microseconds": round(1e6 * told / rows, 1),
        "ours_ms": round(1000 * ours, 1),
        "duckdb_ms": round(1000 * theirs, 1),
    }


def shown(result: dict[str, Any]) -> str:
    """Give it as a table."""
    lines: list[list[object]] = [
        ["cases of a year; rows of cases and promises", f"{result['cases']:,}; {result['rows']:,}"],
        ["rows that DuckDB reads in the files", f"{result['read']:,}"],
        ["processor time for all files, pseudonyms included", f"{result['seconds']} s"],
        ["… for a row", f"{result['microseconds']} µs"],
        ["bytes of all files", f"{result['bytes']:,}"],
        [f"{BY_DUCKDB:,} rows of cases by our writer", f"{result['ours_ms']} ms"],
        ["the same by DuckDB, INSERT and COPY", f"{result['duckdb_ms']} ms"],
    ]
    return table(["", "found"], lines)


def _count(folder: Path, kind: Table) -> int:
    files = duckdb.read_parquet(str(folder / f"{kind.name}-*.parquet"))
    return int(files.aggregate("count(*)").fetchall()[0][0])


def _seconds(work: Callable[[], object]) -> float:
    before = process_time()
    work()
    return process_time() - before


def _by_duckdb(kind: Table, rows: list[tuple[Value, ...]], path: Path) -> None:
    with duckdb.connect() as connection:
        columns = ", ".join(f"{column.name} {_SORTS[column.kind]}" for column in kind.columns)
        places = ", ".join("?" for _ in kind.columns)
        connection.execute(f"CREATE TABLE given ({columns})")
        insert = f"INSERT INTO given VALUES ({places})"  # noqa: S608 - places are question marks
        connection.executemany(insert, rows)
        connection.execute(f"COPY given TO '{path}' (FORMAT parquet)")


def _places(cases: list[Case]) -> dict[str, list[tuple[Table, list[Any]]]]:
    places: dict[str, list[Case]] = {}
    for case in cases:
        places.setdefault(f"{case.complaint.received_at:%Y-%m}-{case.complaint.city}", []).append(case)
    return {
        place: [
            (COMPLAINTS, found),
            (PROMISES, [Part(case, one) for case in found for one in case.complaint.clocks]),
        ]
        for place, found in places.items()
    }


def _cases(count: int, chance: random.Random) -> list[Case]:
    secret = Secret(lambda: "a secret that is long enough for a benchmark")
    words = Words(Pseudonyms(secret), {"project": [f"p{place}" for place in range(780)]})
    return [_case(f"{place:09d}", chance, words) for place in range(count)]


def _case(number: str, chance: random.Random, words: Words) -> Case:
    at = YEAR + timedelta(seconds=chance.randrange(365 * 86_400))
    clocks = tuple(
        Clock(name, 1, "1", at, at + timedelta(days=1), at + timedelta(days=1)) for name in ClockName
    )
    answered = replace(clocks[1], met_at=at + timedelta(hours=chance.randrange(40)))
    complaint = Complaint(
        number,
        1,
        chance.choice(list(Matter)),
        "title",
        "text",
        f"city{chance.randrange(CITIES)}",
        Contact("name"),
        "zh",
        "web",
        at,
        Status.CLOSED,
        chance.choice(list(Severity)),
        1,
        "team",
        (clocks[0], answered, clocks[2]),
        Home(f"p{chance.randrange(780)}", "3", "1801"),
        "lift",
        assignee=f"staff{chance.randrange(120)}",
        answered_at=answered.met_at,
        outcome=Outcome("design", "design"),
    )
    return Case(complaint, f"home{chance.randrange(20_000)}", words, ZoneInfo("Asia/Shanghai"))
