"""The lists over many complaints: work list, board, promise; each a query of one sparse index.

A position in a list is the sort key of the last line shown. Sort keys are unique and the lists are ordered by
them, so pages neither repeat nor skip a line that stood still while others came and went.
"""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from hearthline.complaints import keys
from hearthline.platform.instants import instant
from hearthline.platform.table import Guard, Page, Table

READS_FOR_A_PAGE = 5
HIGHEST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; None means all."""

    status: str | None = None
    severity: str | None = None
    kind: str | None = None
    project: str | None = None
    filer: str | None = None

    def where(self) -> Guard | None:
        """Give the filter on the index's attributes, or None for no filter; the filer stands in the card."""
        given = {name: getattr(self, name) for name in self.__slots__ if getattr(self, name) is not None}
        if not given:
            return None
        places = {name: "#card.#f_filer" if name == "filer" else f"#f_{name}" for name in given}
        expression = " AND ".join(f"{place} = :f_{name}" for name, place in places.items())
        names = {f"#f_{name}": name for name in given}
        if "filer" in given:
            names["#card"] = "card"
        return Guard(expression, names, {f":f_{name}": value for name, value in given.items()})


class Narrowing(Protocol):
    """What narrows a list: a filter on what its index holds of each line, or None for no filter."""

    def where(self) -> Guard | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Listed:
    """A page: its cards, and the position after which the next one starts (None at the end)."""

    cards: list[dict[str, Any]]
    position: str | None


@dataclass(frozen=True, slots=True)
class Queue:
    """One partition of one index of the work list."""

    index: str
    attribute: str
    value: str


class Lists:
    """Reads the indexes of the complaints table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def work(self, queues: Sequence[Queue], low: str, high: str, filters: Narrowing, limit: int) -> Listed:
        """Give a page of the work list, most urgent first, after `low` and up to `high`.

        One request for one queue; several queues are merged. A narrow filter may read a few pages more, then
        gives a short page with a position to go on from, rather than let one request run for ever.
        """
        pages = [self._walk(queue, low, high, filters, limit) for queue in queues]
        lines = list(heapq.merge(*(lines for lines, _ in pages), key=lambda line: str(line["urgency"])))
        cut = [position for _, position in pages if position is not None]
        # Beyond the earliest place where some queue stopped reading, lines of that queue may be missing.
        whole = [line for line in lines if not cut or line["urgency"] <= min(cut)]
        shown = whole[:limit]
        more = shown[-1]["urgency"] if len(whole) > limit else min(cut, default=None)
        return Listed([line["card"] for line in shown], more)

    def _walk(
        self, queue: Queue, low: str, high: str, filters: Narrowing, limit: int
    ) -> tuple[list[dict[str, Any]], str | None]:
        found: list[dict[str, Any]] = []
        position = low
        for _ in range(READS_FOR_A_PAGE):
            between = Guard(
                "#u BETWEEN :low AND :high", {"#u": "urgency"}, {":low": position + "\x00", ":high": high}
            )
            page = self._table.query(
                (queue.attribute, queue.value), between, index=queue.index, where=filters.where(), limit=limit
            )
            found += page.items
            if page.last is None:
                return found, None
            position = page.last["urgency"]
            if len(found) >= limit:
                return found, position
        return found, position

    def board(
        self,
        city: str | None,
        filters: Filters,
        *,
        span: tuple[str, str] | None,
        before: str | None,
        limit: int,
    ) -> Listed:
        """Give a page of public posts, newest first, older than `before`, within a span of instants."""
        low, high = span or ("", HIGHEST)
        found: list[dict[str, Any]] = []
        position = min(before, high) if before else high
        for _ in range(READS_FOR_A_PAGE):
            if position <= low:
                break
            page = self._board_page(city, filters, low, position, limit)
            cards = [item for item in page.items if item["board_at"] != position]
            found += cards
            if page.last is None or len(found) >= limit:
                more = page.last is not None or len(found) > limit
                shown = found[:limit]
                return Listed(
                    [item["board_card"] for item in shown], shown[-1]["board_at"] if more and shown else None
                )
            position = page.last["board_at"]
        return Listed([item["board_card"] for item in found], position if position > low else None)

    def _board_page(self, city: str | None, filters: Filters, low: str, high: str, limit: int) -> Page:
        between = Guard("#b BETWEEN :low AND :high", {"#b": "board_at"}, {":low": low or " ", ":high": high})
        queue = ("board_city", city) if city else ("board_queue", "board")
        index = "board_by_city" if city else "board"
        return self._table.query(
            queue, between, index=index, where=filters.where(), limit=limit + 1, descending=True
        )

    def promises(self, city: str, month: str, project: str | None) -> list[Mapping[str, Any]]:
        """Give the promise figures of a city's complaints of one month, about 200 bytes each."""
        where = Filters(project=project).where()
        queue = ("month_queue", keys.month_named(city, month))
        found = self._table.query_all(queue, index="by_month", where=where)
        return [item["promise"] for item in found]

    def numbers_of_month(self, city: str, month: str) -> list[str]:
        """Give the numbers of all complaints of a city and a month of receipt, whoever filed them, each once.

        Those that are kept apart are asked for last: a case that becomes one meanwhile is not missed.
        """
        queues = [keys.month_named(city, month, apart=apart) for apart in (False, True)]
        found = (
            item
            for queue in queues
            for item in self._table.query_all(("month_queue", queue), index="by_month")
        )
        return list(dict.fromkeys(keys.number_of(item["pk"]) for item in found))

    def of_month(self, queue: str, before: str | None, limit: int) -> tuple[list[str], str | None]:
        """Give the numbers of a page of a city's month, newest first, and where the next page starts."""
        older = Guard("#at < :before", {"#at": "month_at"}, {":before": before or HIGHEST})
        page = self._table.query(
            ("month_queue", queue), older, index="by_month", limit=limit, descending=True
        )
        numbers = [item["month_at"].rpartition("#")[2] for item in page.items]
        return numbers, page.last["month_at"] if page.last else None


def month_span(month: str, zone: ZoneInfo) -> tuple[str, str]:
    """Give the first and the last instant of a month (YYYY-MM) in a zone, as bounds of board positions."""
    year, number = int(month[:4]), int(month[5:])
    after = (year + 1, 1) if number == 12 else (year, number + 1)
    first = datetime(year, number, 1, tzinfo=zone)
    last = datetime(*after, 1, tzinfo=zone)
    return instant(first), instant(last)
