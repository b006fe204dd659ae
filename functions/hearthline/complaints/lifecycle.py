"""The life of a complaint as a pure function: state, command, actor, instant in; a change or a refusal out.

    received → assigned → in_progress ⇄ awaiting_customer → resolved → closed
    resolved, closed → in_progress (reopening, within the policy's period)
    any open status → rejected | merged

Nothing here does I/O. Who may give a command is decided in `hearthline.platform.access`; what the command
does to the case is decided here, and only here.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from hearthline.complaints import (
    answering,
    background,
    clocks,
    flagging,
    handling,
    learning,
    linking,
    moderating,
    moving,
    remedies,
    settling,
    visiting,
)
from hearthline.complaints.attachments import rules as attaching
from hearthline.complaints.background_commands import NoteBackground
from hearthline.complaints.commands import (
    Absorb,
    Acknowledge,
    Ask,
    Assign,
    Attach,
    Claim,
    Close,
    Command,
    CustomerMessage,
    Erase,
    Extend,
    File,
    GiveVerdict,
    Heard,
    Hide,
    Link,
    Merge,
    Note,
    PassTime,
    Publish,
    QuarantineAttachment,
    RaiseFlag,
    Recalculate,
    Reject,
    ReleaseAttachment,
    Reopen,
    Reply,
    Resolve,
    Route,
    TellImprovement,
    Transfer,
    Triage,
)
from hearthline.complaints.draft import Draft, NotAllowed, Refused
from hearthline.complaints.escalation import pass_time, take_severity
from hearthline.complaints.model import (
    Change,
    ClockName,
    Complaint,
    Publication,
    Status,
    Visibility,
)
from hearthline.complaints.policy import Terms
from hearthline.complaints.privacy import blanking
from hearthline.complaints.remedy_commands import AnswerRemedy, Approve, Decline, Offer
from hearthline.complaints.visit_commands import FinishWork, PlanVisit, ReportVisit
from hearthline.platform.outbox import Actor

__all__ = ["NotAllowed", "Refused", "decide", "file"]


def file(command: File, number: str, actor: Actor, now: datetime, terms: Terms) -> Change:
    """Open a complaint: all three promises start now, whatever the channel."""
    complaint = Complaint(
        number=number,
        version=0,
        kind=command.kind,
        title=command.title,
        text=command.text,
        city=command.city,
        contact=command.contact,
        language=command.language,
        channel=command.channel,
        received_at=now,
        status=Status.RECEIVED,
        severity=command.severity,
        policy=terms.policy.version,
        team=command.team,
        clocks=tuple(clocks.start(name, command.severity, now, terms) for name in ClockName),
        home=command.home,
        category=command.category,
        occurred_on=command.occurred_on,
        publication=_publication(command, terms),
        follows=command.follows,
    )
    draft = Draft(complaint, actor, now, terms)
    draft.record("received", Visibility.PUBLIC, event="complaint.received")
    flagging.warn_of_words(draft, command.title, command.text)
    take_severity(draft)
    return draft.finish()


def _publication(command: File, terms: Terms) -> Publication:
    if not command.public:
        return Publication.PRIVATE
    return Publication.PENDING if terms.policy.moderation == "before" else Publication.PUBLIC


def decide(complaint: Complaint, command: Command, actor: Actor, now: datetime, terms: Terms) -> Change:
    """Apply a command; raise Refused when the state does not allow it, NotAllowed when somebody else must.

    What became due before the command is recorded first, in the same change: a late sweep loses nothing.
    PassTime, Recalculate and RaiseFlag give a change without entries when nothing was owed. A case out of
    which the person was taken takes no command at all.
    """
    if not isinstance(command, Absorb):  # which says of it that it is the target
        blanking.refuse_if_erased(complaint)
    draft = Draft(complaint, actor, now, terms)
    pass_time(draft)
    _RULES[type(command)](draft, command)
    return draft.finish()


_RULES: Mapping[type[Command], Callable[[Draft, Any], None]] = {
    Claim: handling.claim,
    Assign: handling.assign,
    Route: handling.route,
    Acknowledge: handling.acknowledge,
    Triage: handling.triage,
    Reply: answering.reply,
    Note: handling.note,
    Ask: answering.ask,
    Resolve: answering.resolve,
    Reject: answering.reject,
    Extend: answering.extend,
    Reopen: settling.reopen,
    Close: settling.close,
    Transfer: moving.transfer,
    Merge: moving.merge,
    Absorb: moving.absorb,
    Publish: moderating.publish,
    Hide: moderating.hide,
    Offer: remedies.offer,
    Approve: remedies.approve,
    Decline: remedies.decline,
    AnswerRemedy: remedies.answer,
    PlanVisit: visiting.plan,
    ReportVisit: visiting.report,
    FinishWork: visiting.finish,
    Heard: settling.heard,
    Link: linking.link,
    RaiseFlag: flagging.raise_flag,
    NoteBackground: background.note,
    CustomerMessage: settling.customer_message,
    GiveVerdict: settling.verdict,
    Attach: attaching.attach,
    ReleaseAttachment: attaching.release,
    QuarantineAttachment: attaching.quarantine,
    TellImprovement: learning.tell_improvement,
    PassTime: settling.pass_time_alone,
    Recalculate: settling.recalculate,
    Erase: blanking.erase,
}
