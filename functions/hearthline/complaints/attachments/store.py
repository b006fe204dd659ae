"""Where the files of cases lie: the only place that knows their keys in the bucket.

`incoming/` is what was uploaded and nobody has looked through, `clean/` what may be read, `quarantine/` what
may not. The bucket forgets the first after a day and the last after thirty.
"""

from typing import Final

from hearthline.complaints.attachments.model import (
    AREAS,
    CLEAN,
    INCOMING,
    LARGEST_FILE,
    QUARANTINE,
    UPLOAD_WITHIN,
    key_of,
)
from hearthline.complaints.attachments.names import disposition
from hearthline.complaints.parts import Attachment
from hearthline.platform.objects import Objects, Piece, UploadForm

DOWNLOAD_SECONDS: Final = 60
_BYTES: Final = "application/octet-stream"


class AttachmentFiles:
    """Files by case and attachment. Everything may raise ObjectsUnavailable."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def upload_form(self, number: str, attachment: Attachment) -> UploadForm:
        """Lend the right to upload this one file, of this type, of at most 20 MB, for an hour."""
        return self._objects.upload_form(
            key_of(INCOMING, number, attachment.id),
            content_type=attachment.content_type,
            largest=LARGEST_FILE,
            seconds=int(UPLOAD_WITHIN.total_seconds()),
        )

    def upload_origin(self) -> str:
        """Give the origin that files are sent to, for the policy of the page that sends them."""
        return self._objects.upload_origin()

    def download_url(self, number: str, attachment: Attachment) -> str:
        """Lend the right to save a released file, for a minute."""
        key = key_of(CLEAN, number, attachment.id)
        return self._objects.download_url(key, DOWNLOAD_SECONDS, disposition=disposition(attachment.filename))

    def uploaded(self, number: str, identifier: str) -> Piece:
        """Give what was uploaded, up to a byte more than may be; raise ObjectMissing."""
        return self._objects.read(key_of(INCOMING, number, identifier), 0, LARGEST_FILE + 1)

    def keep(self, number: str, attachment: Attachment, data: bytes) -> None:
        """Write what may be read."""
        self._objects.write(
            key_of(CLEAN, number, attachment.id),
            data,
            attachment.content_type,
            disposition=disposition(attachment.filename),
        )

    def put_aside(self, number: str, identifier: str, data: bytes) -> None:
        """Write what nobody may read, as mere bytes."""
        self._objects.write(
            key_of(QUARANTINE, number, identifier), data, _BYTES, disposition=disposition("attachment.bin")
        )

    def drop_upload(self, number: str, identifier: str) -> None:
        """Take away what was uploaded."""
        self._objects.remove(key_of(INCOMING, number, identifier))

    def drop_kept(self, number: str, identifier: str) -> None:
        """Take away what was to be read."""
        self._objects.remove(key_of(CLEAN, number, identifier))

    def drop_aside(self, number: str, identifier: str) -> None:
        """Take away what was put aside."""
        self._objects.remove(key_of(QUARANTINE, number, identifier))

    def delete_all(self, number: str) -> int:
        """Delete every version of every file of a case; give how many files there had been."""
        return sum(self._objects.delete_all(f"{area}/{number}/") for area in AREAS)
