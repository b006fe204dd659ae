"""What notices know of persons, read from the members table on each engine."""

from datetime import date, datetime

import pytest

from hearthline.complaints.rulebook import Rulebook
from hearthline.members.model import Channel, Holding, Kind
from hearthline.notice_people import Persons, PolicyInForce
from hearthline.platform.documents import Documents
from hearthline.platform.table import Table
from tests.engines.engine import Engine
from tests.engines.people import People

PHONE, EMAIL = "+8613800138000", "wang@example.com"


@pytest.fixture
def people(engine: Engine) -> People:
    return People(engine)


def known_by(people: People, now: datetime) -> Persons:
    documents = Documents(Table(people.engine.client, people.engine.complaints))
    policy = PolicyInForce(documents)
    return Persons(people.store, Rulebook(documents), people.prints, policy, lambda: now)


def a_home(home: str, city: str, until: date | None = None, *, cancelled: bool = False) -> Holding:
    signed = date(2020, 1, 1)
    return Holding(home, f"c-{home}", city, "海岸花园", signed, until=until, cancelled=cancelled)


def test_a_person_is_known_with_what_the_policy_needs(people: People, now: datetime) -> None:
    holdings = (
        a_home("h1", "sz"),
        a_home("h1", "sz"),
        a_home("h2", "gz", date(2024, 1, 1)),
        a_home("h3", "gz", cancelled=True),
        a_home("h4", "sh"),
    )
    stored = people.create(
        now,
        name="王小明",
        phone=PHONE,
        city="sz",
        holdings=holdings,
        channels=(Channel.SMS,),
        consents={"survey:sms": True},
        kind=Kind.PARTNER,
    )

    found = known_by(people, now).person(stored.id)

    assert found is not None
    assert (found.zone, found.channels, found.kind) == ("Asia/Shanghai", ("sms",), "partner")
    assert found.households == ("h1", "h4")
    assert found.consents == {"survey:sms": True}
    assert [found.is_holiday(date(2026, 10, day)) for day in (1, 9, 10)] == [True, False, False]


def test_who_belongs_to_no_city_is_on_the_policys_clock(people: People, now: datetime) -> None:
    stored = people.create(now, city="nowhere-any-more")

    found = known_by(people, now).person(stored.id)

    assert found is not None
    assert found.zone == "Asia/Shanghai"
    assert found.is_holiday(date(2026, 10, 1))


def test_who_was_erased_or_never_was_is_nobody(people: People, now: datetime) -> None:
    erased = people.create(now, erased_at=now)

    assert known_by(people, now).person(erased.id) is None
    assert known_by(people, now).person("0" * 16) is None


def test_of_two_contacts_both_must_be_one_persons(people: People, now: datetime) -> None:
    hashes = (people.prints.person("email", EMAIL), people.prints.person("phone", PHONE))
    wang = people.create(now, email=EMAIL, phone=PHONE, contacts=hashes)
    people.create(now, phone="+8613900139000", contacts=(people.prints.person("phone", "+8613900139000"),))
    known = known_by(people, now)

    both = known.of_contacts(email=EMAIL, phone=PHONE)

    assert both is not None
    assert both.id == wang.id
    assert known.of_contacts(email=EMAIL, phone="+8613900139000") is None
    assert known.of_contacts(email=EMAIL, phone="+8613700137000") is None
    assert known.of_contacts(email="stranger@example.com", phone=PHONE) is None


def test_a_stranger_costs_one_request_and_a_person_two(people: People, now: datetime) -> None:
    hashes = (people.prints.person("email", EMAIL), people.prints.person("phone", PHONE))
    people.create(now, email=EMAIL, contacts=hashes)
    known = known_by(people, now)
    known.of_contacts(email=EMAIL, phone=None)  # the documents are read once a minute

    with people.engine.counter.during() as stranger:
        assert known.of_contacts(email="other@example.com", phone="+8613900139000") is None
    with people.engine.counter.during() as person:
        assert known.of_contacts(email=EMAIL, phone=PHONE) is not None

    assert dict(stranger.requests) == {"BatchGetItem": 1}
    assert dict(person.requests) == {"BatchGetItem": 1, "GetItem": 1}
