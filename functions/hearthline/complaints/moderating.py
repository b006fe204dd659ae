"""What the public board shows: decided here, told to whoever filed the case."""

from hearthline.complaints.commands import Hide, Publish
from hearthline.complaints.draft import Draft, refuse_unless
from hearthline.complaints.model import Publication, Status, Visibility

_SHOWABLE = frozenset({Publication.PENDING, Publication.HIDDEN})
_HIDEABLE = frozenset({Publication.PENDING, Publication.PUBLIC})


def publish(draft: Draft, _: Publish) -> None:
    """Show the case; never one whose filer did not ask for it."""
    complaint = draft.complaint
    publication = complaint.publication
    refuse_unless(complaint.status is not Status.MERGED, "merged", complaint)
    refuse_unless(complaint.erased_at is None, "erased", complaint)
    refuse_unless(publication is not Publication.PRIVATE, "not_wished", complaint)
    refuse_unless(publication in _SHOWABLE, "already_public", complaint)
    draft.set(publication=Publication.PUBLIC, hidden_because=None)
    draft.record("published", Visibility.CUSTOMER, event="complaint.published")


def hide(draft: Draft, command: Hide) -> None:
    """Keep the case from the board; what was public of it can be shown again."""
    complaint = draft.complaint
    refuse_unless(complaint.status is not Status.MERGED, "merged", complaint)
    refuse_unless(complaint.publication in _HIDEABLE, "not_public", complaint)
    draft.set(publication=Publication.HIDDEN, hidden_because=command.reason)
    draft.record("hidden", Visibility.CUSTOMER, text=command.reason, event="complaint.hidden")
