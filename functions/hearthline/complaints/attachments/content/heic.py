"""HEIC pictures (ISO/IEC 23008-12): the items that hold Exif and XMP are overwritten where they lie.

Which way is up is a property of the picture itself here, so nothing of Exif is needed.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from hearthline.complaints.attachments.content.boxes import Allowance, Box, boxes, brands, first, inner
from hearthline.complaints.attachments.content.items import Extent, extents, notes
from hearthline.complaints.attachments.content.mp4 import strip_films
from hearthline.complaints.attachments.content.reading import hold_to_pixels, need, number

_HEVC: Final = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis"})
_GENERAL: Final = frozenset({b"mif1", b"msf1"})
_FULL: Final = 4
"""Bytes of version and flags before what a full box holds."""
_NOTHING_NOTED: Final = b"\0\0\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"
"""An Exif item (offset of its TIFF structure, then that) without an entry."""


def begins(data: bytes) -> bool:
    """Say whether it may be one."""
    major, compatible = brands(data)
    return major in _HEVC or (major in _GENERAL and not _HEVC.isdisjoint(compatible))


def walk(data: bytes) -> None:
    """Raise Broken unless boxes fill the file, and one of them describes a picture."""
    meta = _meta(data)
    kinds = {box.kind for box in inner(data, meta, skip=_FULL)}
    need({b"hdlr", b"iinf", b"iloc"} <= kinds)


def strip(data: bytes) -> bytes:
    """Overwrite what is noted, in place."""
    walk(data)
    meta = _meta(data)
    for width, height in _extents(data, meta):
        hold_to_pixels(width, height)
    written = bytearray(data)
    allowance = Allowance(written)
    noted = notes(data, first(data, meta, b"iinf", skip=_FULL))
    inside = [box.content for box in inner(data, meta, skip=_FULL) if box.kind == b"idat"]
    for item, extent in extents(data, first(data, meta, b"iloc", skip=_FULL), frozenset(noted)):
        begin = _place(extent, inside)
        allowance.zero(begin, extent.length)
        if noted[item] == b"Exif" and extent.length >= len(_NOTHING_NOTED):
            written[begin : begin + len(_NOTHING_NOTED)] = _NOTHING_NOTED
    strip_films(written, boxes(data, 0, len(data), top=True))
    return bytes(written)


def _meta(data: bytes) -> Box:
    found = [box for box in boxes(data, 0, len(data), top=True) if box.kind == b"meta"]
    need(len(found) == 1)
    return found[0]


def _extents(data: bytes, meta: Box) -> Iterator[tuple[int, int]]:
    """Give width and height of each picture and tile."""
    for properties in inner(data, meta, skip=_FULL):
        if properties.kind == b"iprp":
            for box in inner(data, first(data, properties, b"ipco")):
                if box.kind == b"ispe":
                    yield number(data, box.content + 4, 4), number(data, box.content + 8, 4)


def _place(extent: Extent, inside: Sequence[int]) -> int:
    """Give where in the file a stretch of an item begins; `inside` is where the content of `idat` does."""
    if extent.method == 0:
        return extent.offset
    need(extent.method == 1 and len(inside) == 1)
    return inside[0] + extent.offset
