"""What happens to a case around its end, and what the customer does to it."""

from collections.abc import Mapping
from typing import Any

from hearthline.complaints import clocks
from hearthline.complaints.commands import (
    Close,
    CustomerMessage,
    GiveVerdict,
    Heard,
    PassTime,
    Recalculate,
    Reopen,
)
from hearthline.complaints.draft import Draft, refuse_unless
from hearthline.complaints.escalation import take_severity
from hearthline.complaints.flagging import warn_of_words
from hearthline.complaints.model import (
    Clock,
    ClockName,
    Status,
    Verdict,
    Visibility,
)
from hearthline.platform.instants import instant

_SETTLED = frozenset({Status.RESOLVED, Status.CLOSED})

MOST_SAID = 200_000
"""Characters that the customer's messages may take in one case: a book's. It is read whole each time."""

AROUND_A_MESSAGE = 200
"""Characters that a message takes besides its text."""


def reopen(draft: Draft, command: Reopen) -> None:
    """Take a settled case up again."""
    refuse_unless(_reopenable(draft), "not_reopenable", draft.complaint)
    _reopen(draft, command.reason, "staff")


def close(draft: Draft, _: Close) -> None:
    """End a resolved case without a verdict."""
    refuse_unless(draft.complaint.status is Status.RESOLVED, "not_resolved", draft.complaint)
    _close(draft, "staff")


def customer_message(draft: Draft, command: CustomerMessage) -> None:
    """Add what the customer says; an answer to a question lets the work go on."""
    _said(draft, command.text, {})


def heard(draft: Draft, command: Heard) -> None:
    """Add what the customer said to a member of staff; to the case it is as if they had written it."""
    _said(draft, command.text, {"by": "staff", "channel": command.channel})


def _said(draft: Draft, text: str, facts: Mapping[str, Any]) -> None:
    complaint = draft.complaint
    refuse_unless(
        complaint.status is not Status.MERGED, "merged", complaint, merged_into=complaint.merged_into
    )
    said = complaint.said + len(text) + AROUND_A_MESSAGE
    refuse_unless(said <= MOST_SAID, "said_enough", complaint)
    draft.set(said=said)
    if complaint.status is Status.AWAITING_CUSTOMER:
        draft.set(status=Status.IN_PROGRESS)
        draft.clocks(lambda clock: clocks.resume(clock, draft.now, draft.terms))
    draft.record("message", Visibility.CUSTOMER, text=text, data=facts, event="complaint.message_added")
    warn_of_words(draft, text)


def verdict(draft: Draft, command: GiveVerdict) -> None:
    """Close or reopen, as the customer says."""
    complaint = draft.complaint
    refuse_unless(complaint.status in _SETTLED, "not_resolved", complaint)
    given = complaint.verdict is not None and complaint.verdict.round == complaint.round
    refuse_unless(not given, "verdict_given", complaint)
    refuse_unless(command.accepted or _reopenable(draft), "not_reopenable", complaint)
    draft.set(verdict=Verdict(command.accepted, command.rating, complaint.round, draft.now))
    facts = {"accepted": command.accepted, "rating": command.rating}
    draft.record(
        "verdict",
        Visibility.CUSTOMER,
        text=command.comment,
        data=facts,
        event="complaint.verdict_given",
        event_data=facts,
    )
    if not command.accepted:
        _reopen(draft, None, "customer")
    elif complaint.status is Status.RESOLVED:
        _close(draft, "customer")
    warn_of_words(draft, command.comment or "")


def recalculate(draft: Draft, _: Recalculate) -> None:
    """Reckon provisional deadlines again."""
    before = draft.complaint.clocks

    def again(clock: Clock) -> Clock:
        return clocks.recalculate(clock, draft.terms)

    draft.set(clocks=tuple(again(clock) for clock in before))
    moved = [
        {"clock": new.name.value, "round": new.round, "due_before": instant(old.due), "due": instant(new.due)}
        for old, new in zip(before, draft.complaint.clocks, strict=True)
        if new != old
    ]
    if moved:
        draft.record("recalculated", Visibility.CUSTOMER, data={"clocks": moved})


def pass_time_alone(_: Draft, __: PassTime) -> None:
    """Ask for nothing more than what `decide` records before any command."""


def _reopenable(draft: Draft) -> bool:
    complaint = draft.complaint
    settled_at = complaint.closed_at or complaint.resolved_at
    in_time = settled_at is not None and draft.now <= settled_at + draft.terms.policy.reopen_within
    return complaint.status is Status.RESOLVED or (complaint.status is Status.CLOSED and in_time)


def _reopen(draft: Draft, text: str | None, by: str) -> None:
    complaint = draft.complaint
    round_ = complaint.round + 1
    fresh = tuple(
        clocks.start(name, complaint.severity, draft.now, draft.terms, round_=round_)
        for name in (ClockName.ANSWER, ClockName.RESOLVE)
    )
    draft.set(
        status=Status.IN_PROGRESS,
        round=round_,
        clocks=(*complaint.clocks, *fresh),
        resolved_at=None,
        closed_at=None,
    )
    facts = {"round": round_, "by": by}
    draft.record(
        "reopened", Visibility.CUSTOMER, text=text, data=facts, event="complaint.reopened", event_data=facts
    )
    take_severity(draft)


def _close(draft: Draft, by: str) -> None:
    draft.set(status=Status.CLOSED, closed_at=draft.now)
    draft.record(
        "closed", Visibility.PUBLIC, data={"by": by}, event="complaint.closed", event_data={"by": by}
    )
