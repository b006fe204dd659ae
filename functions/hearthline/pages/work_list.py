"""The work list as its page shows it: each case on a line, with what is due next and how it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlencode

from hearthline.pages.directory import Directory
from hearthline.pages.times import day_and_time
from hearthline.platform.instants import read_instant

Urgency = Literal["late", "soon", "calm"]
SOON = timedelta(hours=4)
"""From when on a deadline is shown as one that is near."""

ADDRESS = "/desk"
_WORK = "work"


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is due next: `of` a clock, or a work; `at` as text for programs, `shown` by the city's clock."""

    of: str
    at: str
    due: datetime
    shown: str
    urgency: Urgency
    provisional: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One case: its card, with names in place of codes."""

    card: Mapping[str, Any]
    place: str
    city: str
    team: str
    assignee: str
    deadline: Deadline | None


def lines(cards: Iterable[Mapping[str, Any]], names: Directory, now: datetime) -> list[Line]:
    """Give the lines of a page, in its order."""
    return [
        Line(
            card=card,
            place=" ".join(part for part in (card["project"], card["building"]) if part),
            city=names.city(card["city"]),
            team=names.team(card["team"]),
            assignee=names.person(card["assignee"]),
            deadline=_deadline(card, names, now),
        )
        for card in cards
    ]


def urgency(due: datetime, now: datetime) -> Urgency:
    """Say how near a deadline is."""
    if due < now:
        return "late"
    return "soon" if due - now <= SOON else "calm"


def _deadline(card: Mapping[str, Any], names: Directory, now: datetime) -> Deadline | None:
    at = card["next_due_at"]
    if at is None:
        return None
    running = [
        (name, clock)
        for name, clock in card["clocks"].items()
        if clock["met_at"] is None and clock["due_at"] == at
    ]
    name, clock = running[0] if running else (_WORK, {})
    due = read_instant(at)
    return Deadline(
        of=name,
        at=at,
        due=due,
        shown=day_and_time(due, names.zone(card["city"]), names.language),
        urgency=urgency(due, now),
        provisional=bool(clock.get("provisional")),
    )


def address(asked: Mapping[str, str], **changes: str | None) -> str:
    """Give the address of the list as it was asked for, with changes; None and the empty text leave out."""
    rest = {name: value for name, value in {**asked, **changes}.items() if value}
    return f"{ADDRESS}?{urlencode(rest)}" if rest else ADDRESS
