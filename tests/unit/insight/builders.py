"""A complaint as insight knows it, and what is counted of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hearthline.insight.contribution import contribution_of
from hearthline.insight.model import Case, Promise
from hearthline.insight.sheets import by_value, moved

RECEIVED = datetime(2026, 11, 2, 1, tzinfo=UTC)
NUMBER = "K7Q29XPD3"


def after(**units: float) -> datetime:
    """So long after it was received."""
    return RECEIVED + timedelta(**units)


def a_case(**changes: Any) -> Case:
    """A repair request in Shenzhen on a Monday at nine, which nobody has touched yet."""
    case = Case(
        number=NUMBER,
        version=1,
        city="sz",
        zone="Asia/Shanghai",
        received_at=RECEIVED,
        kind="repair",
        severity="normal",
        status="received",
        channel="web",
        team="sz-care",
        project="云顶",
        category="water",
        promises=(Promise("answer", RECEIVED, None),),
        home="home",
    )
    return replace(case, **changes)


def a_resolved_case(**changes: Any) -> Case:
    """Answered after ten minutes, resolved within two days."""
    facts: dict[str, Any] = {
        "status": "resolved",
        "handler": "li.na",
        "cause": "waterproofing",
        "department": "engineering",
        "contractor": "c-17",
        "answered_at": after(minutes=10),
        "resolved_at": after(days=2),
        "promises": (
            Promise("acknowledge", RECEIVED, True, after(minutes=10)),
            Promise("answer", RECEIVED, True, after(minutes=10)),
            Promise("resolve", RECEIVED, True, after(days=2)),
        ),
    }
    return a_case(**{**facts, **changes})


def sheet(case: Case, name: str, *, audience: str = "customers") -> dict[str, dict[str, int]]:
    """Give what a complaint alone makes of a sheet (`project#2026-11`), by value."""
    return by_value(moved(contribution_of(case)).get((f"S#{audience}#{case.city}", name), {}))
