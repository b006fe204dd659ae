"""What a person is given of one case of theirs: all that they said, and all that they were told."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hearthline.complaints import views
from hearthline.complaints.model import Complaint, Entry
from hearthline.platform.ids import display
from hearthline.platform.instants import instant


def disclosed(
    complaint: Complaint, entries: Sequence[Entry], notices: Sequence[Mapping[str, Any]], now: datetime
) -> dict[str, Any]:
    """Give the case as docs/person-export.schema.json describes it, without staff and internal notes."""
    seen = views.for_filer(complaint, entries, now)
    contact = complaint.contact
    files = f"/api/complaints/{display(complaint.number)}/attachments"
    return {
        **seen,
        "contact": {"name": contact.name, "phone": contact.phone, "email": contact.email},
        "channel": complaint.channel,
        "occurred_on": complaint.occurred_on.isoformat() if complaint.occurred_on else None,
        "answered_at": _told(complaint.answered_at),
        "resolved_at": _told(complaint.resolved_at),
        "closed_at": _told(complaint.closed_at),
        "attachments": [{**file, "download": f"{files}/{file['id']}"} for file in seen["attachments"]],
        "notices": [dict(notice) for notice in notices],
    }


def _told(at: datetime | None) -> str | None:
    return instant(at) if at else None
