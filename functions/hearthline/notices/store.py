"""Deliveries in their table: the only place that knows their keys and items.

One item for each message: pk `D#<message id>`, sk `A`. While something is owed it carries `timer_shard` and
`timer_at`; once final it drops both and gets `expires_at`, so that the table forgets what became of it after
400 days. No name, address or text is stored; `person` puts it into the list of what a person was sent.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from hearthline.notices import contact_store
from hearthline.notices.model import FINAL, Counter, Delivery
from hearthline.notices.ports import CountersMoved, Known, Overtaken
from hearthline.platform.codec import dump, load
from hearthline.platform.instants import instant
from hearthline.platform.table import ABSENT, ConditionFailed, Guard, Put, Table, Update
from hearthline.platform.timers import shard_of

KEPT = timedelta(days=400)
BY_PERSON = "by_person"
_PREFIX = "D#"
_SK = "A"


def message_of_key(pk: str) -> str:
    """Give the message id of a delivery's partition key, as a sweep of the timers finds it."""
    return pk.removeprefix(_PREFIX)


class DeliveryTable:
    """Keeps deliveries in DynamoDB; `shards` is the number of timer shards of the whole product."""

    def __init__(self, table: Table, shards: int) -> None:
        self._table = table
        self._shards = shards

    def add(self, delivery: Delivery) -> Delivery:
        """Keep a new delivery, or give the one that already stands under its message's id. One request."""
        try:
            self._table.put(self._item(delivery), ABSENT)
        except ConditionFailed as there:
            return _standing(there, delivery)
        return delivery

    def find(self, message_id: str) -> Delivery | None:
        """Give one delivery, read consistently, or None once it is forgotten. One request."""
        item = self._table.get(_PREFIX + message_id, _SK, consistent=True)
        return load(Delivery, item) if item else None

    def find_many(self, message_ids: Sequence[str]) -> list[Delivery]:
        """Give the deliveries that stand under these ids, in no order. A request for each hundred."""
        keys = [(_PREFIX + id_, _SK) for id_ in message_ids]
        return [load(Delivery, item) for item in self._table.get_many(keys)]

    def change(
        self,
        before: Delivery,
        after: Delivery,
        counters: Sequence[Counter] = (),
        found_by: str | None = None,
    ) -> Delivery:
        """Replace `before` by `after`, with the counters and the pointer where there are any. One request.

        Raises Overtaken when something else stands there, CountersMoved when a counter is not what was read.
        """
        same = _same(before)
        also = contact_store.counting(counters)
        if found_by is not None:
            also.append(contact_store.pointing(found_by, after.message.id, after.changed_at))
        try:
            if also:
                self._table.transact([Put(self._item(after), same), *also])
            else:
                self._table.put(self._item(after), same)
        except ConditionFailed as there:
            if there.index > 0:
                raise CountersMoved from there
            raise Overtaken(_standing(there, after)) from there
        return after

    def gather(self, before: Delivery, after: Delivery, mail: Delivery | None, then: Delivery) -> Delivery:
        """Replace an alert, and the mail that lists it; `mail` None makes that. One request, both or nothing.

        Raises Overtaken when the alert, CountersMoved when the mail is not what was read.
        """
        try:
            self._table.transact([Put(self._item(after), _same(before)), Put(self._item(then), _same(mail))])
        except ConditionFailed as there:
            if there.index > 0:
                raise CountersMoved from there
            raise Overtaken(_standing(there, after)) from there
        return after

    def look(self, addresses: Collection[str], counters: Collection[str]) -> Known:
        """Give what is kept of addresses, by their hashes, and of counters. One request."""
        return contact_store.look(self._table, addresses, counters)

    def of_person(
        self, person: str, limit: int, start: Mapping[str, str] | None = None
    ) -> tuple[list[Delivery], Mapping[str, str] | None]:
        """Give a page of a person's messages, newest first, and where the next begins. One request."""
        page = self._table.query(
            ("person", person), index=BY_PERSON, limit=limit, start=start, descending=True
        )
        return [load(Delivery, item) for item in page.items], page.last

    def all_of_person(self, person: str) -> Iterator[Delivery]:
        """Give a person's messages, newest first. A request for each 1 MB."""
        for item in self._table.query_all(("person", person), index=BY_PERSON):
            yield load(Delivery, item)

    def forget(self, person: str, contacts: Collection[str]) -> None:
        """Take whose they were out of a person's messages, and what is held against their addresses away.

        The messages stay, for the figures; the index that finds them is a moment behind, so ask again later.
        """
        names = {"#person": "person", "#version": "version"}
        cut = "SET #version = #version + :one REMOVE #person"
        theirs = Guard("#person = :person", {}, {":person": person})
        for item in self._table.query_all(("person", person), index=BY_PERSON):
            try:
                self._table.update(Update(item["pk"], item["sk"], cut, names, {":one": 1}, theirs))
            except ConditionFailed:
                continue
        if contacts:
            self._table.transact([contact_store.forgetting(contact) for contact in contacts])

    def _item(self, delivery: Delivery) -> dict[str, Any]:
        item: dict[str, Any] = {"pk": _PREFIX + delivery.message.id, "sk": _SK, **dump(delivery)}
        if delivery.state in FINAL:
            item["expires_at"] = int((delivery.changed_at + KEPT).timestamp())
        elif delivery.until is not None:
            item["timer_shard"] = shard_of(item["pk"], self._shards)
            item["timer_at"] = instant(delivery.until)
        return item


def _same(read: Delivery | None) -> Guard:
    if read is None:
        return ABSENT
    return Guard("#version = :version", {"#version": "version"}, {":version": read.version})


def _standing(failed: ConditionFailed, wanted: Delivery) -> Delivery:
    if failed.item is None:
        raise DeliveryGone(wanted.message.id) from failed
    return load(Delivery, failed.item)


class DeliveryGone(Exception):
    """A delivery vanished between two looks; only a hand or its expiry can do that."""

    def __init__(self, message_id: str) -> None:
        super().__init__(message_id)
        self.message_id = message_id
