"""The life of an improvement as pure functions: state and wish in, the new state or a refusal out.

proposed → accepted → adopted
proposed, accepted → declined
declined → proposed (taken up again)
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from hearthline.complaints.draft import Refused
from hearthline.complaints.improvements.model import (
    Improvement,
    ImprovementStatus,
    Proposal,
    Revised,
    Revision,
)

MOST_LINKED = 100
"""Complaints that one improvement names: what one batch reads."""

_FROM: Mapping[ImprovementStatus, frozenset[ImprovementStatus]] = {
    ImprovementStatus.ACCEPTED: frozenset({ImprovementStatus.PROPOSED}),
    ImprovementStatus.ADOPTED: frozenset({ImprovementStatus.ACCEPTED}),
    ImprovementStatus.DECLINED: frozenset({ImprovementStatus.PROPOSED, ImprovementStatus.ACCEPTED}),
    ImprovementStatus.PROPOSED: frozenset({ImprovementStatus.DECLINED}),
}


def propose(proposal: Proposal, identifier: str, by: str, now: datetime) -> Revised:
    """Put it forward."""
    improvement = Improvement(
        id=identifier,
        version=1,
        title=proposal.title,
        text=proposal.text,
        department=proposal.department,
        cause=proposal.cause,
        complaints=proposal.complaints,
        status=ImprovementStatus.PROPOSED,
        proposed_by=by,
        proposed_at=now,
        contractor=proposal.contractor,
        city=proposal.city,
        project=proposal.project,
    )
    revision = Revision(1, "proposed", now, by, improvement.status, added=proposal.complaints)
    return Revised(improvement, revision)


def decide(
    improvement: Improvement, status: ImprovementStatus, reason: str, by: str, now: datetime
) -> Revised:
    """Accept, adopt, decline, or take up again, with the reason; filers hear of all but the last."""
    if improvement.status not in _FROM[status]:
        raise Refused("decision_not_possible", **_state(improvement))
    again = status is ImprovementStatus.PROPOSED
    decided = replace(
        improvement,
        version=improvement.version + 1,
        status=status,
        decided_by=None if again else by,
        decided_at=None if again else now,
        reason=reason,
    )
    revision = Revision(
        decided.version,
        "taken_up" if again else "decided",
        now,
        by,
        status,
        text=reason,
        before={"status": improvement.status.value},
        told=() if again else improvement.complaints,
    )
    return Revised(decided, revision)


def amend(
    improvement: Improvement,
    title: str | None,
    text: str | None,
    complaints: Sequence[str],
    by: str,
    now: datetime,
) -> Revised:
    """Change its words, or name more complaints, while nobody has decided; what was said before is kept."""
    if improvement.status is not ImprovementStatus.PROPOSED:
        raise Refused("already_decided", **_state(improvement))
    added = tuple(number for number in dict.fromkeys(complaints) if number not in improvement.complaints)
    if len(improvement.complaints) + len(added) > MOST_LINKED:
        raise Refused("linked_enough", **_state(improvement))
    given = {name: value for name, value in (("title", title), ("text", text)) if value is not None}
    changes: dict[str, Any] = {**given, "complaints": (*improvement.complaints, *added)}
    amended = replace(improvement, version=improvement.version + 1, **changes)
    before = {name: getattr(improvement, name) for name in given}
    revision = Revision(amended.version, "amended", now, by, amended.status, before=before, added=added)
    return Revised(amended, revision)


def _state(improvement: Improvement) -> dict[str, Any]:
    return {"status": improvement.status.value, "version": improvement.version}
