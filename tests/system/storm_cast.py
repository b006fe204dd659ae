"""Who and what a storm drives: the demonstration's staff, and cases as the storm knows them."""

from dataclasses import dataclass, field
from typing import Any

from hearthline.platform.access import ALLOWED, Action
from tests.system.client import Client

LEVELS = ("handler", "lead", "manager", "group")
HEIGHTS = {"agent": "handler", "lead": "lead", "manager": "manager"}


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody of the demonstration's staff."""

    name: str
    role: str
    city: str | None
    client: Client

    @property
    def height(self) -> int:
        """The highest level of the ladder that this role stands on."""
        return LEVELS.index("group" if self.city is None else HEIGHTS.get(self.role, "handler"))

    def may(self, action: Action, city: str) -> bool:
        """Say whether role and scope allow it."""
        return self.role in ALLOWED[action] and self.city in (None, city)


@dataclass
class Case:
    """A case as the storm knows it: its head after the last accepted command."""

    head: dict[str, Any]
    person: str
    accepted: list[tuple[str, str]] = field(default_factory=list)

    @property
    def number(self) -> str:
        """Its number as people see it."""
        return str(self.head["number"])


@dataclass(frozen=True, slots=True)
class Share:
    """The cases that one thread of a storm drives, and the teams to which it may send them."""

    cases: list[Case]
    teams: list[str]
