"""Linking a case to an incident, the cause that it shares with others."""

from hearthline.complaints.commands import Link
from hearthline.complaints.draft import Draft, refuse_unless
from hearthline.complaints.model import Status, Visibility


def link(draft: Draft, command: Link) -> None:
    """Link the case, or with None unlink it; a case is in one incident at a time."""
    complaint = draft.complaint
    if command.incident is None:
        refuse_unless(complaint.incident is not None, "not_linked", complaint)
        fit = command.leaving in {None, complaint.incident}
        refuse_unless(fit, "linked_elsewhere", complaint, incident=complaint.incident)
        _record(draft, "unlinked", complaint.incident)
    else:
        fit = complaint.open or complaint.status is Status.RESOLVED
        refuse_unless(fit, "not_linkable", complaint)
        refuse_unless(complaint.incident != command.incident, "already_linked", complaint)
        refuse_unless(complaint.incident is None, "linked_elsewhere", complaint, incident=complaint.incident)
        _record(draft, "linked", command.incident)
    draft.set(incident=command.incident)


def _record(draft: Draft, kind: str, incident: str | None) -> None:
    facts = {"incident": incident}
    draft.record(kind, Visibility.INTERNAL, data=facts, event=f"complaint.{kind}", event_data=facts)
