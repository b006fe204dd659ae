"""Where the lives of homes are kept: the only place that knows their items.

One home's life is one partition of the members table: its plan, and a line for each owner who was told of a
step. Plan and lines are one transaction; a line stands for ever, so a step is told once also where the plan
would not know of it any more.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from hearthline.lifecycle import keys
from hearthline.lifecycle.model import Plan
from hearthline.platform.codec import dump, load
from hearthline.platform.instants import instant
from hearthline.platform.outbox import Event
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Guard, Put, Table
from hearthline.platform.timers import shard_of

_TOLD: Final = "told"


class PlanMoved(Exception):
    """The plan was changed since it was read; nothing was written."""


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

    def load(self, home: str) -> Plan:
        """Read a plan, consistently; an empty one where there is none yet. One request."""
        item = self._table.get(keys.life(home), keys.HEAD)
        return load(Plan, item) if item else Plan(home)

    def save(self, before: Plan, after: Plan, told: Sequence[Event] = ()) -> Plan:
        """Write a plan as the next version, with what is told. One request.

        Raises PlanMoved where anyone was faster, ToldBefore where an event stands already.
        """
        plan = replace(after, version=before.version + 1)
        same = Guard("version = :read", {}, {":read": before.version}) if before.version else ABSENT
        actions: list[Action] = [Put(self._item(plan), same), *(_line(plan, event) for event in told)]
        try:
            self._table.transact(actions)
        except ConditionFailed as failed:
            if failed.index == 0:
                raise PlanMoved from failed
            raise ToldBefore([told[failed.index - 1].id]) from failed
        return plan

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
