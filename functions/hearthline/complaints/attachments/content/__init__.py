"""What a file is, by its structure, and the same file without what its maker did not mean to tell.

Pure functions on bytes, on the standard library alone. Whatever the bytes are, they end in time proportional
to their number, with a result or with `Unfit`.
"""

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Final

from hearthline.complaints.attachments.content import heic, jpeg, mp4, pdf, png, webp
from hearthline.complaints.attachments.content.reading import MOST_PIXELS, Broken, Unfit

__all__ = ["MOST_PIXELS", "Unfit", "checked", "sniff", "strip"]

_FORMATS: Final[Mapping[str, ModuleType]] = {
    "image/jpeg": jpeg,
    "image/png": png,
    "image/webp": webp,
    "image/heic": heic,
    "application/pdf": pdf,
    "video/mp4": mp4,
}


def sniff(data: bytes) -> str | None:
    """Give the media type that the structure of the whole file bears out, or None."""
    for media_type, form in _FORMATS.items():
        if form.begins(data):
            try:
                form.walk(data)
            except Broken:
                return None
            return media_type
    return None


def strip(data: bytes, media_type: str) -> bytes:
    """Give the same picture, film or document, byte for byte where it matters, without its metadata.

    Raises Unfit: `damaged` where the file is not of this type, `too_many_pixels`, `active_content`,
    `encrypted`, or `unsupported` for what can't be looked through.
    """
    try:
        stripped: Callable[[bytes], bytes] = _FORMATS[media_type].strip
        return stripped(data)
    except Broken as broken:
        raise Unfit("damaged") from broken


def checked(data: bytes, declared: str) -> bytes:
    """Give what may be handed on of a file that was declared to be of a type.

    Raises Unfit as `strip` does; also `type_unknown` where it is no file of a type that is taken, and
    `type_mismatch` where it is one of another type than declared.
    """
    found = sniff(data)
    if found is None:
        raise Unfit("type_unknown")
    if found != declared:
        raise Unfit("type_mismatch")
    return strip(data, found)
