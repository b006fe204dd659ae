"""Whose turn it was last in a team, as it is stored: read with a case, written with its assignment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hearthline.complaints import keys
from hearthline.platform.table import ABSENT, Guard, Put


@dataclass(frozen=True, slots=True)
class Turn:
    """The last turn of a team; `version` counts the turns, 0 before the first."""

    team: str
    last: str | None = None
    version: int = 0

    @classmethod
    def from_item(cls, team: str, item: Mapping[str, Any] | None) -> "Turn":
        """Read the item of a team, or begin where there is none."""
        return cls(team, item["last"], int(item["version"])) if item else cls(team)

    def given_to(self, member: str) -> Put:
        """Give the action that notes the next turn; it fails where another turn was given meanwhile."""
        item = {"pk": keys.turn(self.team), "sk": keys.HEAD, "last": member, "version": self.version + 1}
        same = Guard("version = :read", {}, {":read": self.version}) if self.version else ABSENT
        return Put(item, same)
