"""Visits to homes as their pages show them, and what is typed there as the API's bodies have it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from hearthline.lifecycle.visits import MOST_COMPLAINTS, OWED, VisitState
from hearthline.pages.wall_clock import moment_typed
from hearthline.platform.access import ALLOWED, Action, Principal

ADDRESS: Final = "/desk/visits"
MINE: Final = "mine"
FREE: Final = "free"
CITY: Final = "city"
VIEWS: Final = (MINE, FREE, CITY)
ACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "assign": ("to",),
    "plan": ("at",),
    "report": ("outcome", "note"),
    "complaint": ("person", "kind", "category", "title", "text"),
}
"""What is done with a visit, each with its controls."""
OUTCOMES: Final = (VisitState.DONE, VisitState.NOT_MET, VisitState.REFUSED)

Card = Mapping[str, Any]


def by_due(cards: Iterable[Card], today: Mapping[str, date]) -> dict[str, list[Card]]:
    """Give visits as they are due: overdue, due now, later; `today` is the day that it is in each city."""
    found: dict[str, list[Card]] = {"overdue": [], "now": [], "later": []}
    for card in cards:
        found[when_due(card, today[card["city"]])].append(card)
    return found


def when_due(card: Card, today: date) -> str:
    """Tell whether a visit that is owed is overdue, due now, or later."""
    if date.fromisoformat(card["due"]) < today:
        return "overdue"
    return "now" if date.fromisoformat(card["due_from"]) <= today else "later"


def address(asked: Mapping[str, str], **changes: str | None) -> str:
    """Give the address of the list as it was asked for, with changes; None leaves out."""
    rest = {name: value for name, value in {**asked, **changes}.items() if value}
    return f"{ADDRESS}?{urlencode(rest)}" if rest else ADDRESS


def possible(staff: Principal, visit: Mapping[str, Any]) -> set[str]:
    """Give the acts that somebody can do with a visit as it stands; `take` is assigning it to oneself."""
    if not staff.roles & ALLOWED[Action.MAKE_HOME_VISIT]:
        return set()
    state = VisitState(visit["state"])
    found = set()
    if state in OWED:
        found |= {"plan", "report"}
        if visit["assignee"] is None:
            found.add("take")
        if staff.roles & ALLOWED[Action.ASSIGN_HOME_VISIT]:
            found.add("assign")
    if state is not VisitState.CANCELLED and len(visit["complaints"]) < MOST_COMPLAINTS:
        found.add("complaint")
    return found


def given(act: str, form: Mapping[str, Any], zone: str) -> dict[str, Any]:
    """Give the body of an act; its instant was typed by the clock of a zone."""
    fields = form.get(act)
    typed = fields if isinstance(fields, Mapping) else {}
    body = {name: value for name, value in typed.items() if value not in ("", None)}
    if isinstance(at := body.get("at"), str):
        body["at"] = moment_typed(at, zone)
    return body
