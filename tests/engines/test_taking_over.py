"""A member takes over the record that was made of them: one transaction, and one taker of many."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from hearthline.home_owners import HomeOwners
from hearthline.members.complaint_link_store import ComplaintLinkStore, Link, link_put
from hearthline.members.complaint_links import ComplaintLinks, Filed, FiledPage
from hearthline.members.history import Line
from hearthline.members.homes_again import HomesAgain
from hearthline.members.model import Kind, Person
from hearthline.members.profile import NewContact, Wish
from hearthline.members.sessions import SignedIn
from hearthline.members.store import StoredPerson
from hearthline.platform.attributes import from_item
from hearthline.platform.outbox import SYSTEM, Event, read_event
from hearthline.platform.problems import Problem
from hearthline.platform.table import TransactionConflict
from tests.engines.door import MAIL, PHONE, Door, cookie_in
from tests.engines.estate import LI, WANG, Estate, signed, told
from tests.engines.people import People

BY_PHONE = {name: WANG[name] for name in ("customer_id", "name", "phone")}


class Case:
    """A record that the sales feed made by telephone, and members who joined by e-mail."""

    def __init__(self, people: People, now: datetime) -> None:
        self.people, self.now = people, now
        self.door = Door(people, now)
        self.estate = Estate(people, now)
        self.phone = people.phone(PHONE.value)
        self.customer = people.prints.fingerprint("customer", "C-1")

    def sell(self, *events: dict[str, Any]) -> str:
        """Let the feed tell of a sale, and persons follow it; give the buyer's id."""
        assert set(self.estate.outcomes(*(events or [signed(buyers=[BY_PHONE])]))) == {"accepted"}
        self.estate.react()
        return self.estate.person(WANG).id

    def member(self, email: str = MAIL.value) -> SignedIn:
        """Join by e-mail."""
        entered = self.door.join(self.now, replace(MAIL, value=email))
        return self.door.sessions.person_of(cookie_in(entered), self.now)

    def add_phone(self, who: SignedIn, code: str | None = None) -> StoredPerson:
        """Let a member add the telephone number."""
        wish = Wish(contacts=[NewContact(PHONE, code or self.door.ask(self.now))])
        return self.door.profile.change(who, wish, None, self.now).stored

    def answer(self, who: SignedIn, code: str) -> str:
        try:
            self.add_phone(who, code)
        except Problem as problem:
            return str(problem.body()["reason"])
        except TransactionConflict:  # answered with a 503 that says to try again
            return "again"
        return "theirs"

    def person(self, identity: str) -> Person:
        stored = self.people.store.load(identity)
        assert stored is not None
        return stored.person

    def events(self, kind: str) -> list[Event]:
        scan = self.people.engine.client.scan(TableName=self.people.engine.members)
        items = [from_item(item) for item in scan["Items"]]
        return [read_event(item["event"]) for item in items if item.get("event", {}).get("type") == kind]

    def follow(self) -> None:
        """Let persons follow that somebody was taken over."""
        [event] = self.events("person.took_over")
        HomesAgain([self.estate.holdings])(event, self.now)


@pytest.fixture
def case(people: People, now: datetime) -> Case:
    return Case(people, now)


def test_the_record_of_a_proved_contact_becomes_part_of_the_members_in_one_write(case: Case) -> None:
    other = case.sell()
    who = case.member()
    code = case.door.ask(case.now)

    with case.people.engine.counter.during() as spent:
        after = case.add_phone(who, code)

    # The try of the code; the contact that is somebody's; who that is; and all of it.
    assert spent.requests == {"UpdateItem": 1, "TransactWriteItems": 2, "BatchGetItem": 1}
    mail = case.door.codes.hash_of(MAIL)
    holders = case.people.store.find_many([case.phone, mail, case.customer])
    assert set(holders.values()) == {who.stored.id}
    assert set(after.contacts) == {case.phone, mail, case.customer}
    assert after.person.took_over == (other,)
    assert [one.contract for one in after.person.holdings] == ["HT-1"]
    left = case.person(other)
    assert (left.merged_into, left.name, left.phone, left.city, left.holdings) == (
        who.stored.id,
        None,
        None,
        None,
        (),
    )
    assert case.people.store.history(other)[0].kind == "taken_over"
    assert "took_over" in [line.kind for line in case.people.store.history(after.id)]
    [event] = case.events("person.took_over")
    assert event.data == {"person": after.id, "other": other, "homes": [case.estate.home_id()]}


def test_nothing_is_taken_over_by_a_wrong_code_and_nothing_said(case: Case) -> None:
    other = case.sell()
    who = case.member()
    code = case.door.ask(case.now)
    wrong = f"{(int(code) + 1) % 10**6:06d}"

    assert case.answer(who, wrong) == "code_refused"
    assert case.person(other).merged_into is None
    assert case.person(other).holdings


@pytest.mark.parametrize("facts", [{"joined_at": True}, {"kind": Kind.STAFF}, {"kind": Kind.PARTNER}])
def test_what_is_not_theirs_to_take_stays_where_it_is(case: Case, facts: dict[str, Any]) -> None:
    given = {name: case.now if value is True else value for name, value in facts.items()}
    other = case.people.create(case.now, contacts=(case.phone,), phone=PHONE.value, **given)
    who = case.member()
    code = case.door.ask(case.now)

    assert case.answer(who, code) == "contact_taken"
    assert case.people.store.load(other.id) == other
    assert case.people.store.find(case.phone) == other.id


def test_who_is_a_customer_does_not_take_over_another_customer(case: Case) -> None:
    other = case.sell()
    who = case.member()
    zhao = {"customer_id": "C-3", "name": "赵敏", "email": MAIL.value}
    case.estate.tell(signed("HT-9", on="2025-03-01", buyers=[zhao]))

    assert case.answer(who, case.door.ask(case.now)) == "contact_taken"
    assert case.person(other).merged_into is None


def test_of_twenty_members_who_add_one_contact_at_once_one_gets_the_record(case: Case) -> None:
    other = case.sell()
    members = [case.member(f"wang{number}@example.com") for number in range(20)]
    code = case.door.ask(case.now)

    def add(who: SignedIn) -> str:
        return case.answer(who, code)

    with ThreadPoolExecutor(20) as pool:
        answers = Counter(pool.map(add, members))

    assert answers["theirs"] == 1, answers
    assert set(answers) <= {"theirs", "contact_taken", "code_refused", "again"}
    [taker] = [one for who in members if (one := case.person(who.stored.id)).took_over]
    assert taker.took_over == (other,)
    assert case.person(other).merged_into == taker.id
    assert case.people.store.find(case.customer) == taker.id
    assert len(case.events("person.took_over")) == 1


def test_two_members_with_a_right_code_each_do_not_both_get_it(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = case.sell()
    first, second = case.member(), case.member("wang2@example.com")
    load = case.people.store.load_many

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(case.people.store, "load_many", load)
        read = load(*args, **kwargs)
        assert case.answer(second, case.door.ask(case.now)) == "theirs"
        return read

    monkeypatch.setattr(case.people.store, "load_many", meanwhile)
    assert case.answer(first, case.door.ask(case.now)) in {"contact_taken", "code_refused"}
    assert case.person(first.stored.id).took_over == ()
    assert case.person(other).merged_into == second.stored.id


def test_who_joined_while_they_were_being_taken_over_stays_a_member(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = case.sell()
    who = case.member()
    load = case.people.store.load_many

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(case.people.store, "load_many", load)
        read = load(*args, **kwargs)
        stored = case.people.store.load(other)
        assert stored is not None
        joined = replace(stored.person, joined_at=case.now)
        case.people.store.save(stored, joined, [Line("joined", case.now, SYSTEM)])
        return read

    monkeypatch.setattr(case.people.store, "load_many", meanwhile)
    assert case.answer(who, case.door.ask(case.now)) == "contact_taken"
    assert case.person(other).joined_at == case.now
    assert case.person(who.stored.id).took_over == ()


def test_homes_that_name_the_other_lead_to_the_member_in_what_comes_before_and_after(case: Case) -> None:
    case.sell(signed(buyers=[BY_PHONE, LI]))
    who = case.add_phone(case.member())
    case.follow()
    home = case.estate.home_id()

    owners = HomeOwners(case.estate.store)(home)
    assert owners == (who.id, case.estate.person(LI).id)
    assert case.estate.home().contracts[0].buyers == owners
    handover = told("handed_over", "handed", "2025-06-30", contract="HT-1", handed_over_on="2025-06-30")
    assert case.estate.outcomes(handover) == ["accepted"]
    case.estate.react()
    [held] = case.person(who.id).holdings
    assert (held.first, held.bought, str(held.handed_over_on)) == (True, True, "2025-06-30")


def test_a_home_that_is_passed_on_to_the_same_human_stays_theirs(case: Case) -> None:
    case.sell(signed(buyers=[BY_PHONE]))
    who = case.add_phone(case.member())
    moved = {"contract": "HT-1", "transferred_on": "2026-02-01", "owners": [BY_PHONE]}
    case.estate.tell(told("ownership_transferred", "moved", "2026-02-01", **moved))
    case.estate.react()

    [held] = case.person(who.id).holdings
    assert (held.bought, held.passed_on, held.until) == (True, None, None)


def test_a_home_told_of_while_they_are_taken_over_is_not_lost(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reaction has read whom the home names when the other is taken over."""
    case.estate.tell(signed(buyers=[BY_PHONE]))
    other, who = case.estate.person(WANG).id, case.member()
    load = case.people.store.load_many
    calls: list[object] = []

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        read = load(*args, **kwargs)
        calls.append(args)
        if len(calls) == 2:  # after the look at successors, the persons themselves
            monkeypatch.setattr(case.people.store, "load_many", load)
            case.add_phone(who)
        return read

    monkeypatch.setattr(case.people.store, "load_many", meanwhile)
    case.estate.react()

    assert case.person(other).merged_into == who.stored.id
    assert [one.contract for one in case.person(who.stored.id).holdings] == ["HT-1"]
    assert case.person(other).holdings == ()


def test_the_feed_knows_the_member_by_number_and_by_telephone(case: Case) -> None:
    case.sell()
    who = case.add_phone(case.member())
    unit = {"home": {"city": "sz", "project": "海岸花园", "building": "3栋", "unit": "1802"}}
    case.estate.tell({**signed("HT-2", on="2025-01-01", buyers=[BY_PHONE]), **unit})
    case.estate.react(unit="1802")

    assert [one.contract for one in case.person(who.id).holdings] == ["HT-1", "HT-2"]


class NoComplaints:
    """No complaint was filed with any contact."""

    def filed(self, number: str) -> Filed | None:
        return None

    def of_contact(self, contact_hash: str, after: str, limit: int) -> FiledPage:
        return FiledPage((), None)


def test_links_to_complaints_move_however_often_it_is_told(case: Case) -> None:
    other = case.sell()
    links = [Link(f"K7Q29XP{place:02d}", case.now - timedelta(hours=place)) for place in range(60)]
    case.people.table.transact([link_put(other, link) for link in links])
    who = case.add_phone(case.member())
    store = ComplaintLinkStore(case.people.table)
    moving = ComplaintLinks(case.people.store, store, NoComplaints())
    [event] = case.events("person.took_over")

    for _ in range(2):
        moving(event, case.now)

    assert store.page(who.id, 100, None).links == tuple(links)
    assert store.page(other, 100, None).links == ()
    assert case.person(who.id).last_complaint_at == case.now
