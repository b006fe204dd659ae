"""The items of a HEIC picture (ISO/IEC 14496-12, 8.11): which hold notes, and where they lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hearthline.complaints.attachments.content.boxes import Box, boxes
from hearthline.complaints.attachments.content.reading import MOST_PARTS, need, number

_NOTES: Final = frozenset({b"Exif", b"mime", b"uri "})
_NAMED_ONLY: Final = b"mime"
"""What the oldest versions of an entry can describe: a file with a media type."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A stretch of an item: counted from the file's beginning (method 0) or in the box `idat` (1)."""

    method: int
    offset: int
    length: int


def notes(data: bytes, information: Box) -> dict[int, bytes]:
    """Give the kind of each item that holds notes, by the item's number."""
    wide = number(data, information.content, 1) > 0
    begin = information.content + (8 if wide else 6)
    need(begin <= information.end)
    found = {}
    for entry in boxes(data, begin, information.end):
        version = number(data, entry.content, 1)
        size = 4 if version >= 3 else 2
        item = number(data, entry.content + 4, size)
        at = entry.content + 4 + size + 2
        kind = data[at : at + 4] if version >= 2 else _NAMED_ONLY
        need(at + 4 <= entry.end)
        if kind in _NOTES:
            found[item] = kind
    return found


def extents(data: bytes, locations: Box, wanted: frozenset[int]) -> Iterator[tuple[int, Extent]]:
    """Give each stretch of the wanted items; raise Broken for one whose length is left open."""
    reader = _Reader(data, locations)
    version = reader.take(1)
    reader.take(3)
    sizes = reader.take(2)
    offset_size, length_size, base_size, index_size = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    index_size = index_size if version > 0 else 0
    left = MOST_PARTS
    items = reader.take(4 if version > 1 else 2)
    need(items <= MOST_PARTS)
    for _ in range(items):
        item = reader.take(4 if version > 1 else 2)
        method = reader.take(2) & 15 if version > 0 else 0
        elsewhere = reader.take(2)
        base = reader.take(base_size)
        count = reader.take(2)
        left -= count
        need(left >= 0)
        for _ in range(count):
            reader.take(index_size)
            extent = Extent(method, base + reader.take(offset_size), reader.take(length_size))
            if item in wanted and not elsewhere:
                need(extent.length > 0)
                yield item, extent


class _Reader:
    """Takes one number after the other out of a box; raises Broken at its end."""

    def __init__(self, data: bytes, box: Box) -> None:
        self._data = data
        self._at = box.content
        self._end = box.end

    def take(self, size: int) -> int:
        """Give the next number of `size` bytes, 0 of none."""
        need(self._at + size <= self._end)
        self._at += size
        return number(self._data, self._at - size, size)
