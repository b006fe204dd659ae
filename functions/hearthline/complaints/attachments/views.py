"""What the filer is shown of the files of a case."""

from datetime import datetime
from typing import Any

from hearthline.complaints.attachments.model import UPLOAD_WITHIN, lapsed
from hearthline.complaints.model import Complaint
from hearthline.complaints.parts import AttachmentState
from hearthline.platform.instants import instant

LAPSED = "lapsed"


def attachments(complaint: Complaint, now: datetime) -> list[dict[str, Any]]:
    """Give every file that was announced; one that never came is `lapsed` after its hour."""
    return [
        {
            "id": each.id,
            "filename": each.filename,
            "content_type": each.content_type,
            "size": each.size,
            "by": each.by,
            "state": LAPSED if lapsed(each, now) else each.state.value,
            "reason": each.reason,
            "upload_until": instant(each.requested_at + UPLOAD_WITHIN)
            if each.state is AttachmentState.AWAITED
            else None,
        }
        for each in complaint.attachments
    ]
