"""WebP (RFC 9649): RIFF chunks that fill the size which the file's head names. What follows is cut off."""

from collections.abc import Iterator
from typing import Final

from hearthline.complaints.attachments.content.orientation import UPRIGHT, only_orientation, read_orientation
from hearthline.complaints.attachments.content.reading import MOST_PARTS, Broken, hold_to_pixels, need, number

_HEAD: Final = 12
_FRAME_HEAD: Final = 16
_EXTENDED: Final = b"VP8X"
_LOSSY: Final = b"VP8 "
_LOSSLESS: Final = b"VP8L"
_FRAME: Final = b"ANMF"
_IMAGES: Final = frozenset({_LOSSY, _LOSSLESS, _FRAME})
_KEPT: Final = frozenset({_LOSSY, _LOSSLESS, b"ALPH", b"ANIM", b"ICCP"})
_EXIF_FLAG: Final = 0x08
_XMP_FLAG: Final = 0x04

Chunk = tuple[bytes, bytes]
"""A chunk's kind, and what it holds."""


def begins(data: bytes) -> bool:
    """Say whether it may be one."""
    return data[:4] == b"RIFF" and data[8:_HEAD] == b"WEBP"


def walk(data: bytes) -> None:
    """Raise Broken unless the chunks fill the file and hold an image."""
    kinds = [kind for kind, _ in _chunks(_riff(data))]
    need(bool(kinds) and kinds[0] in {_EXTENDED, _LOSSY, _LOSSLESS} and not _IMAGES.isdisjoint(kinds))


def strip(data: bytes) -> bytes:
    """Keep what the picture is shown by; of Exif, which way is up; and say in the head what is left."""
    walk(data)
    chunks = list(_chunks(_riff(data)))
    found = (read_orientation(body) for kind, body in chunks if kind == b"EXIF")
    # Only the extended form has a place for the orientation, and only it can have had one.
    extended = chunks[0][0] == _EXTENDED
    orientation = next(found, UPRIGHT) if extended else UPRIGHT
    kept = [_stripped(kind, body, orientation) for kind, body in chunks]
    if orientation != UPRIGHT:
        kept.append(_written(b"EXIF", only_orientation(orientation)))
    inner = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(inner).to_bytes(4, "little") + inner


def _stripped(kind: bytes, body: bytes, orientation: int) -> bytes:
    if kind == _EXTENDED:
        need(len(body) >= 10)
        hold_to_pixels(number(body, 4, 3, little=True) + 1, number(body, 7, 3, little=True) + 1)
        flags = body[0] & ~(_EXIF_FLAG | _XMP_FLAG) | (_EXIF_FLAG if orientation != UPRIGHT else 0)
        return _written(kind, bytes((flags, *body[1:10])))
    if kind == _FRAME:
        need(len(body) >= _FRAME_HEAD)
        inner = [_stripped(k, b, orientation) for k, b in _chunks(body[_FRAME_HEAD:]) if k in _KEPT]
        return _written(kind, body[:_FRAME_HEAD] + b"".join(inner))
    if kind not in _KEPT:
        return b""
    if kind == _LOSSY:
        need(body[3:6] == b"\x9d\x01\x2a")
        size = (number(body, 6, 2, little=True) & 0x3FFF, number(body, 8, 2, little=True) & 0x3FFF)
        hold_to_pixels(*size)
    if kind == _LOSSLESS:
        need(body[:1] == b"\x2f")
        bits = number(body, 1, 4, little=True)
        hold_to_pixels((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    return _written(kind, body)


def _riff(data: bytes) -> bytes:
    end = 8 + number(data, 4, 4, little=True)
    need(_HEAD < end <= len(data))
    return data[_HEAD:end]


def _chunks(data: bytes) -> Iterator[Chunk]:
    at = 0
    for _ in range(MOST_PARTS):
        if at >= len(data):
            return
        length = number(data, at + 4, 4, little=True)
        end = at + 8 + length
        need(end <= len(data))
        yield data[at : at + 4], data[at + 8 : end]
        at = end + length % 2
    raise Broken


def _written(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)
