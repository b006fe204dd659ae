"""What can be done with a case as it stands: the rules themselves are asked, by a trial of each command.

Nothing of a trial is kept. What it can't know is left to the command itself: the words, the amount, the other
case. So a command that is possible here may still be refused, and one that isn't would surely be.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hearthline.complaints import commands, remedy_commands, visit_commands
from hearthline.complaints.draft import NotAllowed, Refused
from hearthline.complaints.lifecycle import decide
from hearthline.complaints.model import ClockName, Complaint
from hearthline.complaints.parts import RemedyKind, VisitOutcome
from hearthline.complaints.policy import Terms
from hearthline.complaints.remedies import under_way
from hearthline.complaints.reminders import undone, unreported
from hearthline.platform.access import ALLOWED, Action, Principal, level_of, rank_of
from hearthline.platform.outbox import Actor

ROLE = "role"
"""Why somebody may not whose roles don't allow it, however the case stands."""

_WORDS = "-"
_STEP = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Trial:
    """What a trial is made of."""

    complaint: Complaint
    now: datetime
    rank: str
    level: str

    @property
    def remedy(self) -> int | None:
        found = under_way(self.complaint)
        return found.id if found else None

    @property
    def visit(self) -> int:
        return next((visit.id for visit in unreported(self.complaint)), 0)

    @property
    def work(self) -> int:
        return next((work.id for work in undone(self.complaint)), 0)

    @property
    def clock(self) -> ClockName:
        """The promise that can be extended by the least: the one that comes first."""
        found = [each for name in ClockName if (each := self.complaint.clock(name)) and each.running]
        return min(found, key=lambda each: each.due).name if found else ClockName.ANSWER

    @property
    def later(self) -> datetime:
        found = self.complaint.clock(self.clock)
        return max(self.now, found.due if found else self.now) + _STEP


_TRIALS: Mapping[Action, Callable[[_Trial], commands.Command]] = {
    Action.CLAIM: lambda _: commands.Claim(),
    Action.ASSIGN: lambda _: commands.Assign(_WORDS),
    Action.ACKNOWLEDGE: lambda trial: commands.Acknowledge(trial.level),
    Action.TRIAGE: lambda _: commands.Triage(safety=False),
    Action.REPLY: lambda _: commands.Reply(_WORDS),
    Action.ASK: lambda _: commands.Ask(_WORDS),
    Action.NOTE: lambda _: commands.Note(_WORDS),
    Action.HEARD: lambda _: commands.Heard(_WORDS),
    Action.TRANSFER: lambda _: commands.Transfer(_WORDS, _WORDS),
    Action.OFFER: lambda trial: remedy_commands.Offer(RemedyKind.APOLOGY, _WORDS, authority=trial.rank),
    Action.APPROVE: lambda trial: remedy_commands.Approve(trial.remedy, trial.rank),
    Action.DECLINE: lambda trial: remedy_commands.Decline(_WORDS, trial.remedy, trial.rank),
    Action.RESOLVE: lambda _: commands.Resolve(_WORDS, _WORDS, _WORDS),
    Action.REJECT: lambda _: commands.Reject(_WORDS),
    Action.EXTEND: lambda trial: commands.Extend(trial.clock, trial.later, _WORDS),
    Action.MERGE: lambda _: commands.Merge(_WORDS, same_person=True),
    Action.LINK: lambda trial: commands.Link(None if trial.complaint.incident else _WORDS),
    Action.PUBLISH: lambda _: commands.Publish(),
    Action.HIDE: lambda _: commands.Hide(_WORDS),
    Action.VISIT: lambda trial: visit_commands.PlanVisit(trial.now + _STEP, trial.now + 2 * _STEP),
    Action.VISITED: lambda trial: visit_commands.ReportVisit(trial.visit, VisitOutcome.CANCELLED),
    Action.FINISH: lambda trial: visit_commands.FinishWork(trial.work),
    Action.REOPEN: lambda _: commands.Reopen(_WORDS),
    Action.CLOSE: lambda _: commands.Close(),
    Action.ATTACH: lambda _: commands.Attach(_WORDS, _WORDS, "image/jpeg", 1),
}


def possible(
    complaint: Complaint, principal: Principal, terms: Terms, now: datetime
) -> dict[str, str | None]:
    """Give each command by its name: None where the case takes it of this principal, else why it doesn't.

    Why is a reason of a 409, the code of one whom somebody above must act for, or ROLE. Reads nothing.
    """
    trial = _Trial(complaint, now, rank_of(principal), level_of(principal))
    actor = Actor("staff", principal.id)
    return {
        action.value: _why_not(complaint, build(trial), actor, now, terms)
        if principal.roles & ALLOWED[action]
        else ROLE
        for action, build in _TRIALS.items()
    }


def _why_not(
    complaint: Complaint, command: commands.Command, actor: Actor, now: datetime, terms: Terms
) -> str | None:
    try:
        decide(complaint, command, actor, now, terms)
    except (Refused, NotAllowed) as refusal:
        return refusal.code
    return None
