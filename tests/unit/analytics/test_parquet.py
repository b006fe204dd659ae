"""Parquet files: what is written is what a reader reads, whatever it is."""

import struct
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hearthline.analytics import parquet
from hearthline.analytics.tables import Column, Kind, Value

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
VALUES: dict[Kind, some.SearchStrategy[Any]] = {
    Kind.TEXT: some.text(some.characters(codec="utf-8"), max_size=300),
    Kind.INTEGER: some.integers(-(2**63), 2**63 - 1),
    Kind.FLAG: some.booleans(),
    Kind.DAY: some.dates(date(1, 1, 1), date(9999, 12, 31)),
    Kind.INSTANT: some.datetimes(
        datetime(1600, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
        datetime(9999, 12, 30),  # noqa: DTZ001
        timezones=some.sampled_from([UTC, timezone(timedelta(hours=8))]),
    ),
}


def column(name: str, kind: Kind) -> Column:
    return Column(name, kind, "what it is", lambda row: row)


ALL = [column(kind.value, kind) for kind in Kind]
ROWS = some.lists(some.tuples(*(some.none() | VALUES[kind] for kind in Kind)), max_size=40)


def read(path: Path, columns: Sequence[Column]) -> list[tuple[Any, ...]]:
    shown = [f'epoch_ms("{one.name}")' if one.kind is Kind.INSTANT else f'"{one.name}"' for one in columns]
    return duckdb.connect().execute(f"SELECT {', '.join(shown)} FROM '{path}'").fetchall()


def as_read(value: Value) -> Any:
    return (value - EPOCH) // timedelta(milliseconds=1) if isinstance(value, datetime) else value


@pytest.fixture
def round_trip(tmp_path: Path) -> Callable[..., list[tuple[Any, ...]]]:
    def there_and_back(columns: Sequence[Column], rows: Sequence[tuple[Value, ...]]) -> list[tuple[Any, ...]]:
        path = tmp_path / "part.parquet"
        path.write_bytes(parquet.write(columns, rows, {}))
        return read(path, columns)

    return there_and_back


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_a_reader_reads_the_very_rows_that_were_written(
    rows: list[tuple[Value, ...]], round_trip: Callable[..., list[tuple[Any, ...]]]
) -> None:
    assert round_trip(ALL, rows) == [tuple(as_read(value) for value in row) for row in rows]


def test_rows_stand_in_groups_and_come_back_in_their_order(
    round_trip: Callable[..., list[tuple[Any, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "MOST_IN_A_GROUP", 3)

    assert round_trip([column("n", Kind.INTEGER)], [(n,) for n in range(10)]) == [(n,) for n in range(10)]


def test_there_may_be_many_columns(round_trip: Callable[..., list[tuple[Any, ...]]]) -> None:
    columns = [column(f"c{place}", Kind.FLAG) for place in range(40)]
    row = tuple(place % 3 == 0 for place in range(40))

    assert round_trip(columns, [row]) == [row]


def test_types_are_exact(tmp_path: Path) -> None:
    path = tmp_path / "part.parquet"
    path.write_bytes(parquet.write(ALL, [], {}))

    described = duckdb.connect().execute(f"DESCRIBE SELECT * FROM '{path}'").fetchall()

    assert [sort for _, sort, *_ in described] == [
        "VARCHAR",
        "BIGINT",
        "BOOLEAN",
        "DATE",
        "TIMESTAMP WITH TIME ZONE",
    ]


def test_the_same_rows_give_the_same_bytes_and_what_is_told_of_them_is_read_again(tmp_path: Path) -> None:
    facts = {"as_of": "2026-11-22T08:00:00.000Z", "table": "promises"}
    once, again = (parquet.write(ALL, [("客厅", 1, True, None, None)], facts) for _ in range(2))
    path = tmp_path / "part.parquet"
    path.write_bytes(once)

    told = duckdb.connect().execute(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall()

    assert once == again
    assert {key.decode(): value.decode() for key, value in told} == facts


@pytest.mark.parametrize(
    ("kind", "value", "refusal"),
    [
        (Kind.INSTANT, datetime(2026, 11, 22), ValueError),  # noqa: DTZ001 - this is what is refused
        (Kind.INTEGER, 2**63, struct.error),
    ],
)
def test_what_no_file_can_hold_is_refused(kind: Kind, value: Value, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        parquet.write([column("it", kind)], [(value,)], {})
