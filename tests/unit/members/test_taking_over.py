"""Which record may become part of a member's, and what each is afterwards."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from hearthline.members.changing import Change
from hearthline.members.history import Line, event_of
from hearthline.members.model import Holding, Kind, Person
from hearthline.members.stored import StoredPerson
from hearthline.members.taking_over import may_take_over, with_taken_over
from hearthline.platform.outbox import CUSTOMER

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
HOME = Holding("h1", "HT-1", "sz", "海岸花园", date(2024, 3, 1))
OTHER_HOME = Holding("h2", "HT-2", "sz", "海岸花园", date(2023, 3, 1))


def own(person: Person) -> Sequence[str]:
    return [contact for contact in (person.phone, person.email) if contact]


def stored(id_: str, *numbers: str, **facts: Any) -> StoredPerson:
    person = Person(id_, created_at=AT, changed_at=AT, **facts)
    return StoredPerson(person, (*own(person), *numbers))


def member(*numbers: str, **facts: Any) -> StoredPerson:
    return stored("M", *numbers, email="mail", joined_at=AT, **facts)


def known(*numbers: str, **facts: Any) -> StoredPerson:
    return stored("X", *numbers, **{"phone": "phone", **facts})


@pytest.mark.parametrize("kind", [Kind.CUSTOMER, Kind.TENANT])
def test_who_is_no_member_may_become_part_of_one(kind: Kind) -> None:
    assert may_take_over(member(), [known("C-1", kind=kind)], own)
    assert may_take_over(member("C-2"), [known(kind=kind)], own)


@pytest.mark.parametrize(
    "facts",
    [
        {"joined_at": AT},
        {"erased_at": AT},
        {"kind": Kind.PARTNER},
        {"kind": Kind.STAFF},
        {"kind": Kind.PRESS},
    ],
)
def test_a_member_who_is_gone_or_of_another_kind_may_not(facts: dict[str, Any]) -> None:
    assert not may_take_over(member(), [known(**facts)], own)


def test_two_customers_of_the_sales_system_are_two_persons() -> None:
    assert not may_take_over(member("C-2"), [known("C-1")], own)
    assert not may_take_over(member(), [known("C-1"), known("C-3")], own)


def taken(other: StoredPerson, **facts: Any) -> Change:
    who = member(**facts)
    after = replace(who.person, phone="phone")
    made = Change(after, [Line("changed", AT, CUSTOMER)], contacts=["mail", "phone"])
    return with_taken_over(made, [other], own, AT)


def test_homes_tags_complaints_and_the_customer_number_become_the_members() -> None:
    other = known("C-1", holdings=(HOME,), tags=("vip", "b"), last_complaint_at=AT)
    change = taken(other, holdings=(OTHER_HOME,), tags=("a", "b"))

    assert change.person.holdings == (OTHER_HOME, HOME)
    assert change.person.tags == ("a", "b", "vip")
    assert (change.person.last_complaint_at, change.person.took_over) == (AT, ("X",))
    assert change.contacts == ["mail", "phone", "C-1"]


def test_neither_what_the_other_agreed_to_nor_an_unproved_contact_becomes_the_members() -> None:
    other = known("C-1", email="other mail", name="Li", consents={"survey:sms": True})
    change = taken(other, name="Wang")

    assert (change.person.consents, change.person.name, change.person.email) == ({}, "Wang", "mail")
    assert change.contacts == ["mail", "phone", "C-1"]


def test_of_the_other_nothing_is_left_but_where_it_leads() -> None:
    other = known(name="Li", city="sz", tags=("a",), holdings=(HOME,), consents={"survey:sms": True})
    [left] = taken(other).others

    assert left.before == other
    empty = Person("X", created_at=AT, changed_at=AT, erased_at=AT, merged_into="M")
    assert left.after == empty


def test_both_histories_tell_of_it_and_others_are_told_once_with_the_homes() -> None:
    change = taken(known(holdings=(HOME, replace(HOME, contract="HT-3"))))
    [left] = change.others

    told = [event for line in change.lines if (event := event_of("M", 2, 0, line))]
    assert [line.kind for line in change.lines] == ["changed", "took_over"]
    assert [(event.type, event.data) for event in told] == [
        ("person.took_over", {"person": "M", "other": "X", "homes": ["h1"]})
    ]
    assert [(line.kind, line.data, line.event) for line in left.lines] == [("taken_over", {"by": "M"}, None)]
