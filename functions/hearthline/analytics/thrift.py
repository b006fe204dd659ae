"""Thrift's compact protocol, as far as the footers of Parquet files need it.

https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

from collections.abc import Sequence
from typing import Final

Field = tuple[int, bytes]
"""A value as a structure's field holds it: the code of its type, and its bytes."""

_TRUE: Final = 1
_FALSE: Final = 2
_I32: Final = 5
_I64: Final = 6
_BINARY: Final = 8
_LIST: Final = 9
_STRUCT: Final = 12
_STOP: Final = b"\0"
_LONG: Final = 15


def flag(value: bool) -> Field:
    """Give a truth value, which the type alone holds."""
    return (_TRUE if value else _FALSE), b""


def i32(value: int) -> Field:
    """Give a whole number that 32 bits hold."""
    return _I32, varint(_zigzag(value))


def i64(value: int) -> Field:
    """Give a whole number that 64 bits hold."""
    return _I64, varint(_zigzag(value))


def text(value: str) -> Field:
    """Give a text."""
    data = value.encode()
    return _BINARY, varint(len(data)) + data


def struct(*fields: tuple[int, Field]) -> Field:
    """Give a structure of numbered fields, in rising order and less than 16 apart."""
    parts = []
    before = 0
    for number, (kind, data) in fields:
        parts += [bytes([number - before << 4 | kind]), data]
        before = number
    return _STRUCT, b"".join(parts) + _STOP


def items(values: Sequence[Field]) -> Field:
    """Give a list of values of one type, and not of truth values; it is empty as a list of structures."""
    kind = values[0][0] if values else _STRUCT
    size = len(values)
    head = bytes([size << 4 | kind]) if size < _LONG else bytes([_LONG << 4 | kind]) + varint(size)
    return _LIST, head + b"".join(data for _, data in values)


def varint(value: int) -> bytes:
    """Give a number from 0 in groups of seven bits, the lowest first (ULEB128)."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)


def _zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1
