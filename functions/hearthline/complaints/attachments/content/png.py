"""PNG (W3C, third edition): chunks with their checksums up to IEND. What follows IEND is cut off."""

import zlib
from collections.abc import Iterator
from typing import Final

from hearthline.complaints.attachments.content.reading import MOST_PARTS, Broken, hold_to_pixels, need, number

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_CRITICAL: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
_KEPT: Final = _CRITICAL | {
    *(b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI"),
    *(b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT"),
}
"""What the picture is shown by, animations among it; every other chunk is somebody's note."""


def begins(data: bytes) -> bool:
    """Say whether it may be one."""
    return data.startswith(_SIGNATURE)


def walk(data: bytes) -> None:
    """Raise Broken unless there is an image from its beginning to its end."""
    kinds = [kind for kind, _, _ in _chunks(data)]
    need(kinds[0] == b"IHDR" and kinds.count(b"IHDR") == 1 and b"IDAT" in kinds)
    need(all(kind in _CRITICAL or kind[0] & 0x20 for kind in kinds))


def strip(data: bytes) -> bytes:
    """Keep the chunks that the picture is shown by."""
    walk(data)
    need(number(data, 8, 4) == 13)
    hold_to_pixels(number(data, 16, 4), number(data, 20, 4))
    kept = [data[begin:end] for kind, begin, end in _chunks(data) if kind in _KEPT]
    return b"".join([_SIGNATURE, *kept])


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Give each chunk's kind, and where it begins and ends; the last is IEND. Raise Broken without one."""
    at = len(_SIGNATURE)
    for _ in range(MOST_PARTS):
        length = number(data, at, 4)
        end = at + 12 + length
        kind = data[at + 4 : at + 8]
        need(kind.isalpha() and end <= len(data))
        need(zlib.crc32(data[at + 4 : end - 4]) == number(data, end - 4, 4))
        yield kind, at, end
        if kind == b"IEND":
            return
        at = end
    raise Broken
