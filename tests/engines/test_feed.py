"""The sales feed on real engines: in any order, repeated, late, many at once."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from hearthline.home_owners import HomeOwners
from hearthline.members.model import Kind
from hearthline.members.stages import stage_of
from hearthline.platform.table import StorageUnavailable, Throttled
from tests.engines.engine import Engine
from tests.engines.estate import LI, PLACE, WANG, ZHAO, Estate, five, signed, told
from tests.engines.people import People


@pytest.fixture
def estate(people: People, now: datetime) -> Estate:
    return Estate(people, now)


def test_a_new_event_takes_a_look_at_the_mark_one_at_the_home_and_one_transaction(
    engine: Engine, estate: Estate
) -> None:
    estate.tell(five()[0])

    with engine.counter.during() as spent:
        estate.tell(five()[2])

    assert spent.requests == {"BatchGetItem": 1, "Query": 1, "TransactWriteItems": 1}


def test_several_events_of_one_home_read_it_once_and_repetitions_cost_one_request(
    engine: Engine, estate: Estate
) -> None:
    with engine.counter.during() as spent:
        assert estate.outcomes(five()[0], five()[2], five()[4]) == ["accepted"] * 3

    assert spent.requests == {"BatchGetItem": 1, "Query": 1, "TransactWriteItems": 3}

    with engine.counter.during() as spent:
        assert estate.outcomes(five()[0], five()[2], five()[4]) == ["duplicate"] * 3

    assert spent.requests == {"BatchGetItem": 1}


def test_a_customer_costs_a_look_and_a_new_one_a_transaction_more(engine: Engine, estate: Estate) -> None:
    with engine.counter.during() as spent:
        estate.tell(signed())

    assert spent.requests == {"BatchGetItem": 3, "Query": 1, "TransactWriteItems": 3}

    with engine.counter.during() as spent:
        estate.tell(signed("HT-2", on="2025-01-01"))

    assert spent.requests == {"BatchGetItem": 3, "Query": 1, "TransactWriteItems": 1}


def test_following_a_change_of_a_home_costs_five_requests_and_three_a_person(
    engine: Engine, estate: Estate
) -> None:
    estate.tell(signed())

    with engine.counter.during() as spent:
        estate.react()

    assert spent.requests == {"GetItem": 4, "BatchGetItem": 5, "TransactWriteItems": 2}

    with engine.counter.during() as spent:
        estate.react()

    assert spent.requests == {"GetItem": 4, "BatchGetItem": 5}


def test_the_same_event_id_with_another_body_is_rejected_also_in_one_request(estate: Estate) -> None:
    other = {**signed(), "signed_on": "2024-03-02"}
    results = estate.tell(signed(), other, signed())

    assert [result.outcome for result in results] == ["accepted", "rejected", "duplicate"]
    assert [error.pointer for error in results[1].errors] == ["/event_id"]
    assert estate.home().contracts[0].signed_on == date(2024, 3, 1)


def test_one_bad_event_stops_none_of_the_others(estate: Estate) -> None:
    elsewhere = {**five()[2], "event_id": "elsewhere", "home": {**PLACE, "city": "nowhere"}}
    results = estate.tell(five()[0], "no event", elsewhere, {"type": "sold"}, five()[1])

    assert [result.outcome for result in results] == [
        "accepted",
        "rejected",
        "rejected",
        "rejected",
        "accepted",
    ]
    assert [[error.pointer for error in result.errors] for result in results] == [
        [],
        [""],
        ["/home/city"],
        ["/type"],
        [],
    ]


def test_what_is_told_of_the_future_is_refused_beyond_a_day(estate: Estate, now: datetime) -> None:
    tomorrow, later = (now + timedelta(days=days) for days in (1, 2))

    def of(at: datetime, on: datetime, event_id: str) -> dict[str, Any]:
        facts = {"contract": "HT-1", "handed_over_on": on.date().isoformat()}
        return {**told("handed_over", event_id, "2025-01-01", **facts), "occurred_at": at.isoformat()}

    results = estate.tell(of(tomorrow, tomorrow, "1"), of(later, now, "2"), of(now, later, "3"))

    assert [[error.pointer for error in result.errors] for result in results] == [
        [],
        ["/occurred_at"],
        ["/handed_over_on"],
    ]


@pytest.mark.parametrize("failure", [Throttled(), StorageUnavailable()])
def test_what_storage_cannot_take_now_is_to_be_sent_again_and_stops_nothing(
    estate: Estate, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    add, failures = estate.store.add, [failure]

    def failing(*args: Any) -> Any:
        if failures:
            raise failures.pop()
        return add(*args)

    monkeypatch.setattr(estate.store, "add", failing)

    assert estate.outcomes(five()[0], five()[1]) == ["retry", "accepted"]
    assert estate.outcomes(five()[0], five()[1]) == ["accepted", "duplicate"]


def test_what_there_is_no_time_for_is_to_be_sent_again(
    estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = estate.store.add

    def slow(*args: Any) -> Any:
        estate.clock += timedelta(seconds=7)
        return add(*args)

    monkeypatch.setattr(estate.store, "add", slow)

    assert estate.outcomes(*five()) == ["accepted", "accepted", "retry", "retry", "retry"]


def test_nothing_kept_of_a_home_says_who_somebody_is(engine: Engine, estate: Estate) -> None:
    estate.tell(*five())

    items = engine.client.scan(TableName=engine.members)["Items"]
    of_homes = repr([item for item in items if item["pk"]["S"][0] in "HXD"])
    assert "海岸花园" in of_homes
    for trace in ("王小明", "李雷", "赵敏", "13800138000", "wang@example.com", "C-1", "C-2"):
        assert trace not in of_homes


def test_a_homes_lines_carry_its_events_to_the_outbox(engine: Engine, estate: Estate) -> None:
    estate.tell(*five()[:2])

    items = engine.client.scan(TableName=engine.members)["Items"]
    told_of = sorted(
        (item["event"]["M"]["id"]["S"], item["event"]["M"]["type"]["S"])
        for item in items
        if item["pk"]["S"].startswith("H#") and "event" in item
    )
    home = estate.home_id()
    assert told_of == [
        (f"home.{home}.1.0", "home.changed"),
        (f"home.{home}.2.0", "home.changed"),
        (f"home.{home}.2.1", "home.contract_signed"),
    ]


def test_what_persons_hold_follows_the_home_and_its_corrections(estate: Estate) -> None:
    estate.tell(signed(), five()[2])
    estate.react()
    (holding,) = estate.held(WANG)
    assert (holding.bought, holding.first, holding.handed_over_on) == (True, True, date(2025, 6, 30))
    assert [(one.bought, one.first) for one in estate.held(LI)] == [(True, False)]
    assert stage_of(estate.person(WANG), estate.now) == "living"

    corrected = {**signed(on="2024-03-01", buyers=[WANG]), "event_id": "corrected"}
    estate.tell({**corrected, "occurred_at": "2024-03-02T04:00:00.000Z"})
    estate.react()
    assert estate.held(LI) == ()
    assert estate.held(WANG) == (holding,)


def test_a_member_who_buys_is_known_by_their_contact(estate: Estate, now: datetime) -> None:
    phone = estate.people.phone("+8613800138000")
    member = estate.people.create(
        now, contacts=(phone,), name="小明", phone="+8613800138000", kind=Kind.CUSTOMER
    )

    estate.tell(signed())

    assert estate.person(WANG).id == member.id
    assert estate.person(WANG).name == "小明"
    assert estate.home().owners[0] == member.id


def test_a_couple_with_one_telephone_number_are_two_persons(estate: Estate) -> None:
    wife = {**LI, "phone": WANG["phone"]}

    estate.tell(signed(buyers=[WANG, wife]))

    husband, other = estate.person(WANG), estate.person(wife)
    assert husband.id != other.id
    assert (husband.phone, other.phone) == ("+8613800138000", None)
    left_out = [line for line in estate.people.store.history(other.id) if line.kind == "contact_left_out"]
    assert [line.data for line in left_out] == [{"contact": "phone", "person": husband.id}]


def test_a_person_who_was_erased_stays_so(estate: Estate, now: datetime) -> None:
    estate.tell(signed(buyers=[WANG]))
    before = estate.person(WANG)
    stored = estate.people.store.load(before.id)
    assert stored is not None
    from tests.engines.test_persons import line

    gone = replace(before, name=None, phone=None, email=None, erased_at=now)
    estate.people.store.save(stored, gone, [line(now, "erased")], contacts=[])

    estate.tell(signed("HT-2", on="2025-01-01", buyers=[WANG]))
    estate.react()

    assert estate.person(WANG).id != before.id
    erased = estate.people.store.load(before.id)
    assert erased is not None
    assert erased.person.holdings == ()
    assert [one.contract for one in estate.held(WANG)] == ["HT-2"]


def test_who_was_told_of_before_the_signing_is_no_owner_for_the_desk_yet(estate: Estate) -> None:
    owners = HomeOwners(estate.store)
    estate.tell(five()[3])
    assert owners(estate.home_id()) == ()

    estate.tell(signed())
    assert owners(estate.home_id()) == (estate.person(ZHAO).id,)
