"""Following the lives of homes: each change of a home, and time itself, brings its plan up to date.

The plan is read first and the home after it, so a plan is never reckoned from older facts than the one that
stands: whoever reads an older home finds, as they write, that the plan has moved.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final, Protocol

from hearthline.lifecycle import keys
from hearthline.lifecycle.events import step_due
from hearthline.lifecycle.letters import next_reminder
from hearthline.lifecycle.model import Deed, HomeFacts, Plan, Planned, Rules
from hearthline.lifecycle.reckoning import Reckoned, reckon, unchanged
from hearthline.lifecycle.store import LifeStore, PlanMoved, ToldBefore
from hearthline.lifecycle.timetable import Local
from hearthline.platform.outbox import Event
from hearthline.platform.table import TransactionConflict
from hearthline.platform.timers import Due

HOME_CHANGED: Final = "home.changed"
RACES: Final = 8
TURNS: Final = 20
"""Changes of one plan in one go, each as much as a transaction holds."""

FactsOf = Callable[[str], HomeFacts | None]
"""Gives what is known of a home now, with whoever its owners are by now; None for one that there isn't."""


class Terms(Protocol):
    """Knows the document in force, and the clocks of cities."""

    def rules(self, now: datetime) -> Rules:
        """Give the version in force."""
        ...

    def local(self, city: str) -> Local | None:
        """Give a city's clock as of the last look at the rules; None for a city that there isn't."""
        ...


class Lives:
    """The reaction to a home's change, and what the sweep does for plans whose time has come."""

    def __init__(self, store: LifeStore, facts_of: FactsOf, terms: Terms) -> None:
        self._store = store
        self._facts_of = facts_of
        self._terms = terms

    def __call__(self, event: Event, now: datetime) -> None:
        """React to `home.changed`; for any other event do nothing."""
        if event.type == HOME_CHANGED:
            self.follow(str(event.data["home"]), now)

    def pass_time(self, due: Due, now: datetime) -> bool:
        """Do what a plan's timer owes; False where nothing is owed any more."""
        home = keys.home_of(due.pk)
        plan = self._store.load(home).plan
        return plan.look_at is not None and plan.look_at <= now and self.follow(home, now)

    def follow(self, home: str, now: datetime) -> bool:
        """Bring a plan up to date and do what is due; tell whether anything was written.

        Three requests: plan, home and the owners' records; a transaction where something changes. Raises
        TransactionConflict where others keep changing it.
        """
        written, lost = False, 0
        for _ in range(TURNS + RACES):
            life = self._store.load(home)
            before, facts = life.plan, self._facts_of(home)
            if facts is None or (before.version == 0 and not facts.sales):
                return written
            rules = self._terms.rules(now)
            after = reckon(before, facts, rules, self._terms.local(facts.city), now, life.visits)
            if unchanged(before, after, now):
                return written
            try:
                self._save(before, after, facts, rules, now)
            except PlanMoved:
                lost += 1
                if lost == RACES:
                    break
            else:
                written = True
                if not after.more and not any(step.at <= now for step in after.plan.planned):
                    return True
        if written:
            return True  # what is left is due, and the next sweep goes on with it
        raise TransactionConflict

    def _save(self, before: Plan, after: Reckoned, facts: HomeFacts, rules: Rules, now: datetime) -> None:
        """Write the plan with what its owners are told; who was told before is not told again."""
        local = self._terms.local(facts.city)
        remind_at = next_reminder(rules.letters, local, now) if local else None
        told = [event for step in after.due for event in _told(after.plan, step, facts, rules, now)]
        while True:
            try:
                self._store.save(before, after.plan, told, after.visits, remind_at)
            except ToldBefore as standing:
                told = [event for event in told if event.id not in standing.ids]
            else:
                return


def _told(plan: Plan, step: Planned, facts: HomeFacts, rules: Rules, now: datetime) -> list[Event]:
    rule = rules.step(step.code)
    if rule is None or rule.does is not Deed.MESSAGE or facts.sale is None:
        return []
    return [step_due(plan, step, rule, person, now) for person in facts.sale.owners]
