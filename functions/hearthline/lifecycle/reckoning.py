"""From a plan as it stands to the plan as it is now to be, and what is to be done at once. Pure.

What was done stays done, by its mark; everything else is reckoned anew from the facts each time. So a step
whose cause is gone is simply not among the planned ones any more, and one that is done is never done again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from hearthline.lifecycle.model import Deed, Done, HomeFacts, Plan, Planned, Rules
from hearthline.lifecycle.timetable import Local, timetable
from hearthline.lifecycle.visits import HomeVisit, Turn, followed, next_reminder, opened, overdue

LOOK_AFTER: Final = timedelta(days=90)
"""How often a plan is looked at where nothing is due: another document or calendar is seen then."""
MOST_TOLD: Final = 80
"""Messages and items of new visits that one change makes at most: a transaction holds 100 items."""
MOST_TURNS: Final = 2
"""Visits that are owed and follow in one change; the next one goes on."""
OF_A_VISIT: Final = 5
"""Items that a change of a visit writes at most."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The plan as it is to be, and the steps that are done with this change, which the plan calls done.

    `visits` are those that it opens, those owed that follow their home, and those overdue; `more` that others
    are to follow.
    """

    plan: Plan
    due: tuple[Planned, ...]
    visits: tuple[Turn, ...] = ()
    more: bool = False


def reckon(
    before: Plan,
    facts: HomeFacts,
    rules: Rules,
    local: Local | None,
    now: datetime,
    visits: Sequence[HomeVisit] = (),
) -> Reckoned:
    """Give what a home's facts make of its plan, and of the visits that it had, at an instant.

    Without `local` the city is not known any more, and nothing is planned. Where more is due at once than one
    change has room for, the rest stays planned, and due.
    """
    settled = {done.mark for done in before.done}
    wanted = timetable(facts, rules, local, now) if local else ()
    open_ = [step for step in wanted if step.mark not in settled]
    due = _room([step for step in open_ if step.at <= now], facts, rules)
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
        waiting=sale is not None and sale.handed_over_on is None,
        look_at=min([now + LOOK_AFTER, *(step.at for step in planned)]) if sale else None,
    )
    following = [turn for one in visits if (turn := _of_visit(one, facts, rules, local, now))]
    taken = following[:MOST_TURNS]
    fresh = _visits(due, facts, rules, local, visits, now)
    if plan.look_at is not None and local is not None:
        stand = {one.mark: one for one in visits} | {turn.after.mark: turn.after for turn in (*taken, *fresh)}
        reminders = (next_reminder(one, local) for one in stand.values())
        plan = replace(plan, look_at=min([plan.look_at, *(at for at in reminders if at)]))
    return Reckoned(plan, due, (*taken, *fresh), more=len(following) > MOST_TURNS)


def unchanged(before: Plan, reckoned: Reckoned, now: datetime) -> bool:
    """Tell whether there is nothing to write: only the next look would be another, and it is not due yet."""
    after = reckoned.plan
    if reckoned.visits or (before.look_at is not None and before.look_at <= now):
        return False
    return replace(after, look_at=before.look_at) == before and (after.look_at is None) == (
        before.look_at is None
    )


def _room(due: Sequence[Planned], facts: HomeFacts, rules: Rules) -> tuple[Planned, ...]:
    """Give the first of what is due, as much as one change has room for; one at least."""
    owners = len(facts.sale.owners) if facts.sale else 0
    taken: list[Planned] = []
    items = 0
    for step in due:
        rule = rules.step(step.code)
        items += OF_A_VISIT if rule and rule.does is Deed.VISIT else owners
        if taken and items > MOST_TOLD:
            break
        taken.append(step)
    return tuple(taken)


def _of_visit(
    visit: HomeVisit, facts: HomeFacts, rules: Rules, local: Local | None, now: datetime
) -> Turn | None:
    """Give what becomes of a visit: it follows its home, or it is told that it is overdue."""
    turn = followed(visit, facts, rules.step(visit.step), now)
    return turn if turn or local is None else overdue(visit, local, now)


def _visits(
    due: Sequence[Planned],
    facts: HomeFacts,
    rules: Rules,
    local: Local | None,
    earlier: Sequence[HomeVisit],
    now: datetime,
) -> list[Turn]:
    """Give the visits that are opened by what is due; one that was opened before is not opened again."""
    known = {visit.mark for visit in earlier}
    return [
        opened(facts, step, rule, local, earlier, now)
        for step in due
        if (rule := rules.step(step.code)) and rule.does is Deed.VISIT and local and step.mark not in known
    ]
