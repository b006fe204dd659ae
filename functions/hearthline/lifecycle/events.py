"""What others are told of the life of a home."""

from datetime import datetime
from typing import Final

from hearthline.lifecycle.model import Plan, Planned, StepRule
from hearthline.platform.instants import instant
from hearthline.platform.outbox import SYSTEM, Event

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
