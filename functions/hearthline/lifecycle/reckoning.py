"""From a plan as it stands to the plan as it is now to be, and what is to be done at once. Pure.

What was done stays done, by its mark; everything else is reckoned anew from the facts each time. So a step
whose cause is gone is simply not among the planned ones any more, and one that is done is never done again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from hearthline.lifecycle.model import Done, HomeFacts, Plan, Planned, Rules
from hearthline.lifecycle.timetable import Local, timetable

LOOK_AFTER: Final = timedelta(days=90)
"""How often a plan is looked at where nothing is due: another document or calendar is seen then."""
MOST_TOLD: Final = 80
"""Messages that one change makes at most: a transaction holds 100 items."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The plan as it is to be, and the steps that are done with this change, which the plan calls done."""

    plan: Plan
    due: tuple[Planned, ...]


def reckon(before: Plan, facts: HomeFacts, rules: Rules, local: Local | None, now: datetime) -> Reckoned:
    """Give what a home's facts make of its plan at an instant.

    Without `local` the city is not known any more, and nothing is planned. Where more is due at once than one
    change has room for, the rest stays planned, and due.
    """
    settled = {done.mark for done in before.done}
    wanted = timetable(facts, rules, local, now) if local else ()
    open_ = [step for step in wanted if step.mark not in settled]
    due = _room([step for step in open_ if step.at <= now], facts)
    planned = tuple(step for step in open_ if step not in due)
    done = tuple(Done(step.contract, step.code, step.occurrence, step.at, now, rules.version) for step in due)
    sale = facts.sale
    plan = replace(
        before,
        home_version=facts.version,
        rules=rules.version,
        city=facts.city,
        project=facts.project,
        contract=sale.contract if sale else None,
        planned=planned,
        done=(*before.done, *done),
        look_at=min([now + LOOK_AFTER, *(step.at for step in planned)]) if sale else None,
    )
    return Reckoned(plan, due)


def unchanged(before: Plan, after: Plan, now: datetime) -> bool:
    """Tell whether there is nothing to write: only the next look would be another, and it is not due yet."""
    if before.look_at is not None and before.look_at <= now:
        return False
    return replace(after, look_at=before.look_at) == before and (after.look_at is None) == (
        before.look_at is None
    )


def _room(due: Sequence[Planned], facts: HomeFacts) -> tuple[Planned, ...]:
    """Give the first of what is due, as much as one change has room for; one at least."""
    told = len(facts.sale.owners) if facts.sale else 0
    return tuple(due[: max(1, MOST_TOLD // max(1, told))])
