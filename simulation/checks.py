"""All that must hold, looked at while nothing goes wrong: after each day, and at the end."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from hearthline import root, root_insight
from hearthline.complaint_facts import FactsOfComplaints
from hearthline.complaints.stored import stored_from
from hearthline.homes import keys as homes
from hearthline.insight.club import HOME, PERSON
from hearthline.insight.recounting import live_from, recount
from hearthline.insight.sheets import differences
from hearthline.members import keys as members
from hearthline.platform.instants import instant
from simulation import answered, books, findings, surveyed, told
from simulation.asking import State
from simulation.lives import Life
from simulation.world import World

OVERDUE: Final = timedelta(minutes=20)
"""How long something may be due: what was handed to a queue is looked at again after a quarter of an hour."""


class Checks:
    """Looks at a world; made before it begins, as some things are only seen while they happen.

    Between two looks at all of it, only those cases are looked at that are open or have changed, so that the
    looks at a year do not cost more than the year.
    """

    def __init__(self, world: World) -> None:
        self.doubts = told.Doubts()
        self.feeding = surveyed.Feeding()
        world.services.queues.queues["SendsQueue"].planned = self.feeding.see
        self._touched: set[str] = set()
        tables = world.services.tables.tables
        tables["DeliveriesTable"].followers.append(self.doubts.see)
        tables["ComplaintsTable"].followers.append(self._see)

    def look(self, world: World, *, whole: bool) -> list[str]:
        """Give what does not hold."""
        return list(dict.fromkeys(self._found(world, whole=whole)))

    def _see(self, record: Mapping[str, Any]) -> None:
        pk = record["item"]["pk"]
        if pk.startswith("C#"):
            self._touched.add(pk[2:])

    def _found(self, world: World, *, whole: bool) -> Iterator[str]:
        tables = world.services.tables.tables
        rows, now = tables["ComplaintsTable"].items, world.hub.now
        wanted = None if whole else self._touched | findings.open_in(rows)
        self._touched = set()
        cases = findings.cases_in(tables["ComplaintsTable"], wanted)
        lives = [life for life in world.lives if whole or life.number is None or life.number in cases]
        yield from world.unexplained
        yield from findings.of_filings(lives, cases)
        yield from findings.of_acts(lives, cases)
        yield from findings.of_records(cases)
        yield from findings.of_promises(cases, now)
        yield from findings.of_breaches(cases)
        yield from findings.of_steps(cases, now)
        yield from findings.of_closing(cases, now)
        events = [entry["event"] for case in cases.values() for entry in case.entries if "event" in entry]
        yield from told.of_notices(
            events,
            tables["DeliveriesTable"].items,
            world.services.providers.taken,
            self.doubts,
            now,
            whole=whole,
        )
        yield from _of_callers(lives)
        yield from _of_queues(world)
        yield from _of_timers(world)
        if whole:
            yield from _of_roll_ups(world, cases)
            yield from books.of_club(world.club, tables["MembersTable"], now)
            standing = surveyed.Standing.of(world)
            yield from surveyed.of_campaigns(world, standing, self.feeding, self.doubts)
            yield from answered.of_answers(world, standing, cases)


def _of_roll_ups(world: World, cases: dict[str, findings.Case]) -> Iterator[str]:
    """The sheets of the reports say what a recount of all complaints, members and sales says."""
    rulebook = root.rulebook()
    rulebook.refresh(world.hub.now)
    facts = FactsOfComplaints(root.store(), rulebook)
    tables = world.services.tables.tables
    live = live_from(tables["InsightTable"].items.values())
    heads = (pk for pk, sk in tables["MembersTable"].items if sk == members.HEAD)
    kinds = {members.person(""): PERSON, homes.home(""): HOME}
    subjects = [f"{kinds[pk[:2]]}{pk[2:]}" for pk in heads if pk[:2] in kinds]
    club = root_insight.facts_of_club()(subjects, world.hub.now)
    counted = (facts.of(stored_from(dict(case.head))) for case in cases.values())
    found = recount(counted, live, (), club.values())
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


def _of_callers(lives: list[Life]) -> Iterator[str]:
    for life in lives:
        for asked in [each for _, each in life.asked] + ([life.filed] if life.filed else []):
            yield from asked.unforeseen
            if asked.state is State.UNKNOWN:
                yield f"{asked.name} was given up after {asked.tries} tries"
