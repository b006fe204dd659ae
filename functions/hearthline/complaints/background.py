"""What is known around a case when it comes in: for staff alone, noted once. Pure."""

from typing import Final

from hearthline.complaints.background_commands import NoteBackground
from hearthline.complaints.draft import Draft
from hearthline.complaints.model import Complaint, Visibility
from hearthline.platform.codec import dump

OTHERS: Final = frozenset({"partner", "staff", "press"})
"""Whose complaints are kept apart from those of customers and tenants in figures that are told in public."""


def note(draft: Draft, command: NoteBackground) -> None:
    """Note what is known; what was noted before stays, since it says how things stood at the filing."""
    if noted(draft.complaint) or (command.warranty is None and command.filer is None):
        return
    draft.set(warranty=command.warranty, filer=command.filer)
    facts = dump(command.warranty) if command.warranty else {}
    known = {**facts, **({"filer": command.filer} if command.filer else {})}
    draft.record(
        "background",
        Visibility.INTERNAL,
        data=known,
        event="complaint.background_noted",
        event_data={"filer": command.filer, "position": facts.get("position")},
        by_system=True,
    )


def noted(complaint: Complaint) -> bool:
    """Tell whether the background of this case was noted."""
    return complaint.warranty is not None or complaint.filer is not None


def apart(complaint: Complaint) -> bool:
    """Tell whether this case is kept apart from customers' ones."""
    return complaint.filer in OTHERS
