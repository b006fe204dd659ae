"""Taking a person out of a case: what goes and what stays. Pure.

What was said and who said it goes. What the company did, and when, stays: clocks, status, severity, outcome,
ratings, amounts and all instants, so that every figure is after the erasure what it was before.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hearthline.complaints.commands import Erase
from hearthline.complaints.draft import Draft, Refused, refuse_unless
from hearthline.complaints.model import Complaint, Contact, Publication, Visibility
from hearthline.complaints.parts import Attachment, AttachmentState
from hearthline.complaints.privacy.retention import settled

ERASED = "erased"

_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+Z)?")
_CODES = frozenset(
    {"assignee", "by", "cause", "category", "channel", "city", "clock", "code", "codes", "complexity"}
    | {"contractor", "offered_by", "remedy_kind", "suggests"}
    | {"department", "external_id", "from", "impact", "import", "incident", "into", "kind", "levels"}
    | {"filer", "part", "position", "trade"}
    | {"outcome", "previous_city", "previous_severity", "previous_team", "severity", "source", "state"}
    | {"status", "step", "team", "to"}
)
"""What of an entry's data holds codes, numbers of cases and ids of staff: nothing of the person."""


def erase(draft: Draft, _: Erase) -> None:
    """Take the person out of a settled case."""
    complaint = draft.complaint
    refuse_unless(settled(complaint), "not_ended", complaint)
    published = complaint.publication is not Publication.PRIVATE
    home = complaint.home
    draft.set(
        title="",
        text="",
        contact=Contact(""),
        home=replace(home, unit=None) if home else None,
        publication=Publication.HIDDEN if published else Publication.PRIVATE,
        hidden_because=ERASED if published else None,
        flags=tuple(replace(flag, reasons={}) for flag in complaint.flags),
        remedies=tuple(replace(remedy, text="") for remedy in complaint.remedies),
        works=tuple(replace(work, what="") for work in complaint.works),
        attachments=tuple(_blank_file(file) for file in complaint.attachments),
        erased_at=draft.now,
    )
    draft.record(ERASED, Visibility.INTERNAL, event="complaint.erased")


def refuse_if_erased(complaint: Complaint) -> None:
    """Raise Refused where the person was taken out: nothing more is written into such a case."""
    if complaint.erased_at is not None:
        raise Refused("erased", status=complaint.status.value, assignee=complaint.assignee)


def blank_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give an entry's data without free text: what isn't a known code, a figure or an instant is null."""
    return {name: _blank(name, value) for name, value in data.items()}


def _blank(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return blank_data(value)
    if isinstance(value, list | tuple):
        return [_blank(name, inner) for inner in value]
    if isinstance(value, str) and name not in _CODES and not _INSTANT.fullmatch(value):
        return None
    return value


def _blank_file(file: Attachment) -> Attachment:
    """Give a file's record without its name; what could be downloaded no longer can."""
    if file.state is AttachmentState.AWAITED:
        return replace(file, filename="")
    return replace(file, filename="", state=AttachmentState.QUARANTINED, reason=ERASED)
