"""The operations on the files of a case, and what they answer."""

from typing import Literal

from hearthline.complaints.attachments.bodies import (
    AttachmentBody,
    ContentType,
    DeskAttachmentBody,
    DownloadQuery,
)
from hearthline.platform.access import ALLOWED, Action
from infra.contract.operations import Answer, Operation
from infra.contract.values import Count, Instant, Shape

NO_SUCH = "No such complaint, or not with this key: the very same answer, whichever is wrong."
OF_THE_STATE = "`reason` says why, `state` what stands there now."
TAKEN = (
    "JPEG, PNG, WebP, HEIC, PDF or MP4 of at most 20 MB; 9 files a case, 30 announced in all. Post the "
    "`fields` and "
    "then the file, as the last field `file`, to `url` as multipart/form-data within the hour. What comes is "
    "looked through before anybody can read it: it has to be of the announced type, it loses its metadata "
    "(place, maker, comments), and documents that act by themselves are put aside. `size` is a hint for the "
    "list "
    "until then."
)
GONE_ON = Answer(303, "On to the file, for a minute; a browser saves it.", headers=("Location",))
NOT_RELEASED = f"`attachment_not_released`: it is still awaited, or was put aside. {OF_THE_STATE}"
EXAMPLE = {"filename": "漏水.jpg", "content_type": "image/jpeg", "size": 2_400_000}
REFUSALS = {
    409: f"Refused by the state: `not_open` (nor resolved) or `attached_enough`. {OF_THE_STATE}",
}


class FilerAttachment(Shape):
    """A file of the case, as its filer sees it."""

    id: str
    filename: str
    """What it is saved as: the name that it was given, made safe."""
    content_type: ContentType
    size: Count
    """In bytes; what was announced, until it is released."""
    by: Literal["customer", "staff"]
    state: Literal["awaited", "released", "quarantined", "lapsed"]
    """Only a released one can be fetched; `lapsed` never came within its hour."""
    reason: str | None
    """Why it was put aside: type_unknown, type_mismatch, damaged, too_many_pixels, active_content, others."""
    upload_until: Instant | None
    """While it is awaited: until when it can be uploaded."""


class UploadFields(Shape):
    """Where and with which form fields the file is posted."""

    url: str
    fields: dict[str, str]


class AttachmentAnnounced(Shape):
    """A file is expected. The same Idempotency-Key and body give the same attachment again."""

    attachment_id: str
    filename: str
    upload: UploadFields
    upload_until: Instant


def _roles(action: Action) -> str:
    return f"For {', '.join(sorted(ALLOWED[action]))}."


ATTACHMENTS: tuple[Operation, ...] = (
    Operation(
        "POST /api/complaints/{number}/attachments",
        "announceAttachment",
        "Complaints",
        "Add a file",
        f"Announces a file and lends the right to upload it. {TAKEN}",
        (Answer(201, "It is expected.", AttachmentAnnounced),),
        {404: NO_SUCH, **REFUSALS, 429: "20 in an hour are taken."},
        body=AttachmentBody,
        headers=("IdempotencyKey",),
        examples={"photo": {"value": {"key": "1Gq0vSUe9sUeUQkBtnBOGg", **EXAMPLE}}},
    ),
    Operation(
        "GET /api/complaints/{number}/attachments/{id}",
        "readAttachment",
        "Complaints",
        "Fetch a file",
        "A released file of one's own case, to be saved.",
        (GONE_ON,),
        {404: f"{NO_SUCH} Or no such file.", 409: NOT_RELEASED},
        query=DownloadQuery,
    ),
    Operation(
        "POST /api/desk/complaints/{number}/attachments",
        "announceCaseAttachment",
        "Desk",
        "Add a file for the customer",
        f"Announces a file, which the customer can read too. {TAKEN} {_roles(Action.ATTACH)}",
        (Answer(201, "It is expected.", AttachmentAnnounced),),
        {404: "No such complaint.", **REFUSALS},
        body=DeskAttachmentBody,
        headers=("IdempotencyKey",),
        staff=True,
        examples={"report": {"value": EXAMPLE}},
    ),
    Operation(
        "GET /api/desk/complaints/{number}/attachments/{id}",
        "readCaseAttachment",
        "Desk",
        "Fetch a file of a case",
        f"A released file, to be saved. That it was read is recorded. {_roles(Action.READ)}",
        (GONE_ON,),
        {404: "No such complaint, or no such file.", 409: NOT_RELEASED},
        staff=True,
    ),
)
