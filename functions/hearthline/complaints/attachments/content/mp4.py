"""MP4 films (ISO/IEC 14496-12 and -14), 3GP among them.

User data, metadata and `uuid` boxes become free ones; so does a track that is neither seen nor heard, where
cameras write down place and speed, and its samples are overwritten.
"""

from collections.abc import Iterator
from typing import Final

from hearthline.complaints.attachments.content.boxes import (
    FREE,
    NOTES,
    Allowance,
    Box,
    blank,
    boxes,
    brands,
    first,
    inner,
)
from hearthline.complaints.attachments.content.reading import MOST_PARTS, Unfit, hold_to_pixels, need, number
from hearthline.complaints.attachments.content.samples import overwrite_samples

_BRANDS: Final = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"M4VH", b"M4VP"}
)
_CONTAINERS: Final = frozenset({b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf", b"mvex", b"edts"})
_SHOWN: Final = frozenset({b"vide", b"soun", b"subt", b"text", b"sbtl", b"auxv"})


def begins(data: bytes) -> bool:
    """Say whether it may be one."""
    major, _ = brands(data)
    return major in _BRANDS or major.startswith(b"3gp")


def walk(data: bytes) -> None:
    """Raise Broken unless boxes fill the file, and say what it shows."""
    kinds = [box.kind for box in boxes(data, 0, len(data), top=True)]
    need(b"moov" in kinds and not {b"mdat", b"moof"}.isdisjoint(kinds))


def strip(data: bytes) -> bytes:
    """Overwrite what is noted, in place."""
    walk(data)
    written = bytearray(data)
    strip_films(written, boxes(data, 0, len(data), top=True), frozenset({b"meta"}))
    return bytes(written)


def strip_films(data: bytearray, found: Iterator[Box], also: frozenset[bytes] = frozenset()) -> None:
    """Overwrite what is noted in these boxes, and in the kinds named by `also`."""
    top = list(found)
    allowance = Allowance(data)
    fragmented = any(box.kind == b"moof" for box in top)
    waiting = [(box, also) for box in top]
    while waiting:
        need(len(waiting) <= MOST_PARTS)
        box, notes = waiting.pop()
        if box.kind in FREE or box.kind in NOTES or box.kind in notes:
            blank(data, box)
        elif box.kind == b"trak" and not _shown(data, box):
            if fragmented:
                raise Unfit("unsupported")
            overwrite_samples(data, box, allowance)
            blank(data, box)
        elif box.kind == b"tkhd":
            hold_to_pixels(max(1, number(data, box.end - 8, 2)), max(1, number(data, box.end - 4, 2)))
        elif box.kind in _CONTAINERS:
            waiting += [(each, frozenset({b"meta"})) for each in inner(data, box)]


def _shown(data: bytearray, track: Box) -> bool:
    handler = first(data, first(data, track, b"mdia"), b"hdlr")
    need(handler.content + 12 <= handler.end)
    return bytes(data[handler.content + 8 : handler.content + 12]) in _SHOWN
