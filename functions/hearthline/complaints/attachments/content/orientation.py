"""The one thing of a camera's notes that a picture needs: which way is up (Exif 2.32, tag 0x0112)."""

from typing import Final

from hearthline.complaints.attachments.content.reading import Broken, number

UPRIGHT: Final = 1
_TAG: Final = 0x0112
_SHORT: Final = 3
_MOST_ENTRIES: Final = 512
_PREFIX: Final = b"Exif\0\0"


def read_orientation(exif: bytes) -> int:
    """Give the orientation, 1 to 8, that a TIFF structure names; upright where it names none."""
    tiff = exif.removeprefix(_PREFIX)
    if tiff[:2] not in {b"II", b"MM"}:
        return UPRIGHT
    little = tiff[:2] == b"II"
    try:
        directory = number(tiff, 4, 4, little=little)
        entries = min(number(tiff, directory, 2, little=little), _MOST_ENTRIES)
        for entry in range(directory + 2, directory + 2 + 12 * entries, 12):
            if number(tiff, entry, 2, little=little) == _TAG:
                kind = number(tiff, entry + 2, 2, little=little)
                value = number(tiff, entry + 8, 2, little=little)
                return value if kind == _SHORT and value in range(1, 9) else UPRIGHT
    except Broken:
        pass
    return UPRIGHT


def only_orientation(orientation: int) -> bytes:
    """Give the smallest TIFF structure that names an orientation and nothing else."""
    entry = b"".join(
        value.to_bytes(size) for value, size in ((_TAG, 2), (_SHORT, 2), (1, 4), (orientation, 2))
    )
    return b"MM\0*\0\0\0\x08\0\x01" + entry + b"\0\0" + b"\0\0\0\0"
