"""What is written of a change of a visit: itself, its line, and the lists of who owes it."""

from typing import Any

from hearthline.lifecycle import keys
from hearthline.lifecycle.events import visit_event
from hearthline.lifecycle.visits import OWED, HomeVisit, Turn
from hearthline.platform.actions import ABSENT, Action, Delete, Guard, Put
from hearthline.platform.codec import dump
from hearthline.platform.instants import instant
from hearthline.platform.outbox import Actor

Place = tuple[str, str]


def visit_actions(turn: Turn, actor: Actor) -> list[Action]:
    """Give the actions of a change, the visit's own first: it fails where the visit has moved."""
    before, after = turn.before, turn.after
    pk = keys.life(after.home)
    same = Guard("version = :read", {}, {":read": before.version}) if before else ABSENT
    left = _lists(before) - _lists(after) if before else set()
    line = {
        "pk": pk,
        "sk": keys.visit_line(after.mark, after.version),
        "kind": turn.told,
        "at": instant(after.changed_at),
        "event": visit_event(turn, actor).envelope(),
    }
    return [
        Put({"pk": pk, "sk": keys.visit(after.mark), **dump(after)}, same),
        Put(line, ABSENT),
        *(Delete(*place) for place in sorted(left)),
        *(Put({"pk": place[0], "sk": place[1], "card": card(after)}) for place in sorted(_lists(after))),
    ]


def blank_action(before: HomeVisit, after: HomeVisit) -> Action:
    """Give the action that writes a visit of which nothing is told, and whose lists stay as they are."""
    same = Guard("version = :read", {}, {":read": before.version})
    return Put({"pk": keys.life(after.home), "sk": keys.visit(after.mark), **dump(after)}, same)


def card(visit: HomeVisit) -> dict[str, Any]:
    """Give a visit as a line of a list: of persons it says nothing."""
    names = ("city", "project", "building", "unit", "step", "occurrence", "state", "assignee", "tries")
    plain = dump(visit)
    return {
        "id": visit.id,
        "home": visit.home,
        **{name: plain.get(name) for name in names},
        "due_from": visit.due_from.isoformat(),
        "due": visit.due.isoformat(),
        "planned_at": instant(visit.planned_at) if visit.planned_at else None,
        "version": visit.version,
    }


def _lists(visit: HomeVisit) -> set[Place]:
    if visit.state not in OWED:
        return set()
    turn = keys.in_turn(visit.due, visit.id)
    theirs = {(keys.visits_of(visit.assignee), turn)} if visit.assignee else set()
    return {(keys.visits_in(visit.city), turn), *theirs}
