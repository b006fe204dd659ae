"""Joining and signing in on real engines: one person a contact, and no more requests than promised."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from hearthline.members.consents import Wish as Wished
from hearthline.members.model import Channel, Purpose, Via
from hearthline.members.profile import NewContact, Wish
from hearthline.members.referral_codes import mark_of
from hearthline.members.signing_in import Entered
from hearthline.platform.problems import Problem
from hearthline.platform.table import TransactionConflict
from tests.engines.door import MAIL, PHONE, Door, cookie_in
from tests.engines.people import People

KEY = "a-key-of-sixteen-signs"
AGAIN = "again"


@pytest.fixture
def door(people: People, now: datetime) -> Door:
    return Door(people, now)


def outcome(door: Door, code: str, now: datetime, key: str | None = None) -> Entered | str:
    try:
        return door.joining.join(door.application(code), key, now)
    except Problem as problem:
        return str(problem.body())
    except TransactionConflict:  # answered with a 503 that says to try again
        return AGAIN


def test_of_fifty_who_join_at_once_with_one_number_one_does(door: Door, now: datetime) -> None:
    code = door.ask(now)

    with ThreadPoolExecutor(50) as pool:
        came = list(pool.map(lambda _: outcome(door, code, now), range(50)))

    joined = [each for each in came if isinstance(each, Entered)]
    refused = Counter(each for each in came if isinstance(each, str))
    assert len(joined) == 1
    assert sum(refused.values()) == 49
    assert all("code_refused" in each or "already_member" in each or each == AGAIN for each in refused)
    assert not [each for each in refused if joined[0].stored.id in each or "王" in each]
    assert door.people.store.find(door.codes.hash_of(PHONE)) == joined[0].stored.id


def test_the_same_request_twenty_times_at_once_is_one_member_and_one_session(
    door: Door, now: datetime
) -> None:
    code = door.ask(now)
    first = outcome(door, code, now, KEY)

    with ThreadPoolExecutor(20) as pool:
        again = list(pool.map(lambda _: outcome(door, code, now, KEY), range(20)))

    assert isinstance(first, Entered)
    assert {each.cookie for each in again if isinstance(each, Entered)} == {first.cookie}
    assert len([each for each in again if isinstance(each, Entered)]) == 20


def test_two_of_the_same_request_at_once_get_the_same_answer(door: Door, now: datetime) -> None:
    code = door.ask(now)

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: outcome(door, code, now, KEY), range(2)))

    entered = [each for each in both if isinstance(each, Entered)]
    assert len({each.stored.id for each in entered}) == 1
    assert len({each.cookie for each in entered}) == 1
    assert {each for each in both if isinstance(each, str)} <= {AGAIN}


def test_a_referral_code_that_is_taken_is_no_obstacle(
    door: Door, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = iter(["TAKEN000", "FREE0000"])
    monkeypatch.setattr("hearthline.members.joining.new_code", lambda _: next(codes))
    door.people.table.transact([mark_of("TAKEN000", "SOMEBODY00000000")])

    assert door.join(now).stored.person.referral_code == "FREE0000"


def test_each_request_costs_what_the_data_model_says(door: Door, now: datetime) -> None:
    costs = {}
    engine = door.people.engine

    code = door.ask(now)
    with engine.counter.during() as spent:
        entered = door.joining.join(door.application(code), None, now)
    costs["join"] = dict(spent.requests)
    code = door.ask(now)
    with engine.counter.during() as spent:
        door.signing_in.sign_in(PHONE, code, now)
    costs["sign in"] = dict(spent.requests)
    with engine.counter.during() as spent:
        who = door.sessions.person_of(cookie_in(entered), now)
    costs["who is it"] = dict(spent.requests)
    with engine.counter.during() as spent:
        after = door.profile.change(who, Wish({"language": "en"}), None, now)
    costs["profile"] = dict(spent.requests)
    code = door.ask(now, MAIL)
    with engine.counter.during() as spent:
        changed = door.profile.change(who, Wish(contacts=[NewContact(MAIL, code)]), None, now)
    costs["contact, somebody was faster"] = dict(spent.requests)
    with engine.counter.during() as spent:
        wish: Wished = {(Purpose.SURVEY, Channel.SMS): True}
        stored = door.consenting.declare(changed.stored, wish, now, via=Via.WEB)
    costs["consent"] = dict(spent.requests)
    with engine.counter.during() as spent:
        door.consenting.view(stored)
    costs["consents"] = dict(spent.requests)
    with engine.counter.during() as spent:
        door.sessions.end(cookie_in(entered))
    costs["leave"] = dict(spent.requests)

    assert after.stored.person.version == 2
    assert costs == {
        "join": {"UpdateItem": 1, "GetItem": 1, "TransactWriteItems": 1},
        "sign in": {"UpdateItem": 1, "GetItem": 2, "TransactWriteItems": 1},
        "who is it": {"BatchGetItem": 1},
        "profile": {"TransactWriteItems": 1},
        "contact, somebody was faster": {"UpdateItem": 1, "TransactWriteItems": 2},
        "consent": {"TransactWriteItems": 1},
        "consents": {"Query": 1},
        "leave": {"TransactWriteItems": 1},
    }


def test_a_code_that_is_refused_costs_one_request_for_joining_signing_in_and_a_contact(
    door: Door, now: datetime
) -> None:
    who = door.sessions.person_of(cookie_in(door.join(now)), now)
    contact = [NewContact(MAIL, "000000")]
    asked: list[Callable[[], object]] = [
        lambda: door.joining.join(door.application("000000"), None, now),
        lambda: door.joining.join(door.application("000000", MAIL), None, now),
        lambda: door.signing_in.sign_in(PHONE, "000000", now),
        lambda: door.signing_in.sign_in(MAIL, "000000", now),
        lambda: door.profile.change(who, Wish(contacts=contact), None, now),
    ]

    for ask in asked:
        with door.people.engine.counter.during() as spent, pytest.raises(Problem) as refused:
            ask()
        assert refused.value.extra["reason"] == "code_refused"
        assert dict(spent.requests) == {"UpdateItem": 1}


def test_what_somebody_did_once_with_a_session_does_not_bring_it_back(door: Door, now: datetime) -> None:
    entered = door.join(now)
    cookie = cookie_in(entered)
    door.sessions.person_of(cookie, now)
    later = now + timedelta(minutes=1)
    who = door.sessions.person_of(cookie, later)
    door.profile.change(who, Wish(contacts=[NewContact(MAIL, door.ask(later, MAIL))]), None, later)

    with pytest.raises(Problem) as refused:
        door.sessions.person_of(cookie, later)
    assert refused.value.status == 401


def test_two_who_give_up_one_contact_each_keep_one(door: Door, now: datetime) -> None:
    who = door.sessions.person_of(cookie_in(door.join(now)), now)
    code = door.ask(now, MAIL)
    both = door.profile.change(who, Wish(contacts=[NewContact(MAIL, code)]), None, now)
    assert both.cookie is not None
    cookie = both.cookie.partition("=")[2].partition(";")[0]
    sessions = [door.sessions.person_of(cookie, now) for _ in range(2)]

    door.profile.change(sessions[0], Wish(given_up=["phone"]), None, now)
    with pytest.raises(Problem) as refused:
        door.profile.change(sessions[1], Wish(given_up=["email"]), None, now)

    assert refused.value.extra["reason"] == "last_contact"
    stored = door.people.store.load(who.stored.id)
    assert stored is not None
    assert (stored.person.phone, stored.person.email) == (None, "wang@example.com")
    assert stored.contacts == (door.codes.hash_of(MAIL),)


def test_a_contact_that_others_had_written_down_and_nobody_proved_is_free_again(
    door: Door, now: datetime
) -> None:
    marks = (door.codes.hash_of(PHONE), door.codes.hash_of(MAIL), "customer-mark")
    known = door.people.create(now, contacts=marks, phone=PHONE.value, email=MAIL.value)

    member = door.join(now).stored

    assert (member.id, member.person.phone, member.person.email) == (known.id, PHONE.value, None)
    assert member.contacts == (marks[0], marks[2])
    with pytest.raises(Problem) as refused:
        door.signing_in.sign_in(MAIL, door.ask(now, MAIL), now)
    assert refused.value.extra["reason"] == "not_joined"
    assert door.join(now, MAIL).stored.id != known.id


def test_a_request_that_is_repeated_gives_nothing_once_its_session_is_over(door: Door, now: datetime) -> None:
    code = door.ask(now)
    entered = outcome(door, code, now, KEY)
    assert isinstance(entered, Entered)
    door.sessions.end(cookie_in(entered))

    with door.people.engine.counter.during() as spent:
        again = outcome(door, code, now, KEY)

    assert isinstance(again, str)
    assert "code_refused" in again
    assert "王" not in again
    assert dict(spent.requests) == {"GetItem": 1, "BatchGetItem": 1}
