"""Where readings stand: the only place that knows their items.

A reading is found by its case, in the case's own partition of readings, and by its reader, in the index of
handlers. Both sort by time, and the key is unique, so that it serves as a position for paging.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hearthline.complaints import keys
from hearthline.complaints.privacy.model import Reading
from hearthline.platform.codec import dump, load
from hearthline.platform.table import ABSENT, Guard, Table

LOWEST = " "
HIGHEST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Found:
    """A page of readings, newest first, and the position after which the next one starts."""

    readings: tuple[Reading, ...]
    position: str | None


class ReadingStore:
    """Readings in the complaints table; each is written once, and the table forgets it at its time."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, reading: Reading, expires_at: datetime) -> None:
        """Write one down, in one request."""
        place = keys.reading(reading.at, reading.actor, reading.id)
        item = {
            "pk": keys.readings(reading.number or reading.about or "-"),
            "sk": place,
            "handler_queue": keys.readings_of(reading.actor),
            "urgency": place,
            "card": dump(reading),
            "expires_at": int(expires_at.timestamp()),
        }
        self._table.put(item, ABSENT)

    def of_actor(self, actor: str, since: str | None, before: str | None, limit: int) -> Found:
        """Give what one member of staff read."""
        return self._page(("handler_queue", keys.readings_of(actor)), "urgency", (since, before), limit)

    def of_case(self, number: str, since: str | None, before: str | None, limit: int) -> Found:
        """Give who read one case."""
        return self._page(("pk", keys.readings(number)), "sk", (since, before), limit)

    def _page(
        self, queue: tuple[str, str], order: str, span: tuple[str | None, str | None], limit: int
    ) -> Found:
        low, high = span
        between = Guard(
            "#at BETWEEN :low AND :high", {"#at": order}, {":low": low or LOWEST, ":high": high or HIGHEST}
        )
        index = None if order == "sk" else "by_handler"
        # One more than asked for tells whether there are more; another may be the line that `high` names.
        page = self._table.query(queue, between, index=index, limit=limit + 2, descending=True)
        lines = [item for item in page.items if item[order] != high]
        shown = lines[:limit]
        more = len(lines) > limit
        return Found(tuple(_reading(item) for item in shown), shown[-1][order] if more else None)


def _reading(item: Mapping[str, Any]) -> Reading:
    return load(Reading, item["card"])
