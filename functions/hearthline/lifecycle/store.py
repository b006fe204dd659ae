"""Where the lives of homes are kept: the only place that knows their items.

One home's life is one partition of the members table: its plan, its visits, and a line for each owner who was
told of a step and for each change of a visit. What changes together is one transaction; a line stands for
ever, so a step is told once also where the plan would not know of it any more. Lists of visits that are owed
are items of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from hearthline.lifecycle import keys
from hearthline.lifecycle.letter_items import letters_looked_after
from hearthline.lifecycle.model import Plan
from hearthline.lifecycle.visit_items import blank_action, visit_actions
from hearthline.lifecycle.visits import HomeVisit, Turn
from hearthline.platform.codec import dump, load
from hearthline.platform.instants import instant
from hearthline.platform.outbox import SYSTEM, Actor, Event
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Delete, Guard, Put, Table
from hearthline.platform.timers import shard_of

_TOLD: Final = "told"


@dataclass(frozen=True, slots=True)
class Life:
    """The plan of a home, and all visits that it was ever owed."""

    plan: Plan
    visits: tuple[HomeVisit, ...] = ()


class PlanMoved(Exception):
    """The plan was changed since it was read; nothing was written."""


class VisitMoved(Exception):
    """A visit was changed since it was read; nothing was written."""


class ToldBefore(Exception):
    """Some of these events were written before: `ids` are theirs. Nothing was written now."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__(*ids)
        self.ids = tuple(ids)


class LifeStore:
    """Lives in the members table; `shards` is the number of timer shards of the whole product."""

    def __init__(self, table: Table, shards: int) -> None:
        self._table = table
        self._shards = shards

    def load(self, home: str) -> Life:
        """Read a life, consistently; its plan is an empty one where there is none yet. One request."""
        between = Guard("sk BETWEEN :head AND :last", {}, {":head": keys.HEAD, ":last": keys.LAST_VISIT})
        items = list(self._table.query_all(("pk", keys.life(home)), between, consistent=True))
        heads = [item for item in items if item["sk"] == keys.HEAD]
        visits = tuple(load(HomeVisit, item) for item in items if item["sk"] != keys.HEAD)
        return Life(load(Plan, heads[0]) if heads else Plan(home), visits)

    def save(
        self,
        before: Plan,
        after: Plan,
        told: Sequence[Event] = (),
        visits: Sequence[Turn] = (),
        remind_at: datetime | None = None,
    ) -> Plan:
        """Write a plan as the next version, with what is told and its visits. One request.

        A home that begins to wait is listed at its project, whose missing letter is told at `remind_at`
        unless it has such an instant.

        Raises PlanMoved where anyone was faster, with the plan or with a visit; ToldBefore where an event
        stands already.
        """
        plan = replace(after, version=before.version + 1)
        same = Guard("version = :read", {}, {":read": before.version}) if before.version else ABSENT
        lines = [_line(plan, event) for event in told]
        also = [action for turn in visits for action in visit_actions(turn, SYSTEM)]
        listed = self._listed(before, plan, remind_at)
        actions: list[Action] = [Put(self._item(plan), same), *lines, *also, *listed]
        try:
            self._table.transact(actions)
        except ConditionFailed as failed:
            if 0 < failed.index <= len(told):
                raise ToldBefore([told[failed.index - 1].id]) from failed
            raise PlanMoved from failed
        return plan

    def visit(self, home: str, mark: str) -> HomeVisit | None:
        """Read one visit, consistently. One request."""
        item = self._table.get(keys.life(home), keys.visit(mark))
        return load(HomeVisit, item) if item else None

    def save_visit(self, turn: Turn, actor: Actor) -> None:
        """Write a change of a visit. One request; raises VisitMoved where anyone was faster."""
        try:
            self._table.transact(visit_actions(turn, actor))
        except ConditionFailed as failed:
            raise VisitMoved from failed

    def blank_visit(self, before: HomeVisit, after: HomeVisit) -> None:
        """Write a visit without what was noted of it; raises VisitMoved. One request."""
        try:
            self._table.transact([blank_action(before, after)])
        except ConditionFailed as failed:
            raise VisitMoved from failed

    def owed(
        self, partition: str, where: Guard | None, after: str | None, limit: int
    ) -> tuple[list[dict[str, Any]], str | None]:
        """Give a page of cards of a list of visits, due first, and where the next begins. One request."""
        beyond = Guard("sk > :after", {}, {":after": after}) if after else None
        page = self._table.query(("pk", partition), beyond, where=where, limit=limit)
        return [dict(item["card"]) for item in page.items], page.last["sk"] if page.last else None

    def _listed(self, before: Plan, plan: Plan, remind_at: datetime | None) -> list[Action]:
        """Give the actions that list a home as waiting, or take it from the list."""
        place = keys.waiting(plan.city, plan.project)
        earlier = keys.waiting(before.city, before.project)
        if (before.waiting, earlier) == (plan.waiting, place) or not (before.waiting or plan.waiting):
            return []
        actions: list[Action] = []
        if before.waiting and not (plan.waiting and earlier == place):
            actions.append(Delete(earlier, plan.home))
        if plan.waiting:
            actions.append(Put({"pk": place, "sk": plan.home}))
            if remind_at is not None:
                actions.append(
                    letters_looked_after(plan.city, plan.project, plan.home, remind_at, self._shards)
                )
        return actions

    def _item(self, plan: Plan) -> dict[str, Any]:
        pk = keys.life(plan.home)
        item = {"pk": pk, "sk": keys.HEAD, **dump(plan)}
        if plan.look_at is None:
            return item
        return {**item, "timer_shard": shard_of(pk, self._shards), "timer_at": instant(plan.look_at)}


def _line(plan: Plan, event: Event) -> Put:
    _, _, mark, person = event.id.split(".")
    item = {
        "pk": keys.life(plan.home),
        "sk": keys.told(mark, person),
        "kind": _TOLD,
        "at": instant(event.at),
        "event": event.envelope(),
    }
    return Put(item, ABSENT)
