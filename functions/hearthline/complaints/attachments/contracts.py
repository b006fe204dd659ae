"""The contracts of the events about files of a case."""

from typing import Literal

from pydantic import Field

from hearthline.complaints.contract_parts import Case, ComplaintEvent


class FileOfCase(Case):
    """A file, never its name: people put theirs into it."""

    attachment: str = Field(description="id of the attachment within the case")
    by: Literal["customer", "staff"] = Field(description="who uploaded it")
    content_type: str = Field(description="its media type")


class Released(FileOfCase):
    """A file that can be read."""

    size: int = Field(ge=0, description="bytes that are kept of it")


class AttachmentReleased(ComplaintEvent):
    """An uploaded file was looked through and can be read now."""

    type: Literal["attachment.released"]
    data: Released


class Quarantined(FileOfCase):
    """A file that nobody may read."""

    reason: str = Field(description="why, by a fixed word")


class AttachmentQuarantined(ComplaintEvent):
    """An uploaded file was put aside; nobody can read it."""

    type: Literal["attachment.quarantined"]
    data: Quarantined
