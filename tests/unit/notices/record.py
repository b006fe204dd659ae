"""The record of deliveries in memory."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from hearthline.notices.model import Counter, Delivery
from hearthline.notices.ports import CountersMoved, Known, Overtaken


class FakeDeliveries:
    """The record in memory, with the same guards as the table."""

    def __init__(self) -> None:
        self.kept: dict[str, Delivery] = {}
        self.counters: dict[str, Counter] = {}
        self.suppressed: dict[str, str] = {}
        self.pointers: dict[str, str] = {}
        self.looks = 0
        self.before_write: Callable[[Delivery], None] = lambda delivery: None

    def add(self, delivery: Delivery) -> Delivery:
        self.before_write(delivery)
        return self.kept.setdefault(delivery.message.id, delivery)

    def find(self, message_id: str) -> Delivery | None:
        return self.kept.get(message_id)

    def change(
        self,
        before: Delivery,
        after: Delivery,
        counters: Sequence[Counter] = (),
        found_by: str | None = None,
    ) -> Delivery:
        self.before_write(after)
        current = self.kept[before.message.id]
        if current.version != before.version:
            raise Overtaken(current)
        if any(each.version != self.counters.get(each.name, Counter("")).version for each in counters):
            raise CountersMoved
        self.kept[before.message.id] = after
        self.counters |= {each.name: replace(each, version=each.version + 1) for each in counters}
        if found_by is not None:
            self.pointers[found_by] = after.message.id
        return after

    def gather(self, before: Delivery, after: Delivery, mail: Delivery | None, then: Delivery) -> Delivery:
        self.before_write(after)
        current = self.kept[before.message.id]
        if current.version != before.version:
            raise Overtaken(current)
        if self.kept.get(then.message.id) != mail:
            raise CountersMoved
        self.kept |= {after.message.id: after, then.message.id: then}
        return after

    def look(self, addresses: Collection[str], counters: Collection[str]) -> Known:
        self.looks += 1
        return Known(
            {each: self.suppressed[each] for each in addresses if each in self.suppressed},
            {each: self.counters.get(each, Counter(each)) for each in counters},
        )
