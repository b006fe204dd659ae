"""What others are told of the life of a home."""

from datetime import datetime
from typing import Final

from hearthline.lifecycle.model import Plan, Planned, StepRule
from hearthline.lifecycle.visits import Turn
from hearthline.platform.instants import instant
from hearthline.platform.outbox import SYSTEM, Actor, Event

STEP_DUE: Final = "home.step_due"


def step_due(plan: Plan, step: Planned, rule: StepRule, person: str, now: datetime) -> Event:
    """Give the event that one owner is to be told of a step; its id is the same however often it is made."""
    words = rule.words
    return Event(
        id=f"life.{plan.home}.{step.mark}.{person}",
        type=STEP_DUE,
        at=now,
        subject=f"home/{plan.home}",
        actor=SYSTEM,
        data={
            "home": plan.home,
            "city": plan.city,
            "project": plan.project,
            "contract": step.contract,
            "step": step.code,
            "occurrence": step.occurrence,
            "due": instant(step.at),
            "person": person,
            "message_class": words.message_class if words else "service",
            "good_until": instant(step.at + rule.late),
            "rules": plan.rules,
        },
    )


def visit_event(turn: Turn, actor: Actor) -> Event:
    """Give the event of a change of a visit; notes and persons are not in it."""
    visit = turn.after
    tried = turn.told == "reported"
    return Event(
        id=f"visit.{visit.home}.{visit.mark}.{visit.version}",
        type=f"home_visit.{turn.told}",
        at=visit.changed_at,
        subject=f"home_visit/{visit.id}",
        actor=actor,
        data={
            "home": visit.home,
            "city": visit.city,
            "project": visit.project,
            "contract": visit.contract,
            "step": visit.step,
            "due": visit.due.isoformat(),
            "state": visit.state.value,
            "assignee": visit.assignee,
            "planned_at": instant(visit.planned_at) if visit.planned_at else None,
            "outcome": visit.notes[-1].outcome.value if tried else None,
            "tries": visit.tries,
            "complaints": list(visit.complaints),
        },
    )
