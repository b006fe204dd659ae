"""Where improvements live: the only place that knows their items.

One improvement is one partition of the complaints table: its head, and its immutable history. Each complaint
that it names has a link in the complaint's own partition, which reading that case brings along.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hearthline.complaints import keys
from hearthline.complaints.improvements.events import event_of
from hearthline.complaints.improvements.model import Improvement, Revised, Revision
from hearthline.complaints.lists import HIGHEST, Listed, Lists, Queue
from hearthline.platform.attributes import Item
from hearthline.platform.codec import dump, load
from hearthline.platform.table import (
    ABSENT,
    MAX_TRANSACTION,
    Action,
    ConditionFailed,
    Guard,
    Put,
    Table,
)

_FAR = 10**14
_EVERY = "improvements"
_CARD = (
    "id",
    "version",
    "title",
    "department",
    "cause",
    "contractor",
    "city",
    "project",
    "status",
    "proposed_by",
    "proposed_at",
    "decided_at",
)


class AlreadyProposed(Exception):
    """One of this id stands there already."""

    def __init__(self, stored: "StoredImprovement") -> None:
        super().__init__(stored.improvement.id)
        self.stored = stored


class ImprovementOutdated(Exception):
    """It was changed since it was read; `stored` is how it stands now."""

    def __init__(self, stored: "StoredImprovement") -> None:
        super().__init__(stored.improvement.id)
        self.stored = stored


@dataclass(frozen=True, slots=True)
class StoredImprovement:
    """An improvement as read, and the fingerprint of the request that made it, if it can be repeated."""

    improvement: Improvement
    request: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; None means all. `cities` are those that the reader sees, None for all."""

    department: str | None = None
    cause: str | None = None
    contractor: str | None = None
    status: str | None = None
    city: str | None = None
    cities: tuple[str, ...] | None = None

    def queue(self) -> Queue:
        """Give the partition of the index that fits: by department, cause or contractor, or of all."""
        if self.department:
            return Queue("by_team", "team_queue", _by_department(self.department))
        if self.cause:
            return Queue("by_handler", "handler_queue", _by_cause(self.cause))
        if self.contractor:
            return Queue("by_city", "city_queue", _by_contractor(self.contractor))
        return Queue("by_all", "all_queue", _EVERY)

    def where(self) -> Guard | None:
        """Give the filter on what the index holds of each line, or None for no filter."""
        names: dict[str, str] = {}
        values: dict[str, Any] = {}
        parts = []
        for name in ("department", "cause", "contractor", "status", "city"):
            value = getattr(self, name)
            if value is not None:
                parts.append(f"#card.#{name} = :{name}")
                names |= {"#card": "card", f"#{name}": name}
                values[f":{name}"] = value
        if self.cities is not None:
            own = {f":own{place}": city for place, city in enumerate(self.cities)}
            among = f"#card.#city IN ({', '.join(own)}) OR " if own else ""
            parts.append(f"({among}attribute_not_exists(#card.#city))")
            names |= {"#card": "card", "#city": "city"}
            values |= own
        return Guard(" AND ".join(parts), names, values) if parts else None


class ImprovementStore:
    """Improvements in the complaints table."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._lists = Lists(table)

    def create(self, revised: Revised, request: str | None) -> None:
        """Write a new one with its links, or raise AlreadyProposed and write nothing.

        One transaction holds 100 items. Where there are more links than that, the first go before: a link to
        what is not there shows nothing.
        """
        improvement = revised.improvement
        links = _links(improvement.id, revised.revision.added)
        room = MAX_TRANSACTION - 2
        if links[room:]:
            self._table.transact(links[room:])
        head = Put(_head(StoredImprovement(improvement, request)), ABSENT)
        try:
            self._table.transact([head, _entry(revised), *links[:room]])
        except ConditionFailed as failed:
            if failed.item is None:
                raise
            raise AlreadyProposed(_stored(failed.item)) from failed

    def save(self, before: StoredImprovement, revised: Revised, more: Sequence[Action] = ()) -> None:
        """Write a change and what goes with it in one transaction; raise ImprovementOutdated if overtaken."""
        guard = Guard("version = :read", {}, {":read": before.improvement.version})
        head = Put(_head(StoredImprovement(revised.improvement, before.request)), guard)
        links = _links(revised.improvement.id, revised.revision.added)
        room = MAX_TRANSACTION - 2 - len(more)
        if links[room:]:
            self._table.transact(links[room:])
        try:
            self._table.transact([head, _entry(revised), *more, *links[:room]])
        except ConditionFailed as failed:
            if failed.index or failed.item is None:
                raise
            raise ImprovementOutdated(_stored(failed.item)) from failed

    def load(self, identifier: str) -> StoredImprovement | None:
        """Read the head of one."""
        item = self._table.get(keys.improvement(identifier), keys.HEAD)
        return _stored(item) if item else None

    def load_many(self, identifiers: Sequence[str]) -> list[Improvement]:
        """Read the heads of some, consistently, in no order; those that there are. A request a hundred."""
        wanted = [(keys.improvement(one), keys.HEAD) for one in identifiers]
        return [load(Improvement, item) for item in self._table.get_many(wanted, consistent=True)]

    def revision(self, identifier: str, version: int) -> Revision | None:
        """Read one line of a history."""
        item = self._table.get(keys.improvement(identifier), keys.entry(version, 0))
        return load(Revision, item) if item else None

    def history(self, identifier: str) -> tuple[Improvement, list[Revision]] | None:
        """Read one with its whole history, in one request up to 1 MB."""
        items = list(self._table.query_all(("pk", keys.improvement(identifier)), consistent=True))
        if not items or items[0]["sk"] != keys.HEAD:
            return None
        return _stored(items[0]).improvement, [load(Revision, item) for item in items[1:]]

    def page(self, wanted: Wanted, after: str, limit: int) -> Listed:
        """Give a page of cards, newest first, after a position."""
        return self._lists.work([wanted.queue()], after, HIGHEST, wanted, limit)

    def every(self) -> list[Improvement]:
        """Read all of them, newest first: a query of the index, and a request for each hundred."""
        found = self._table.query_all(("all_queue", _EVERY), index="by_all")
        wanted = [(str(item["pk"]), keys.HEAD) for item in found]
        heads = {item["pk"]: _stored(item).improvement for item in self._table.get_many(wanted)}
        return [heads[pk] for pk, _ in wanted if pk in heads]

    def complaints(self, numbers: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        """Read the cards of up to 100 complaints, in one request; by number."""
        if not numbers:
            return {}
        found = self._table.get_many([(keys.complaint(number), keys.HEAD) for number in numbers])
        return {item["card"]["number"]: item["card"] for item in found}


def _head(stored: StoredImprovement) -> Item:
    improvement = stored.improvement
    state = dump(improvement)
    at = _FAR - int(improvement.proposed_at.timestamp() * 1000)
    queues = {
        "all_queue": _EVERY,
        "team_queue": _by_department(improvement.department),
        "handler_queue": _by_cause(improvement.cause),
        **({"city_queue": _by_contractor(improvement.contractor)} if improvement.contractor else {}),
    }
    card = {name: state[name] for name in _CARD if name in state}
    return {
        "pk": keys.improvement(improvement.id),
        "sk": keys.HEAD,
        **state,
        **queues,
        "urgency": f"{at:014d}#{improvement.id}",
        "card": {**card, "complaints": len(improvement.complaints)},
        **({"request": stored.request} if stored.request else {}),
    }


def _entry(revised: Revised) -> Put:
    revision = revised.revision
    item = {
        "pk": keys.improvement(revised.improvement.id),
        "sk": keys.entry(revision.version, 0),
        **dump(revision),
        "event": event_of(revised.improvement, revision).envelope(),
    }
    return Put(item, ABSENT)


def _links(identifier: str, numbers: Sequence[str]) -> list[Action]:
    return [Put({"pk": keys.complaint(number), "sk": keys.improvement(identifier)}) for number in numbers]


def _stored(item: Mapping[str, Any]) -> StoredImprovement:
    return StoredImprovement(load(Improvement, item), item.get("request"))


def _by_department(code: str) -> str:
    return f"{_EVERY}#{code}"


def _by_cause(code: str) -> str:
    return f"{_EVERY}#cause#{code}"


def _by_contractor(name: str) -> str:
    return f"{_EVERY}#contractor#{name}"
