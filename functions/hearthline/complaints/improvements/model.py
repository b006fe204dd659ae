"""What an improvement is: a proposal that follows from complaints, and what became of it. Plain values.

The states are those of continual improvement in ISO 10002 (8.6): what complaints teach is put to whoever can
change it, and the decision goes back to those who asked. Instants are aware UTC in whole milliseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class ImprovementStatus(StrEnum):
    """Where it stands: put forward, agreed to, done, or not to be done."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    ADOPTED = "adopted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody puts forward. Without a city it concerns the whole group; complaints by bare number."""

    title: str
    text: str
    department: str
    cause: str
    complaints: tuple[str, ...]
    contractor: str | None = None
    city: str | None = None
    project: str | None = None


@dataclass(frozen=True, slots=True)
class Improvement:
    """The whole state; `version` counts every change, from 1. `reason` is that of the latest decision."""

    id: str
    version: int
    title: str
    text: str
    department: str
    cause: str
    complaints: tuple[str, ...]
    status: ImprovementStatus
    proposed_by: str
    proposed_at: datetime
    contractor: str | None = None
    city: str | None = None
    project: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One immutable line of its history: what was done, by whom, and what stood there before.

    `kind` is `proposed`, `amended`, `decided` or `taken_up`; each is the source of the event of that name.
    `told` are the complaints whose filers hear of it.
    """

    version: int
    kind: str
    at: datetime
    by: str
    status: ImprovementStatus
    text: str | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revised:
    """An accepted change: the new state and its line of the history."""

    improvement: Improvement
    revision: Revision
