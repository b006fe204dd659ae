"""The bodies of requests about files."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from hearthline.complaints.attachments.model import LARGEST_FILE, MOST_FILES, Announced
from hearthline.platform.fields import Body, FileName, Key

ContentType = Literal["image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf", "video/mp4"]

TAKEN: Final[Mapping[str, Any]] = {
    "files": MOST_FILES,
    "bytes": LARGEST_FILE,
    "types": get_args(ContentType),
}
"""How many files a case takes, how large each may be, and of which types, for the page that sends them."""


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


def from_form(form: Mapping[str, Any]) -> dict[str, Any]:
    """Turn an announcement by form into the JSON body: a size in digits is a number."""
    size = form.get("size")
    digits = (
        isinstance(size, str) and size.isascii() and size.isdigit() and len(size) <= len(str(LARGEST_FILE))
    )
    return {**form, "size": int(str(size))} if digits else dict(form)
