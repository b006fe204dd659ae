"""Boxes of the ISO base media file format (ISO/IEC 14496-12), which films and HEIC pictures are made of.

Nothing is moved: other boxes name places in the file. What has to go is overwritten where it stands, and its
box becomes a `free` one of the same size.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hearthline.complaints.attachments.content.reading import MOST_PARTS, Broken, need, number

FREE: Final = frozenset({b"free", b"skip", b"wide"})
NOTES: Final = frozenset({b"udta", b"uuid"})
"""Boxes that hold what users and cameras note: place, maker, XMP."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its kind, where it begins, where its content begins, and where both end."""

    kind: bytes
    begin: int
    content: int
    end: int


def boxes(data: bytes | bytearray, begin: int, end: int, *, top: bool = False) -> Iterator[Box]:
    """Give the boxes that fill a stretch without a gap; raise Broken where they don't.

    At the `top` the last one may leave its size open.
    """
    at = begin
    for _ in range(MOST_PARTS):
        if at >= end:
            return
        size, head = number(data, at, 4), 8
        kind = bytes(data[at + 4 : at + 8])
        if size == 1:
            size, head = number(data, at + 8, 8), 16
        elif size == 0 and top:
            size = end - at
        need(len(kind) == 4 and head <= size <= end - at)
        yield Box(kind, at, at + head, at + size)
        at += size
    raise Broken


def inner(data: bytes | bytearray, box: Box, *, skip: int = 0) -> Iterator[Box]:
    """Give the boxes in a box, behind `skip` bytes of its own."""
    need(box.content + skip <= box.end)
    return boxes(data, box.content + skip, box.end)


def first(data: bytes | bytearray, box: Box, kind: bytes, *, skip: int = 0) -> Box:
    """Give the first box of a kind in a box; raise Broken where there is none."""
    for each in inner(data, box, skip=skip):
        if each.kind == kind:
            return each
    raise Broken


def brands(data: bytes) -> tuple[bytes, frozenset[bytes]]:
    """Give the major brand of a file, and all it is compatible with; (b"", none) where it names none."""
    size = int.from_bytes(data[:4])
    if data[4:8] != b"ftyp" or not 16 <= size <= min(len(data), 1024):
        return b"", frozenset()
    compatible = frozenset(data[at : at + 4] for at in range(16, size - 3, 4))
    return data[8:12], compatible


def blank(data: bytearray, box: Box) -> None:
    """Turn a box into a `free` one of the same size that holds zeros."""
    data[box.begin + 4 : box.begin + 8] = b"free"
    zero(data, box.content, box.end)


def zero(data: bytearray, begin: int, end: int) -> None:
    """Overwrite a stretch with zeros; raise Broken outside the file."""
    need(0 <= begin <= end <= len(data))
    data[begin:end] = bytes(end - begin)


class Allowance:
    """How much may still be overwritten: no more than the file is long, however often it names a place."""

    def __init__(self, data: bytearray) -> None:
        self._data = data
        self._left = len(data)

    def zero(self, begin: int, length: int) -> None:
        """Overwrite a stretch; raise Broken when all is used up."""
        self._left -= length
        need(self._left >= 0)
        zero(self._data, begin, begin + length)
