"""Who answers, classed by the cases that are theirs: a member's by link, an owner's by contact."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hearthline.complaints.commands import Claim, GiveVerdict, Resolve
from hearthline.complaints.lifecycle import decide
from hearthline.complaints.model import Contact
from hearthline.members.complaint_link_store import ComplaintLinkStore, Link, link_put
from hearthline.members.store import StoredPerson
from hearthline.platform.ids import read_number
from hearthline.platform.outbox import Actor
from hearthline.survey_recovery import RecoveryOfPersons
from hearthline.surveys.recovery import Answerer, Recovery
from tests.engines.people import People
from tests.engines.world import World

PHONE = "+8613800138000"
LI = Actor("staff", "li")


class Owners:
    """Cases and persons on one engine, and what classes them."""

    def __init__(self, world: World, people: People, now: datetime) -> None:
        self.world, self.people, self.now = world, people, now
        self.classes = RecoveryOfPersons(people.store, ComplaintLinkStore(people.table), world.store)

    def case(self, days: float, rating: int | None = None, phone: str = PHONE) -> Link:
        """File a case so many days ago, and judge it a day later."""
        at = self.now - timedelta(days=days)
        filed = self.world.file(at, contact=Contact("王小明", phone))
        if rating is not None:
            terms = self.world.rulebook.terms("sz")
            for command in (Claim(), Resolve("修好了。", "design", "quality")):
                stored = self.world.stored(filed)
                self.world.store.save(stored, decide(stored.complaint, command, LI, at, terms), terms)
            verdict = GiveVerdict(rating > 2, rating)
            self.world.following.verdict(filed.number, filed.key, verdict, at + timedelta(days=1))
        return Link(str(read_number(filed.number)), at)

    def of(self, *persons: StoredPerson) -> list[Recovery | None]:
        """Give the classes of persons who answer now."""
        return self.classes([Answerer(one.id, self.now) for one in persons])


@pytest.fixture
def owners(world: World, people: People, now: datetime) -> Owners:
    return Owners(world, people, now)


def test_an_owner_is_classed_by_what_came_from_their_contacts(owners: Owners) -> None:
    people, now = owners.people, owners.now
    owner = people.create(now, contacts=(people.phone(PHONE),), phone=PHONE)
    quiet = people.create(now, contacts=(people.phone("+8613900139000"),), phone="+8613900139000")

    owners.case(days=400, rating=1)
    found = [owners.of(owner, quiet)]
    owners.case(days=40)
    found.append(owners.of(owner, quiet))
    owners.case(days=30, rating=5)
    found.append(owners.of(owner, quiet))
    owners.case(days=20, rating=1)
    found.append(owners.of(owner, quiet))

    none = Recovery.NO_PROBLEM
    assert [each for each, _ in found] == [
        none,
        Recovery.NOT_JUDGED,
        Recovery.HANDLED_WELL,
        Recovery.HANDLED_BADLY,
    ]
    assert {each for _, each in found} == {none}


def test_a_member_is_classed_by_the_cases_linked_to_them(owners: Owners, world: World) -> None:
    now, people = owners.now, owners.people
    facts: dict[str, Any] = {"phone": PHONE, "joined_at": now - timedelta(days=900)}
    theirs = owners.case(days=30, rating=5)
    before = owners.case(days=500, rating=1)
    owners.case(days=20, rating=1)  # with a contact that is theirs, but not theirs to read
    member = people.create(now, contacts=(people.phone(PHONE),), **facts)
    for link in (theirs, before):
        people.table.transact([link_put(member.id, link)])

    with people.engine.counter.during() as spent:
        found = owners.of(member)

    assert found == [Recovery.HANDLED_WELL]
    assert dict(spent.requests) == {"BatchGetItem": 2, "Query": 1}


def test_who_was_taken_out_or_is_nobody_is_in_no_class(owners: Owners) -> None:
    erased = owners.people.create(owners.now, erased_at=owners.now)

    assert owners.classes([Answerer("PERSON0000000001", owners.now), Answerer(erased.id, owners.now)]) == [
        None,
        None,
    ]
