"""JPEG (ITU-T T.81): segments up to the end of the image. What follows the end is cut off."""

import re
from collections.abc import Iterator
from typing import Final

from hearthline.complaints.attachments.content.orientation import UPRIGHT, only_orientation, read_orientation
from hearthline.complaints.attachments.content.reading import MOST_PARTS, Broken, hold_to_pixels, need, number

_SOI: Final = b"\xff\xd8"
_EOI: Final = 0xD9
_SOS: Final = 0xDA
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_TABLES: Final = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD})
_NOTES: Final = frozenset({*range(0xE0, 0xF0), 0xFE})
_APP0: Final = 0xE0
_APP1: Final = 0xE1
_JFIF: Final = b"JFIF\0"
_JFIF_LENGTH: Final = 14
_KEPT_NOTES: Final = {0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_EXIF: Final = b"Exif\0\0"
_MARKER_IN_SCAN: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")

_FILLED: Final = re.compile(rb"\xff+[^\xff]")

Segment = tuple[int, int, int]
"""A marker, and where its segment begins and ends (with what is coded behind the head of a scan)."""


def begins(data: bytes) -> bool:
    """Say whether it may be one."""
    return data.startswith(_SOI + b"\xff")


def walk(data: bytes) -> None:
    """Raise Broken unless there is an image from its beginning to its end."""
    found = {marker for marker, _, _ in _segments(data)}
    need(_SOS in found and bool(found & _FRAMES))


def strip(data: bytes) -> bytes:
    """Keep what the picture is decoded by; of Exif, which way is up."""
    walk(data)
    kept: list[bytes] = []
    orientation = UPRIGHT
    jfif = b""
    for marker, begin, end in _segments(data):
        body = data[begin + 4 : end]
        if marker in _FRAMES:
            hold_to_pixels(number(body, 3, 2), number(body, 1, 2))
        if marker == _APP0 and body.startswith(_JFIF) and not jfif:
            jfif = _without_thumbnail(body)
        elif marker == _APP1 and body.startswith(_EXIF) and orientation == UPRIGHT:
            orientation = read_orientation(body)
        if marker not in _NOTES or body.startswith(_KEPT_NOTES.get(marker, b"\0none")):
            kept.append(data[begin:end])
    turned = [_segment(_APP1, _EXIF + only_orientation(orientation))] if orientation != UPRIGHT else []
    return b"".join([_SOI, jfif, *turned, *kept])


def _segments(data: bytes) -> Iterator[Segment]:
    """Give every segment, the last of them the end of the image; raise Broken where there is none."""
    at = 2
    for _ in range(MOST_PARTS):
        filled = _FILLED.match(data, at)
        if filled is None:
            raise Broken
        at = filled.end() - 2
        marker = data[at + 1]
        if marker == _EOI:
            yield marker, at, at + 2
            return
        need(marker in _FRAMES or marker in _TABLES or marker in _NOTES or marker == _SOS)
        length = number(data, at + 2, 2)
        end = at + 2 + length
        need(length >= 2 and end <= len(data))
        if marker == _SOS:
            following = _MARKER_IN_SCAN.search(data, end)
            if following is None:
                raise Broken
            end = following.start()
        yield marker, at, end
        at = end
    raise Broken


def _without_thumbnail(jfif: bytes) -> bytes:
    """Give the segment with versions and density alone."""
    need(len(jfif) >= _JFIF_LENGTH)
    return _segment(_APP0, jfif[: _JFIF_LENGTH - 2] + b"\0\0")


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2) + body
