"""Looking through an uploaded file: hand on what may be read, put aside what may not.

Whatever is told twice or late is done once: the case says whether a file is still awaited, and what lies in
the bucket follows it. The uploaded file goes last, so that a check which died half-way is done again.
"""

from datetime import datetime
from typing import Final

from hearthline.complaints.applying import apply
from hearthline.complaints.attachments import content
from hearthline.complaints.attachments.model import LARGEST_FILE, find
from hearthline.complaints.attachments.store import AttachmentFiles
from hearthline.complaints.commands import QuarantineAttachment, ReleaseAttachment
from hearthline.complaints.parts import Attachment, AttachmentState
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Stored
from hearthline.platform.objects import ObjectMissing, Piece
from hearthline.platform.outbox import SYSTEM
from hearthline.platform.problems import Kind, Problem

NOT_AWAITED: Final = "not_awaited"
GONE: Final = "gone"


class Checking:
    """Checks uploads, one at a time."""

    def __init__(self, store: ComplaintStore, rulebook: Rulebook, files: AttachmentFiles) -> None:
        self._store = store
        self._rulebook = rulebook
        self._files = files

    def check(self, number: str, identifier: str, now: datetime) -> str:
        """Settle one uploaded file; give what came of it, as a word for the log.

        A file that nobody announced, or that is settled already, is taken away.
        """
        stored = self._store.load(number)
        awaited = _awaited(stored, identifier)
        if stored is None or awaited is None:
            self._files.drop_upload(number, identifier)
            return NOT_AWAITED
        self._rulebook.refresh(now)
        try:
            command = self._looked_through(number, awaited)
        except ObjectMissing:
            return GONE
        outcome = self._settle(stored, command, now)
        self._files.drop_upload(number, identifier)
        return outcome

    def _looked_through(self, number: str, awaited: Attachment) -> ReleaseAttachment | QuarantineAttachment:
        """Write the file to where it belongs; give the command that makes it so."""
        piece = self._files.uploaded(number, awaited.id)
        try:
            clean = content.checked(_whole(piece), awaited.content_type)
        except content.Unfit as unfit:
            self._files.put_aside(number, awaited.id, piece.data)
            return QuarantineAttachment(awaited.id, unfit.reason)
        self._files.keep(number, awaited, clean)
        return ReleaseAttachment(awaited.id, len(clean))

    def _settle(
        self, stored: Stored, command: ReleaseAttachment | QuarantineAttachment, now: datetime
    ) -> str:
        """Write it down in the case, and take away what the case does not know of after all."""
        number = stored.complaint.number
        after: Stored | None
        try:
            after = apply(self._store, self._rulebook, stored, command, SYSTEM, now)
        except Problem as problem:
            if problem.kind not in {Kind.REFUSED, Kind.NOT_FOUND}:
                raise
            after = self._store.load(number)
        settled = find(after.complaint.attachments, command.id) if after else None
        state = settled.state if settled else None
        if state is not AttachmentState.RELEASED:
            self._files.drop_kept(number, command.id)
        if state is not AttachmentState.QUARANTINED:
            self._files.drop_aside(number, command.id)
        return state.value if state else NOT_AWAITED


def _whole(piece: Piece) -> bytes:
    """Give the file; raise Unfit for one that is larger than any that the bucket should have taken."""
    if piece.total > LARGEST_FILE:
        raise content.Unfit("too_large")
    return piece.data


def _awaited(stored: Stored | None, identifier: str) -> Attachment | None:
    found = find(stored.complaint.attachments, identifier) if stored else None
    return found if found and found.state is AttachmentState.AWAITED else None
