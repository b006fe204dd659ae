"""All that must hold, looked at while nothing goes wrong: after each day, and at the end."""

from collections.abc import Iterator
from datetime import timedelta

from hearthline import root
from hearthline.complaint_facts import FactsOfComplaints
from hearthline.complaints.stored import stored_from
from hearthline.insight.recounting import live_from, recount
from hearthline.insight.sheets import differences
from hearthline.platform.instants import instant
from simulation import findings, told
from simulation.asking import State
from simulation.world import World

OVERDUE = timedelta(minutes=20)
"""How long something may be due: what was handed to a queue is looked at again after a quarter of an hour."""


class Checks:
    """Looks at a world; made before it begins, as some things are only seen while they happen."""

    def __init__(self, world: World) -> None:
        self.doubts = told.Doubts()
        world.services.tables.tables["DeliveriesTable"].followers.append(self.doubts.see)

    def look(self, world: World) -> list[str]:
        """Give what does not hold."""
        return list(self._found(world))

    def _found(self, world: World) -> Iterator[str]:
        tables = world.services.tables.tables
        rows, now = tables["ComplaintsTable"].items, world.hub.now
        cases = findings.cases_in(rows)
        yield from world.unexplained
        yield from findings.of_filings(world.lives, cases)
        yield from findings.of_acts(world.lives, cases)
        yield from findings.of_records(cases)
        yield from findings.of_promises(cases, now)
        yield from findings.of_breaches(cases)
        yield from findings.of_steps(cases, now)
        yield from findings.of_closing(cases, now)
        events = [item["event"] for item in rows.values() if "event" in item]
        deliveries = {pk[2:]: item for (pk, _), item in tables["DeliveriesTable"].items.items() if pk[:2] == "D#"}
        yield from told.of_notices(events, deliveries, world.services.providers.taken, self.doubts, now)
        yield from _of_roll_ups(world, cases)
        yield from _of_queues(world)
        yield from _of_timers(world)
        yield from _of_callers(world)


def _of_roll_ups(world: World, cases: dict[str, findings.Case]) -> Iterator[str]:
    """The sheets of the reports say what a recount of all complaints says."""
    rulebook = root.rulebook()
    rulebook.refresh(world.hub.now)
    facts = FactsOfComplaints(root.store(), rulebook)
    live = live_from(world.services.tables.tables["InsightTable"].items.values())
    found = recount((facts.of(stored_from(dict(case.head))) for case in cases.values()), live)
    yield from (f"not counted as it stands: {number}" for number in found.behind)
    yield from (f"roll-up {line}" for line in differences(live.sheets, found.sheets))


def _of_queues(world: World) -> Iterator[str]:
    for queue in world.services.queues.queues.values():
        if queue.held:
            yield f"{queue.name} holds {queue.held} messages"
        if queue.dead:
            yield f"{queue.name} has {len(queue.dead)} dead letters"
    for follower in world.services.followers:
        if follower.waiting:
            yield f"{follower.name} has {len(follower.waiting)} changes before it"


def _of_timers(world: World) -> Iterator[str]:
    due = world.due_at()
    if due < instant(world.hub.now - OVERDUE):
        for name, table in world.services.tables.tables.items():
            if "timers" in table.indexes:
                late = [key for key, (_, row, _) in table.index("timers").seen.items() if row[0] <= due]
                yield from (f"{name}: {key} was due at {due}" for key in late)


def _of_callers(world: World) -> Iterator[str]:
    for life in world.lives:
        for asked in [each for _, each in life.asked] + ([life.filed] if life.filed else []):
            yield from asked.unforeseen
            if asked.state is State.UNKNOWN:
                yield f"{asked.name} was given up after {asked.tries} tries"


