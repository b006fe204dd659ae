"""Writes Parquet files: flat columns that may hold nothing, in what every reader has understood since 2013.

https://parquet.apache.org/docs/file-format/ - data pages of version 1, plain values, levels in runs, gzip.
The same rows give the same bytes. Statistics are left out: files are cut by what queries narrow by.
"""

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any, Final

from hearthline.analytics import thrift
from hearthline.analytics.tables import Column, Kind, Value

MOST_IN_A_GROUP: Final = 50_000
"""Rows that stand together; a reader holds a group of them at once."""
WRITTEN_BY: Final = "hearthline version 1 (build 1)"

_MAGIC: Final = b"PAR1"
_GZIP_WINDOW: Final = 31
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY: Final = date(1970, 1, 1).toordinal()
_MILLISECOND: Final = timedelta(milliseconds=1)

# Of parquet.thrift: types, converted types, repetition, encodings, codec.
_BOOLEAN, _INT32, _INT64, _BYTE_ARRAY = 0, 1, 2, 6
_UTF8, _DATE, _TIMESTAMP_MILLIS = 0, 6, 9
_OPTIONAL = 1
_PLAIN, _RLE = 0, 3
_GZIP = 2
_NOTHING: Final = thrift.struct()
_UTC_MILLISECONDS: Final = thrift.struct((1, thrift.flag(True)), (2, thrift.struct((1, _NOTHING))))


@dataclass(frozen=True, slots=True)
class _Type:
    """How a kind of column is stored: the type, the older and the newer name of its meaning, its values."""

    stored: int
    converted: int | None
    logical: thrift.Field | None
    plain: Callable[[Sequence[Any]], bytes]


def write(columns: Sequence[Column], rows: Sequence[Sequence[Value]], facts: Mapping[str, str]) -> bytes:
    """Give a whole file of these rows; `facts` stand in its footer.

    Raises ValueError for an instant without a zone, struct.error for a number beyond 64 bits.
    """
    parts = [_MAGIC]
    size = len(_MAGIC)
    groups = []
    for start in range(0, len(rows), MOST_IN_A_GROUP):
        stretch = rows[start : start + MOST_IN_A_GROUP]
        chunks = []
        before = size
        for column, values in zip(columns, zip(*stretch, strict=True), strict=True):
            data, described = _chunk(column, values, size)
            parts.append(data)
            chunks.append(described)
            size += len(data)
        groups.append(
            thrift.struct(
                (1, thrift.items(chunks)), (2, thrift.i64(size - before)), (3, thrift.i64(len(stretch)))
            )
        )
    footer = _footer(columns, len(rows), groups, facts)
    return b"".join([*parts, footer, struct.pack("<I", len(footer)), _MAGIC])


def _chunk(column: Column, values: Sequence[Value], offset: int) -> tuple[bytes, thrift.Field]:
    """Give one column of a group as it stands at `offset` of the file, and what the footer says of it."""
    levels = _levels(values)
    plain = _TYPES[column.kind].plain([value for value in values if value is not None])
    raw = struct.pack("<I", len(levels)) + levels + plain
    packed = _gzip(raw)
    page = thrift.struct(
        (1, thrift.i32(0)),
        (2, thrift.i32(len(raw))),
        (3, thrift.i32(len(packed))),
        (
            5,
            thrift.struct(
                (1, thrift.i32(len(values))),
                (2, thrift.i32(_PLAIN)),
                (3, thrift.i32(_RLE)),
                (4, thrift.i32(_RLE)),
            ),
        ),
    )[1]
    described = thrift.struct(
        (1, thrift.i32(_TYPES[column.kind].stored)),
        (2, thrift.items([thrift.i32(_PLAIN), thrift.i32(_RLE)])),
        (3, thrift.items([thrift.text(column.name)])),
        (4, thrift.i32(_GZIP)),
        (5, thrift.i64(len(values))),
        (6, thrift.i64(len(page) + len(raw))),
        (7, thrift.i64(len(page) + len(packed))),
        (9, thrift.i64(offset)),
    )
    return page + packed, thrift.struct((2, thrift.i64(offset)), (3, described))


def _footer(
    columns: Sequence[Column], rows: int, groups: Sequence[thrift.Field], facts: Mapping[str, str]
) -> bytes:
    root = thrift.struct((4, thrift.text("schema")), (5, thrift.i32(len(columns))))
    said = [thrift.struct((1, thrift.text(name)), (2, thrift.text(fact))) for name, fact in facts.items()]
    return thrift.struct(
        (1, thrift.i32(1)),
        (2, thrift.items([root, *map(_element, columns)])),
        (3, thrift.i64(rows)),
        (4, thrift.items(groups)),
        (5, thrift.items(said)),
        (6, thrift.text(WRITTEN_BY)),
    )[1]


def _element(column: Column) -> thrift.Field:
    how = _TYPES[column.kind]
    fields = [(1, thrift.i32(how.stored)), (3, thrift.i32(_OPTIONAL)), (4, thrift.text(column.name))]
    if how.converted is not None:
        fields.append((6, thrift.i32(how.converted)))
    if how.logical is not None:
        fields.append((10, how.logical))
    return thrift.struct(*fields)


def _levels(values: Sequence[Value]) -> bytes:
    """Give which places hold something (1) and which nothing (0), as runs of the same."""
    return b"".join(_runs(values))


def _runs(values: Sequence[Value]) -> Iterator[bytes]:
    for there, run in groupby(value is not None for value in values):
        yield thrift.varint(sum(1 for _ in run) << 1)
        yield b"\1" if there else b"\0"


def _gzip(data: bytes) -> bytes:
    packing = zlib.compressobj(wbits=_GZIP_WINDOW)
    return packing.compress(data) + packing.flush()


def _texts(values: Sequence[str]) -> bytes:
    parts = []
    for value in values:
        data = value.encode("utf-8", "replace")
        parts += [struct.pack("<I", len(data)), data]
    return b"".join(parts)


def _integers(values: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(values)}q", *values)


def _flags(values: Sequence[bool]) -> bytes:
    bits = sum(1 << place for place, value in enumerate(values) if value)
    return bits.to_bytes(-(-len(values) // 8), "little")


def _days(values: Sequence[date]) -> bytes:
    return struct.pack(f"<{len(values)}i", *(value.toordinal() - _FIRST_DAY for value in values))


def _instants(values: Sequence[datetime]) -> bytes:
    if any(value.utcoffset() is None for value in values):
        raise ValueError("an instant needs a time zone")
    return _integers([(value - _EPOCH) // _MILLISECOND for value in values])


_TYPES: Final = {
    Kind.TEXT: _Type(_BYTE_ARRAY, _UTF8, thrift.struct((1, _NOTHING)), _texts),
    Kind.INTEGER: _Type(_INT64, None, None, _integers),
    Kind.FLAG: _Type(_BOOLEAN, None, None, _flags),
    Kind.DAY: _Type(_INT32, _DATE, thrift.struct((6, _NOTHING)), _days),
    Kind.INSTANT: _Type(_INT64, _TIMESTAMP_MILLIS, thrift.struct((8, _UTC_MILLISECONDS)), _instants),
}
