"""A way through the complaints of cities and months, page by page, for those that something counts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from hearthline.insight.model import Case, position_of

AT_ONCE: Final = 50


class ReceivedIn(Protocol):
    """Gives a page of the complaints that a city received in a month, newest first."""

    def __call__(  # noqa: D102
        self, month: str, city: str, before: str | None, limit: int, now: datetime, *, apart: bool
    ) -> tuple[Sequence[Case], str | None]: ...


@dataclass(frozen=True, slots=True)
class Walk:
    """The months and cities that are looked through, in their order, and which cases are looked for."""

    received_in: ReceivedIn
    places: Sequence[tuple[str, str]]
    wanted: Callable[[Case], bool]

    def go(
        self, start: Mapping[str, str], limit: int, reads: int, now: datetime, *, apart: bool
    ) -> tuple[list[Case], dict[str, str] | None]:
        """Give the next cases after so many reads at most, and where to go on, None at the end."""
        found: list[Case] = []
        at, before = int(start.get("place", 0)), start.get("before") or None
        for _ in range(reads):
            if at >= len(self.places):
                return found, None
            month, city = self.places[at]
            cases, more = self.received_in(month, city, before, AT_ONCE, now, apart=apart)
            for case in cases:
                if self.wanted(case):
                    found.append(case)
                    if len(found) == limit:
                        return found, {"place": str(at), "before": position_of(case)}
            at, before = (at, more) if more else (at + 1, None)
        return found, {"place": str(at), "before": before or ""} if at < len(self.places) else None
