"""The name that a file is saved under: its owner's, made harmless, with the ending of its real type."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

from hearthline.complaints.attachments.model import EXTENSIONS

_MOST_CHARACTERS: Final = 80
_HARMFUL: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*%;\\/\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+')
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_NAMELESS: Final = "attachment"
_SAFE_IN_HEADER: Final = "!#$&+-.^_`|~"
"""RFC 5987, attr-char, beside letters and digits."""


def safe_name(filename: str, content_type: str) -> str:
    """Give a name without folders, control and direction marks, and with the ending of the type."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", filename))[-1]
    stem = _ENDING.sub("", _HARMFUL.sub("_", last)).strip(" ._")[:_MOST_CHARACTERS].strip(" ._")
    usable = bool(stem) and _RESERVED.match(stem) is None
    return f"{stem if usable else _NAMELESS}.{EXTENSIONS[content_type]}"


def disposition(filename: str) -> str:
    """Give the header that makes a browser save a file and never show it (RFC 6266, RFC 5987)."""
    plain = f"{_NAMELESS}.{filename.rpartition('.')[2]}"
    encoded = quote(filename, safe=_SAFE_IN_HEADER)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"
