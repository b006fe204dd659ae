"""The files of a case: how many, how large, of which types, and under which keys they lie."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hearthline.complaints.parts import Attachment, AttachmentState

LARGEST_FILE: Final = 20 * 1024 * 1024
"""Most bytes of one file."""

UPLOAD_WITHIN: Final = timedelta(hours=1)
"""How long the right to upload lasts; what has not come by then lapses."""

MOST_FILES: Final = 9
"""Files of a case that can be read or are on their way."""

MOST_ASKED: Final = 30
"""Files of a case that were ever announced, whatever came of them."""

EXTENSIONS: Final[Mapping[str, str]] = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
    "application/pdf": "pdf",
    "video/mp4": "mp4",
}
"""The types that are taken, and how the name of such a file ends."""

INCOMING: Final = "incoming"
CLEAN: Final = "clean"
QUARANTINE: Final = "quarantine"
AREAS: Final = (INCOMING, CLEAN, QUARANTINE)


@dataclass(frozen=True, slots=True)
class Announced:
    """A file as its owner announces it: its name, its type, and its size in bytes as far as they know."""

    filename: str
    content_type: str
    size: int


def key_of(area: str, number: str, identifier: str) -> str:
    """Give the key under which a file of a case lies."""
    return f"{area}/{number}/{identifier}"


def incoming(key: str) -> tuple[str, str] | None:
    """Give the case and the attachment that an uploaded file is for, None for a key that is no upload's."""
    parts = key.split("/")
    return (parts[1], parts[2]) if len(parts) == 3 and parts[0] == INCOMING and all(parts) else None


def find(attachments: Iterable[Attachment], identifier: str) -> Attachment | None:
    """Give the attachment with this id, if there is one."""
    return next((each for each in attachments if each.id == identifier), None)


def lapsed(attachment: Attachment, now: datetime) -> bool:
    """Say whether it was announced and never came."""
    return attachment.state is AttachmentState.AWAITED and now >= attachment.requested_at + UPLOAD_WITHIN
