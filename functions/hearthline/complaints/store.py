"""Where complaints live: the only place that knows their items.

One complaint is one partition: its head (the whole state, with the attributes that lists are found by) and
its immutable timeline. State, timeline and with it the events are one transaction, guarded by the version.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hearthline.complaints import keys
from hearthline.complaints.cards import index_attributes
from hearthline.complaints.escalation import next_timer
from hearthline.complaints.events import event_of
from hearthline.complaints.lists import Lists
from hearthline.complaints.model import Change, Complaint, Entry
from hearthline.complaints.pointers import pointer_items
from hearthline.complaints.policy import Terms
from hearthline.complaints.stored import CaseItems, Stored, entry_from, stored_from
from hearthline.complaints.turns import Turn
from hearthline.complaints.writing_along import Counted, NotAlso, TimerStuck
from hearthline.platform.attributes import Item
from hearthline.platform.codec import dump
from hearthline.platform.instants import instant
from hearthline.platform.once import Once
from hearthline.platform.outbox import Event
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Guard, Put, Table, Update
from hearthline.platform.timers import Due, shard_of

__all__ = ["CaseItems", "ComplaintStore", "Counted", "Stored", "entry_from", "stored_from"]


_OF_THE_PERSON = ("access", "masked")
"""What an erased case does not keep: no link opens it, and nothing of it stands on the board."""


class AlreadyFiled(Exception):
    """A complaint with this number stands there already."""

    def __init__(self, stored: "Stored") -> None:
        super().__init__(stored.complaint.number)
        self.stored = stored


class LimitReached(Exception):
    """The caller wrote too often; `retry_after` is in seconds."""

    def __init__(self, scope: str, retry_after: int) -> None:
        super().__init__(scope)
        self.scope = scope
        self.retry_after = retry_after


class Outdated(Exception):
    """The complaint was changed since it was read; `stored` is how it stands now, None if it is gone."""

    def __init__(self, stored: "Stored | None") -> None:
        super().__init__()
        self.stored = stored


class ComplaintStore:
    """Complaints in their table."""

    def __init__(self, table: Table, shards: int) -> None:
        self.table = table
        self.lists = Lists(table)
        self._shards = shards

    def create(
        self,
        change: Change,
        private: Mapping[str, Any],
        terms: Terms,
        counted: Sequence[Counted] = (),
    ) -> None:
        """Write a new complaint in one request, or raise AlreadyFiled or LimitReached and write nothing."""
        complaint = change.complaint
        head = Put(self._head(Stored(complaint, private), terms), ABSENT)
        pointers = [Put(item) for item in pointer_items(complaint, private)]
        now = complaint.received_at
        uses: list[Action] = [use.limit.count(use.who, now) for use in counted]
        try:
            self.table.transact([head, *_entry_puts(change), *pointers, *uses])
        except ConditionFailed as failed:
            if failed.index == 0 and failed.item:
                raise AlreadyFiled(stored_from(failed.item)) from failed
            raise _limit_reached(
                failed.index - 1 - len(change.entries) - len(pointers), counted, now
            ) from failed

    def save(
        self,
        before: Stored,
        change: Change,
        terms: Terms,
        *,
        due: Due | None = None,
        counted: Sequence[Counted] = (),
        once: Once | None = None,
        also: Sequence[Action] = (),
    ) -> Stored:
        """Write a change on top of what was read, in one request; raise Outdated if anyone was faster.

        With `due`, also the timer must still be the one that was read, so that a step is taken once. With
        `once`, raise AlreadyDone on top of the very state in which it was done; with `also`, NotAlso where
        one of these is refused.
        """
        after = Stored(change.complaint, before.private)
        guard = Guard("version = :read", {}, {":read": before.complaint.version})
        if due:
            guard = Guard(
                "version = :read AND timer_at = :timer", {}, {**guard.values, ":timer": due.timer_at}
            )
        now = change.entries[-1].at if change.entries else change.complaint.received_at
        uses: list[Action] = [use.limit.count(use.who, now) for use in counted]
        head = self._head(after, terms)
        marks = [once.mark(now)] if once else []
        try:
            self.table.transact([Put(head, guard), *_entry_puts(change), *marks, *uses, *also])
        except ConditionFailed as failed:
            if failed.index == 0:
                raise Outdated(stored_from(failed.item) if failed.item else None) from failed
            place = failed.index - 1 - len(change.entries)
            if once and place == 0 and failed.item:
                raise once.done(failed.item) from failed
            if place >= len(marks) + len(uses):
                raise NotAlso(failed.item) from failed
            raise _limit_reached(place - len(marks), counted, now) from failed
        return Stored(change.complaint, before.private, head.get("timer_at"))

    def save_both(
        self, writes: Sequence[tuple[Stored, Change, Terms]], once: Once | None = None
    ) -> list[Stored]:
        """Write the changes of several complaints in one transaction, each guarded by its version.

        Raise Outdated, with one that was changed meanwhile, or AlreadyDone; nothing is written then.
        """
        actions: list[Action] = []
        places: list[int] = []
        after = []
        for before, change, terms in writes:
            stored = Stored(change.complaint, before.private)
            head = self._head(stored, terms)
            places.append(len(actions))
            guard = Guard("version = :read", {}, {":read": before.complaint.version})
            actions += [Put(head, guard), *_entry_puts(change)]
            after.append(Stored(change.complaint, before.private, head.get("timer_at")))
        marks = [once.mark(writes[0][1].entries[-1].at)] if once else []
        try:
            self.table.transact([*actions, *marks])
        except ConditionFailed as failed:
            if once and failed.index == len(actions) and failed.item:
                raise once.done(failed.item) from failed
            standing = failed.index in places and failed.item
            raise Outdated(stored_from(failed.item) if standing and failed.item else None) from failed
        return after

    def look_for(self, once: Once) -> None:
        """Raise AlreadyDone where this was done under its key."""
        mark = self.table.get(*once.place)
        if mark:
            raise once.done(mark)

    def retime(self, stored: Stored, terms: Terms, due: Due, now: datetime) -> None:
        """Set the timer anew where a newer calendar has moved it; raise Outdated if somebody was faster.

        Raise TimerStuck when it would be due again at once: such an item is broken and must wait.
        """
        timer = next_timer(stored.complaint, terms)
        if timer is not None and timer <= now:
            raise TimerStuck(stored.complaint.number)
        names = {"#at": "timer_at"}
        guard = Guard("#at = :read", names, {":read": due.timer_at})
        if timer is None:
            change = Update(due.pk, due.sk, "REMOVE #at, timer_shard", names, {}, guard)
        else:
            change = Update(due.pk, due.sk, "SET #at = :next", names, {":next": instant(timer)}, guard)
        try:
            self.table.update(change)
        except ConditionFailed as failed:
            raise Outdated(None) from failed

    def hand_over(self, due: Due, until: datetime, action: Action) -> None:
        """Let `action` see to what is due, in one request, and look again at `until`; or raise Outdated."""
        same = Guard("timer_at = :read", {}, {":read": due.timer_at})
        later = Update(due.pk, due.sk, "SET timer_at = :later", {}, {":later": instant(until)}, same)
        try:
            self.table.transact([later, action])
        except ConditionFailed as failed:
            raise Outdated(None) from failed

    def load(self, number: str) -> Stored | None:
        """Read the head of one complaint."""
        item = self.table.get(keys.complaint(number), keys.HEAD)
        return stored_from(item) if item else None

    def load_both(self, one: str, other: str) -> tuple[Stored | None, Stored | None]:
        """Read the heads of two complaints in one request, as they stand now."""
        wanted = [(keys.complaint(number), keys.HEAD) for number in (one, other)]
        heads = {item["pk"]: stored_from(item) for item in self.table.get_many(wanted, consistent=True)}
        return heads.get(wanted[0][0]), heads.get(wanted[1][0])

    def load_many(self, numbers: Sequence[str], *, consistent: bool = False) -> list[Stored]:
        """Read the heads of complaints, in no order; those that there are. A request for each hundred."""
        wanted = [(keys.complaint(number), keys.HEAD) for number in numbers]
        return [stored_from(item) for item in self.table.get_many(wanted, consistent=consistent)]

    def load_with_turn(self, number: str, team: str) -> tuple[Stored | None, Turn]:
        """Read one complaint and the last turn of a team, in one request."""
        wanted = [(keys.complaint(number), keys.HEAD), (keys.turn(team), keys.HEAD)]
        found = {item["pk"]: item for item in self.table.get_many(wanted, consistent=True)}
        head, turn = (found.get(pk) for pk, _ in wanted)
        return stored_from(head) if head else None, Turn.from_item(team, turn)

    def load_due(self, due: Due) -> Stored | None:
        """Read the head that a timer points to, or None if that timer is no longer set."""
        item = self.table.get(due.pk, due.sk)
        return stored_from(item) if item and item.get("timer_at") == due.timer_at else None

    def timeline(self, number: str) -> tuple[Stored, list[Entry]] | None:
        """Read one complaint with its whole timeline, in one request up to 1 MB."""
        found = self.case(number)
        return (found.stored, found.entries) if found else None

    def case(self, number: str) -> CaseItems | None:
        """Read all of one complaint, as `timeline` does."""
        items = list(self.table.query_all(("pk", keys.complaint(number)), consistent=True))
        if not items or items[0]["sk"] != keys.HEAD:
            return None
        lines = [item for item in items if keys.is_entry(item["sk"])]
        return CaseItems(
            stored_from(items[0]),
            [entry_from(number, item) for item in lines],
            tuple(item["event"] for item in lines if "event" in item),
            tuple(item["sk"].partition("#")[2] for item in items if item["sk"].startswith("V#")),
        )

    def of_person(self, person: str, limit: int) -> list[Stored]:
        """Read the latest complaints (at most `limit`, up to 100) of one contact hash, newest first."""
        latest = self.table.query(("pk", keys.person(person)), limit=limit, descending=True).items
        if not latest:
            return []
        found = self.table.get_many([(keys.complaint(pointer["number"]), keys.HEAD) for pointer in latest])
        return sorted(
            (stored_from(item) for item in found), key=lambda s: s.complaint.received_at, reverse=True
        )

    def request_links(
        self, event: Event, identifier: str, counted: Sequence[Counted], expires_at: int
    ) -> None:
        """Write down, for the outbox, that somebody wants the follow links sent to a contact."""
        item = {
            "pk": keys.find_request(identifier),
            "sk": keys.HEAD,
            "expires_at": expires_at,
            "event": event.envelope(),
        }
        try:
            self.table.transact([Put(item, ABSENT), *(use.limit.count(use.who, event.at) for use in counted)])
        except ConditionFailed as failed:
            raise _limit_reached(failed.index - 1, counted, event.at) from failed

    def _head(self, stored: Stored, terms: Terms) -> Item:
        complaint = stored.complaint
        gone = _OF_THE_PERSON if complaint.erased_at else ()
        item = {
            "pk": keys.complaint(complaint.number),
            "sk": keys.HEAD,
            **dump(complaint),
            **{name: value for name, value in stored.private.items() if name not in gone},
            **index_attributes(complaint, terms.calendar.zone, stored.private.get("masked")),
        }
        timer = next_timer(complaint, terms)
        if timer is not None:
            item |= {"timer_shard": shard_of(complaint.number, self._shards), "timer_at": instant(timer)}
        return item


def _entry_puts(change: Change) -> list[Action]:
    return [Put(_entry_item(change.complaint, entry), ABSENT) for entry in change.entries]


def _entry_item(complaint: Complaint, entry: Entry) -> Item:
    event = event_of(complaint, entry)
    stored = dump(entry)
    del stored["number"]
    stored.pop("event_type", None)
    stored.pop("event_data", None)
    item = {"pk": keys.complaint(entry.number), "sk": keys.entry(entry.version, entry.index), **stored}
    return {**item, "event": event.envelope()} if event else item


def _limit_reached(place: int, counted: Sequence[Counted], now: datetime) -> LimitReached:
    limit = counted[place].limit
    return LimitReached(limit.scope, limit.retry_after(now))
