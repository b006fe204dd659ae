"""What DynamoDB charges for: sizes of items and units of requests, by its published rules.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html (sizes) and
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html (what a change costs in an index).
"""

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any, Final, Protocol

WRITTEN_EACH: Final = 1024
READ_EACH: Final = 4096
STORED_BESIDE: Final = 100
"""Bytes that each item takes beside its own in storage, in the table and in each index."""

Item = Mapping[str, Any]


class Projection(Protocol):
    """An index, as far as it matters for what it costs."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Give the names of its keys."""

    @property
    def projected(self) -> frozenset[str] | None:
        """Give the names of what it holds, None where that is everything."""


def size_of(item: Item) -> int:
    """Give the bytes of an item: of its names in UTF-8 and of its values."""
    return sum(len(name.encode()) + _size(value) for name, value in item.items())


def write_units(
    before: Item | None, after: Item | None, indexes: Iterable[Projection], *, transaction: bool = False
) -> int:
    """Give the units of one change, in the table and all its indexes.

    A transaction doubles those of the table alone. Each unit is a kilobyte begun, of the larger of the two.
    """
    base = _begun(max(size_of(before or {}), size_of(after or {})), WRITTEN_EACH)
    return base * (2 if transaction else 1) + sum(_in_index(before, after, index) for index in indexes)


def refused_units(there: Item | None, *, transaction: bool = False) -> int:
    """Give the units of a write whose condition does not hold: what is there is paid for."""
    return _begun(size_of(there or {}), WRITTEN_EACH) * (2 if transaction else 1)


def read_units(sizes: Iterable[int], *, consistent: bool) -> float:
    """Give the units of one item, or of what a query looked at: of four kilobytes begun, half a unit each."""
    return _begun(sum(sizes), READ_EACH) * (1.0 if consistent else 0.5)


def shown_in(item: Item, index: Projection) -> Item | None:
    """Give what an index holds of an item; None where it has none of it, as one of its keys is not there."""
    if any(name not in item for name in index.keys):
        return None
    if index.projected is None:
        return item
    return {name: value for name, value in item.items() if name in index.projected}


def stored_bytes(item: Item, indexes: Iterable[Projection]) -> int:
    """Give what an item takes in storage, its places in the indexes included."""
    places = [item, *(shown for index in indexes if (shown := shown_in(item, index)) is not None)]
    return sum(size_of(place) + STORED_BESIDE for place in places)


def _in_index(before: Item | None, after: Item | None, index: Projection) -> int:
    old = shown_in(before, index) if before else None
    new = shown_in(after, index) if after else None
    if old == new:
        return 0
    sizes = [_begun(size_of(each), WRITTEN_EACH) for each in (old, new) if each is not None]
    moved = old is not None and new is not None and any(old[name] != new[name] for name in index.keys)
    # Another place is one entry taken away and another put: two writes, where a change in place is one.
    return sum(sizes) if moved else max(sizes)


def _begun(size: int, each: int) -> int:
    return max(1, ceil(size / each))


def _size(value: Any) -> int:
    if value is None or isinstance(value, bool):
        return 1
    if isinstance(value, str):
        return len(value.encode())
    if isinstance(value, int):
        return len(str(abs(value)).rstrip("0")) // 2 + 2 + (value < 0)
    if isinstance(value, Mapping):
        return 3 + sum(1 + len(str(name).encode()) + _size(inner) for name, inner in value.items())
    return 3 + sum(1 + _size(inner) for inner in value)
