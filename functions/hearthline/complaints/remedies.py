"""Making it good: an offer, the consents that its size needs, the customer's word on it.

    proposed ──consents──► offered ──customer──► accepted | declined
    proposed ──a superior──► refused            proposed, offered ──a newer offer──► superseded

Up to one's own limit one offers alone. Above it somebody whose limit reaches so far consents; above the
manager's limit two managers do. The offerer is never one of them. An amount is never changed: another one is
another offer, with consents of its own. What the customer has accepted in the same case counts towards the
limit, so that a large sum does not go out in small ones.
"""

from dataclasses import replace
from typing import Any

from hearthline.complaints.draft import Draft, NotAllowed, Refused, refuse_unless
from hearthline.complaints.flagging import warn_of_words
from hearthline.complaints.model import Complaint, Status, Visibility
from hearthline.complaints.parts import Approval, Remedy, RemedyState
from hearthline.complaints.policy import Policy
from hearthline.complaints.remedy_commands import AnswerRemedy, Approve, Decline, Offer
from hearthline.complaints.room import refuse_unless_room

_UNDER_WAY = frozenset({RemedyState.PROPOSED, RemedyState.OFFERED})
_MANAGER = "manager"


def under_way(complaint: Complaint) -> Remedy | None:
    """Give the remedy that is proposed or offered, or None."""
    return next((one for one in reversed(complaint.remedies) if one.state in _UNDER_WAY), None)


def size_of(complaint: Complaint, amount: int | None) -> int:
    """Give what counts against a limit, in fen: the amount, and what was accepted in this case before."""
    if amount is None:
        return 0
    accepted = (one.amount or 0 for one in complaint.remedies if one.state is RemedyState.ACCEPTED)
    return amount + sum(accepted)


def consents_needed(size: int, authority: str, policy: Policy) -> int:
    """Give how many others must consent to an offer of this size (fen) made under this authority."""
    if size <= policy.remedy_limits[authority]:
        return 0
    return 1 if size <= policy.remedy_limits[_MANAGER] else 2


def may_consent(size: int, authority: str, policy: Policy) -> bool:
    """Tell whether this authority reaches so far: by its limit, and above all limits a manager's."""
    return authority == _MANAGER or size <= policy.remedy_limits[authority]


def offer(draft: Draft, command: Offer) -> None:
    """Offer a remedy, or propose it to those who must consent first; it takes the place of the one before."""
    complaint = draft.complaint
    refuse_unless(complaint.open, "not_open", complaint)
    refuse_unless_room(draft, command.text)
    end_under_way(draft)
    size = size_of(complaint, command.amount)
    needed = consents_needed(size, command.authority, draft.terms.policy)
    remedy = Remedy(
        id=len(complaint.remedies) + 1,
        kind=command.remedy,
        text=command.text,
        offered_by=draft.actor.id or "",
        proposed_at=draft.now,
        state=RemedyState.PROPOSED,
        amount=command.amount,
        approvals_needed=needed,
    )
    draft.set(remedies=(*draft.complaint.remedies, remedy))
    if needed == 0:
        _put_to_customer(draft, remedy)
        return
    draft.record(
        "remedy_proposed",
        Visibility.INTERNAL,
        text=command.text,
        data=_facts(remedy),
        event="remedy.approval_requested",
        event_data={**_event_facts(remedy), "levels": _levels(size, draft.terms.policy)},
    )


def approve(draft: Draft, command: Approve) -> None:
    """Consent; with the last consent that is needed the customer hears of it."""
    remedy = _proposed(draft, command.remedy)
    actor = draft.actor.id or ""
    if actor == remedy.offered_by:
        raise NotAllowed("own_offer")
    if not _reaches(draft, remedy, command.authority):
        raise NotAllowed("above_limit")
    given = {approval.by for approval in remedy.approvals}
    refuse_unless(actor not in given, "already_approved", draft.complaint, remedy=remedy.id)
    approved = replace(remedy, approvals=(*remedy.approvals, Approval(actor, draft.now)))
    _put(draft, approved)
    draft.record(
        "remedy_approved",
        Visibility.INTERNAL,
        data=_facts(approved),
        event="remedy.approved",
        event_data=_event_facts(approved),
    )
    if len(approved.approvals) >= approved.approvals_needed:
        _put_to_customer(draft, approved)


def decline(draft: Draft, command: Decline) -> None:
    """Say no before the customer hears of it; the offerer may take their own offer back."""
    remedy = _proposed(draft, command.remedy)
    own = draft.actor.id == remedy.offered_by
    if not own and not _reaches(draft, remedy, command.authority):
        raise NotAllowed("above_limit")
    _put(draft, replace(remedy, state=RemedyState.REFUSED, ended_at=draft.now))
    draft.record(
        "remedy_refused",
        Visibility.INTERNAL,
        text=command.reason,
        data=_facts(remedy),
        event="remedy.declined",
        event_data=_event_facts(remedy),
    )


def answer(draft: Draft, command: AnswerRemedy) -> None:
    """Take down the customer's word on what was offered."""
    complaint = draft.complaint
    refuse_unless(
        complaint.status is not Status.MERGED, "merged", complaint, merged_into=complaint.merged_into
    )
    found = next((one for one in complaint.remedies if one.id == command.remedy and one.offered_at), None)
    if found is None:
        raise Refused("no_such_remedy", status=complaint.status.value)
    refuse_unless(found.state is RemedyState.OFFERED, "remedy_ended", complaint, remedy=found.state.value)
    state = RemedyState.ACCEPTED if command.accepted else RemedyState.DECLINED
    _put(draft, replace(found, state=state, ended_at=draft.now))
    facts = {"remedy": found.id, "accepted": command.accepted}
    draft.record(
        "remedy_answered",
        Visibility.CUSTOMER,
        text=command.comment,
        data=facts,
        event="remedy.answered",
        event_data={**_event_facts(found), "accepted": command.accepted},
    )
    warn_of_words(draft, command.comment or "")


def end_under_way(draft: Draft) -> None:
    """End the remedy that is proposed or offered, as something else takes its place."""
    before = under_way(draft.complaint)
    if before is not None:
        _put(draft, replace(before, state=RemedyState.SUPERSEDED, ended_at=draft.now))


def _put_to_customer(draft: Draft, remedy: Remedy) -> None:
    _put(draft, replace(remedy, state=RemedyState.OFFERED, offered_at=draft.now))
    draft.record(
        "offered",
        Visibility.CUSTOMER,
        text=remedy.text,
        data={"remedy": remedy.id, "remedy_kind": remedy.kind.value, "amount": remedy.amount},
        event="remedy.offered",
        event_data=_event_facts(remedy),
    )


def _proposed(draft: Draft, wanted: int | None) -> Remedy:
    """Give the remedy that waits for consent, if it is still the one that was meant."""
    complaint = draft.complaint
    found = under_way(complaint)
    if found is None or found.state is not RemedyState.PROPOSED or wanted not in {None, found.id}:
        raise Refused("no_such_proposal", status=complaint.status.value)
    return found


def _put(draft: Draft, remedy: Remedy) -> None:
    draft.set(remedies=tuple(remedy if one.id == remedy.id else one for one in draft.complaint.remedies))


def _reaches(draft: Draft, remedy: Remedy, authority: str) -> bool:
    return may_consent(size_of(draft.complaint, remedy.amount), authority, draft.terms.policy)


def _levels(size: int, policy: Policy) -> list[str]:
    """Give the levels of those who can consent."""
    if size > policy.remedy_limits[_MANAGER]:
        return ["manager", "group"]
    return ["lead" if size <= policy.remedy_limits["lead"] else "manager"]


def _facts(remedy: Remedy) -> dict[str, Any]:
    return {
        "remedy": remedy.id,
        "remedy_kind": remedy.kind.value,
        "amount": remedy.amount,
        "approvals_needed": remedy.approvals_needed,
        "approvals": len(remedy.approvals),
    }


def _event_facts(remedy: Remedy) -> dict[str, Any]:
    return {**_facts(remedy), "offered_by": remedy.offered_by}
