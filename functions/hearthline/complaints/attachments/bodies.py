"""The bodies of requests about files."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from hearthline.complaints.attachments.model import LARGEST_FILE, Announced
from hearthline.platform.fields import Body, FileName, Key

ContentType = Literal["image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf", "video/mp4"]


class DeskAttachmentBody(Body):
    """`POST /api/desk/complaints/{number}/attachments`."""

    filename: FileName
    content_type: ContentType
    size: Annotated[int, Field(ge=1, le=LARGEST_FILE)]

    def announced(self) -> Announced:
        """Give the file as it is announced."""
        return Announced(self.filename, self.content_type, self.size)


class AttachmentBody(DeskAttachmentBody):
    """`POST /api/complaints/{number}/attachments`."""

    key: Key


class DownloadQuery(BaseModel):
    """`GET /api/complaints/{number}/attachments/{id}`."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    key: Key
