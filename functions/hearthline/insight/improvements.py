"""What improvements add to the sheets: a proposal in the month when it was made, a decision in its own. Pure.

An improvement of the whole group belongs to no city; it stands in the sheets of the one without a code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hearthline.insight.contribution import on_sheet
from hearthline.insight.periods import day_of, month_of
from hearthline.insight.sheets import Contribution, Part

SUBJECT: Final = "improvement/"
"""What the subject of each event about one begins with, and so its mark."""
GROUP: Final = ""
"""The city of what concerns the whole group."""
IMPROVED: Final = "improved"
"""The dimension of all of them, and what the names of the others begin with."""
BY: Final = ("department", "cause", "project", "contractor")
PROPOSED: Final = "proposed"
WAITING: Final = "waiting"


@dataclass(frozen=True, slots=True)
class Improved:
    """An improvement as it stands; `number` is the subject of its events. No home knows it."""

    number: str
    version: int
    zone: str
    proposed_at: datetime
    status: str
    department: str
    cause: str
    city: str = GROUP
    project: str | None = None
    contractor: str | None = None
    decided_at: datetime | None = None
    home: None = None
    erased: bool = False


def contribution_of_improvement(one: Improved, further: int = 0) -> Contribution:
    """Give what it adds; `further` as for complaints."""
    waits = one.status == PROPOSED
    parts = [_part(one, one.proposed_at, {PROPOSED: 1, **({WAITING: 1} if waits else {})}, further)]
    if one.decided_at is not None and not waits:
        parts.append(_part(one, one.decided_at, {one.status: 1}, further))
    return tuple(parts)


def _part(one: Improved, at: datetime, counts: Mapping[str, int], further: int) -> Part:
    groups = (f"{IMPROVED}=", *(f"{IMPROVED}_{name}={getattr(one, name) or ''}" for name in BY))
    return Part(one.city, False, on_sheet(month_of(day_of(at, one.zone)), further), groups, counts)
