"""What files do to a case: customer or staff announce one, the system settles it after a look."""

from dataclasses import replace

from hearthline.complaints import clocks
from hearthline.complaints.attachments.model import MOST_ASKED, MOST_FILES, find, lapsed
from hearthline.complaints.commands import Attach, QuarantineAttachment, ReleaseAttachment
from hearthline.complaints.draft import Draft, refuse_unless
from hearthline.complaints.model import ClockName, Status, Visibility
from hearthline.complaints.parts import Attachment, AttachmentState

TOO_MANY = "too_many"


def attach(draft: Draft, command: Attach) -> None:
    """Announce a file of an open or resolved case."""
    complaint = draft.complaint
    refuse_unless(complaint.open or complaint.status is Status.RESOLVED, "not_open", complaint)
    counted = [each for each in complaint.attachments if _counts(each, draft)]
    room = len(counted) < MOST_FILES and len(complaint.attachments) < MOST_ASKED
    refuse_unless(room, "attached_enough", complaint)
    refuse_unless(find(complaint.attachments, command.id) is None, "attachment_known", complaint)
    announced = Attachment(
        command.id, command.filename, command.content_type, command.size, draft.actor.kind, draft.now
    )
    draft.set(attachments=(*complaint.attachments, announced))
    draft.record("attachment_announced", Visibility.INTERNAL, data={"attachment": command.id})


def release(draft: Draft, command: ReleaseAttachment) -> None:
    """Let a file be read; one that is too many after all is put aside. A customer's meets a question."""
    awaited = _awaited(draft, command.id)
    released = [each for each in draft.complaint.attachments if each.state is AttachmentState.RELEASED]
    if len(released) >= MOST_FILES:
        _put_aside(draft, awaited, TOO_MANY)
        return
    _settle(draft, replace(awaited, state=AttachmentState.RELEASED, size=command.size, settled_at=draft.now))
    _go_on(draft, awaited)
    facts = {"attachment": awaited.id, "by": awaited.by, "content_type": awaited.content_type}
    draft.record(
        "attached",
        Visibility.CUSTOMER,
        data=facts,
        event="attachment.released",
        event_data={**facts, "size": command.size},
    )


def quarantine(draft: Draft, command: QuarantineAttachment) -> None:
    """Put a file aside that nobody may read."""
    _put_aside(draft, _awaited(draft, command.id), command.reason)


def _put_aside(draft: Draft, awaited: Attachment, reason: str) -> None:
    state = AttachmentState.QUARANTINED
    _settle(draft, replace(awaited, state=state, reason=reason, settled_at=draft.now))
    facts = {"attachment": awaited.id, "by": awaited.by, "reason": reason}
    draft.record(
        "attachment_refused",
        Visibility.CUSTOMER,
        data=facts,
        event="attachment.quarantined",
        event_data={**facts, "content_type": awaited.content_type},
    )


def _go_on(draft: Draft, attachment: Attachment) -> None:
    """Let the work go on where the customer was asked something, and sent the file after that."""
    complaint = draft.complaint
    waits = complaint.clock(ClockName.RESOLVE)
    asked_at = waits.paused_since if waits else None
    sent_for_it = attachment.by == "customer" and (asked_at is None or attachment.requested_at >= asked_at)
    if complaint.status is Status.AWAITING_CUSTOMER and sent_for_it:
        draft.set(status=Status.IN_PROGRESS)
        draft.clocks(lambda clock: clocks.resume(clock, draft.now, draft.terms))


def _awaited(draft: Draft, identifier: str) -> Attachment:
    found = find(draft.complaint.attachments, identifier)
    expected = found is not None and found.state is AttachmentState.AWAITED
    refuse_unless(expected, "attachment_not_awaited", draft.complaint)
    assert found is not None  # noqa: S101 - refused above
    return found


def _settle(draft: Draft, settled: Attachment) -> None:
    others = draft.complaint.attachments
    draft.set(attachments=tuple(settled if each.id == settled.id else each for each in others))


def _counts(attachment: Attachment, draft: Draft) -> bool:
    if attachment.state is AttachmentState.AWAITED:
        return not lapsed(attachment, draft.now)
    return attachment.state is AttachmentState.RELEASED
