"""Persons on real engines: a contact is one person's, however many ask for it at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from hearthline.members.changing import Change, change
from hearthline.members.history import Line
from hearthline.members.model import Kind, Person
from hearthline.members.store import AlreadyThere, ContactTaken, NotAlso, Outdated, StoredPerson
from hearthline.platform.instants import instant
from hearthline.platform.outbox import SYSTEM
from hearthline.platform.table import ABSENT, Put, TransactionConflict
from tests.engines.people import People

PHONE = "+8613800138000"
OTHER = "+8613900139000"


def line(now: datetime, kind: str = "changed") -> Line:
    return Line(kind, now, SYSTEM, {"kind": "customer"}, "person.changed")


def test_of_fifty_who_come_with_one_number_at_once_one_gets_it(people: People, now: datetime) -> None:
    def come(_: int) -> StoredPerson | ContactTaken:
        try:
            return people.create(now, contacts=(people.phone(PHONE),), name="王小明")
        except ContactTaken as taken:
            return taken

    with ThreadPoolExecutor(50) as pool:
        came = list(pool.map(come, range(50)))

    [one] = [each for each in came if isinstance(each, StoredPerson)]
    refused = [each for each in came if isinstance(each, ContactTaken)]
    assert len(refused) == 49
    assert {each.person for each in refused} == {one.id}
    assert people.store.find(people.phone(PHONE)) == one.id
    assert [person.person.name for person in people.store.load_many([one.id]).values()] == ["王小明"]


def test_who_is_refused_leaves_nothing_behind(people: People, now: datetime) -> None:
    people.create(now, contacts=(people.phone(PHONE),))
    second = people.person(now)

    with pytest.raises(ContactTaken):
        people.store.create(second, [people.phone(OTHER), people.phone(PHONE)], [line(now)])

    assert people.store.load(second.id) is None
    assert people.store.find(people.phone(OTHER)) is None
    assert people.store.history(second.id) == []


def test_a_person_is_read_as_they_were_written(people: People, now: datetime) -> None:
    written = people.create(now, contacts=(people.phone(PHONE),), name="王小明", kind=Kind.PRESS, tags=("a",))

    assert people.store.load(written.id) == written
    assert people.store.find_many([people.phone(PHONE), people.phone(OTHER)]) == {
        people.phone(PHONE): written.id
    }
    assert people.store.find_many([]) == {}


def test_an_id_is_given_out_once(people: People, now: datetime) -> None:
    written = people.create(now)

    with pytest.raises(AlreadyThere) as there:
        people.store.create(written.person, [], [line(now)])
    assert there.value.stored == written


def test_a_change_is_one_request_and_tells_of_itself(people: People, now: datetime) -> None:
    stored = people.create(now)
    later = now + timedelta(hours=1)

    with people.engine.counter.during() as spent:
        after = people.store.save(stored, replace(stored.person, name="李四"), [line(later)])

    assert dict(spent.requests) == {"TransactWriteItems": 1}
    assert (after.person.version, after.person.changed_at) == (2, later)
    assert people.store.load(stored.id) == after
    assert people.store.history(stored.id) == [line(later), replace(line(now, "registered"), data={})]
    told = people.table.get(f"P#{stored.id}", "T#000002#00")
    assert told is not None
    assert told["event"] == {
        "id": f"person.{stored.id}.2.0",
        "type": "person.changed",
        "version": 1,
        "at": instant(later),
        "subject": f"person/{stored.id}",
        "actor": {"kind": "system", "id": None},
        "data": {"person": stored.id, "kind": "customer"},
    }


def test_whoever_is_late_gets_the_newer_state(people: People, now: datetime) -> None:
    read = people.create(now)
    first = people.store.save(read, replace(read.person, name="李四"), [line(now)])

    with pytest.raises(Outdated) as outdated:
        people.store.save(read, replace(read.person, name="张三"), [line(now)])
    assert outdated.value.stored == first


def test_of_twenty_changes_at_once_none_is_lost(people: People, now: datetime) -> None:
    stored = people.create(now)

    def tagged(tag: str) -> None:
        def decide(found: StoredPerson) -> Change:
            return Change(replace(found.person, tags=(*found.person.tags, tag)), [line(now)])

        read = stored
        while True:
            try:
                change(people.store, read, decide)
            except TransactionConflict:
                read = people.store.load(stored.id) or read
            else:
                return

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(tagged, map(str, range(20))))

    after = people.store.load(stored.id)
    assert after is not None
    assert sorted(after.person.tags, key=int) == [str(number) for number in range(20)]
    assert after.person.version == 21


def test_a_contact_that_is_given_up_is_free_again(people: People, now: datetime) -> None:
    stored = people.create(now, contacts=(people.phone(PHONE),))

    after = people.store.save(stored, stored.person, [line(now)], contacts=[people.phone(OTHER)])

    assert after.contacts == (people.phone(OTHER),)
    assert people.store.find(people.phone(PHONE)) is None
    assert people.create(now, contacts=(people.phone(PHONE),)).id != stored.id
    with pytest.raises(ContactTaken):
        people.store.save(after, after.person, [line(now)], contacts=[people.phone(PHONE)])


def test_what_is_refused_along_with_a_change_is_named(people: People, now: datetime) -> None:
    mark = Put({"pk": "F#CODE", "sk": "A", "person": "X"}, ABSENT)
    stored = people.create(now, mark)

    with pytest.raises(NotAlso) as refused:
        people.store.save(stored, stored.person, [line(now)], Put({"pk": "F#2", "sk": "A"}), mark)
    assert (refused.value.place, refused.value.item) == (1, {"pk": "F#CODE", "sk": "A", "person": "X"})
    with pytest.raises(NotAlso):
        people.create(now, mark)


def test_a_timer_stays_until_it_is_moved_or_taken_away(people: People, now: datetime) -> None:
    stored = people.store.create(people.person(now), [], [line(now)], timer=now + timedelta(days=1))
    kept = people.store.save(stored, stored.person, [line(now)])
    moved = people.store.save(kept, kept.person, [line(now)], timer=now + timedelta(days=2))

    assert (kept.timer_at, moved.timer_at) == (stored.timer_at, instant(now + timedelta(days=2)))
    assert people.store.load(stored.id) == moved
    gone = people.store.save(moved, moved.person, [line(now)], timer=None)
    assert people.store.load(stored.id) == gone
    assert gone.timer_at is None


def test_the_erased_are_in_no_audience(people: People, now: datetime) -> None:
    stored = people.create(now)
    assert (people.table.get(f"P#{stored.id}", "A") or {})["audience"] == stored.id

    people.store.save(stored, Person(stored.id, created_at=now, changed_at=now, erased_at=now), [line(now)])

    assert "audience" not in (people.table.get(f"P#{stored.id}", "A") or {})
