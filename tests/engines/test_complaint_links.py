"""A person's complaints: linked as they come, and those of before when a contact becomes theirs."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from hearthline.complaints.model import Contact
from hearthline.complaints.privacy.person_store import PersonStore as CasePersons
from hearthline.member_complaints import ComplaintsToLink, ComplaintsToShow
from hearthline.members.complaint_link_store import ComplaintLinkStore
from hearthline.members.complaint_links import ComplaintLinks
from hearthline.members.complaint_lists import PersonComplaints
from hearthline.members.store import StoredPerson
from hearthline.platform.access import Principal
from hearthline.platform.cursors import Cursors
from hearthline.platform.ids import read_number
from hearthline.platform.outbox import CUSTOMER, SYSTEM, Event
from hearthline.platform.problems import Problem
from tests.engines.engine import Engine
from tests.engines.people import People
from tests.engines.world import PUBLIC_URL, World

PHONE = "+8613800138000"
EMAIL = "wang@example.com"


@dataclass
class Club:
    """Complaints and persons on one engine, and the reaction between them."""

    engine: Engine
    people: People = field(init=False)
    world: World = field(init=False)

    def __post_init__(self) -> None:
        self.people, self.world = People(self.engine), World(self.engine)
        store = ComplaintLinkStore(self.people.table)
        self.links = ComplaintLinks(self.people.store, store, ComplaintsToLink(self.world.store))
        shown = ComplaintsToShow(self.world.store, self.world.keys, PUBLIC_URL)
        self.lists = PersonComplaints(store, shown, Cursors(self.people.secret))

    def file(self, now: datetime, contact: Contact | None = None, **changes: Any) -> str:
        """File a complaint; give its bare number."""
        contact = contact or Contact("王小明", PHONE)
        return str(read_number(self.world.file(now, contact=contact, **changes).number))

    def received(self, number: str, now: datetime, kind: str = "complaint.received") -> None:
        """Let the event of a complaint be reacted to."""
        self.links(Event(f"{number}.1", kind, now, f"complaint/{number}", CUSTOMER), now)

    def joined(self, person: StoredPerson, now: datetime) -> None:
        """Let somebody's joining be reacted to."""
        facts = {"person": person.id}
        self.links(Event(f"person.{person.id}.1.0", "member.joined", now, "person/x", CUSTOMER, facts), now)

    def own(self, person: StoredPerson, limit: int = 25, cursor: str | None = None) -> list[str]:
        """Give the numbers of a page of somebody's own list."""
        page = self.lists.own(person.id, limit, cursor)
        return [str(read_number(item["number"])) for item in page["items"]]


@pytest.fixture
def club(engine: Engine, now: datetime) -> Club:
    club = Club(engine)
    club.world.rulebook.refresh(now)
    return club


def a_person(club: Club, now: datetime) -> StoredPerson:
    """Give a member with a telephone number and an address."""
    hashes = (club.people.phone(PHONE), club.people.prints.person("email", EMAIL))
    return club.people.create(now, contacts=hashes, joined_at=now)


def the_person(club: Club, person: StoredPerson) -> StoredPerson:
    read = club.people.store.load(person.id)
    assert read is not None
    return read


def test_a_complaint_is_linked_to_whose_contact_it_came_with_once(club: Club, now: datetime) -> None:
    wang = a_person(club, now)
    number = club.file(now, Contact("王小明", PHONE, EMAIL))

    for _ in range(2):
        club.received(number, now)

    assert club.own(wang) == [number]
    read = the_person(club, wang)
    assert (read.person.last_complaint_at, read.person.version) == (now, wang.person.version + 1)


def test_a_complaint_with_the_contacts_of_two_is_both_ones(club: Club, now: datetime) -> None:
    wang = club.people.create(now, contacts=(club.people.phone(PHONE),), joined_at=now)
    he = club.people.create(now, contacts=(club.people.prints.person("email", EMAIL),), joined_at=now)
    number = club.file(now, Contact("王小明", PHONE, EMAIL))

    club.received(number, now)

    assert (club.own(wang), club.own(he)) == ([number], [number])


def test_to_who_is_no_member_nothing_is_linked_but_when_they_complained(club: Club, now: datetime) -> None:
    known = club.people.create(now, contacts=(club.people.prints.person("email", EMAIL),))
    number = club.file(now, Contact("李四", None, EMAIL))

    for _ in range(2):
        club.received(number, now)

    read = the_person(club, known)
    assert club.own(known) == []
    assert (read.person.last_complaint_at, read.person.version) == (now, known.person.version + 1)


def test_a_complaint_of_a_stranger_is_nobodys(club: Club, now: datetime) -> None:
    wang = a_person(club, now)

    club.received(club.file(now, Contact("李四", "+8613900139000")), now)

    assert club.own(wang) == []
    assert the_person(club, wang).person.version == wang.person.version


def test_filing_with_a_members_contact_costs_and_answers_the_same(club: Club, now: datetime) -> None:
    def filed() -> tuple[dict[str, int], list[str]]:
        with club.engine.counter.during() as spent:
            answer = club.world.file(now, contact=Contact("王小明", PHONE))
        return dict(spent.requests), sorted(answer.for_filer())

    as_a_strangers = filed()
    a_person(club, now)

    assert filed() == as_a_strangers


def test_all_earlier_complaints_are_linked_at_joining_page_by_page(club: Club, now: datetime) -> None:
    numbers = [club.file(now + timedelta(minutes=minute)) for minute in range(61)]
    wang = a_person(club, now)

    for _ in range(2):
        club.joined(wang, now)

    assert club.own(wang, 100) == numbers[::-1]
    read = the_person(club, wang).person
    assert read.last_complaint_at == now + timedelta(minutes=60)
    assert read.version == wang.person.version + 2  # two pages, and nothing the second time


def test_a_contact_that_is_verified_brings_its_complaints_among_those_linked(
    club: Club, now: datetime
) -> None:
    wang = a_person(club, now)
    by_mail = club.file(now, Contact("王小明", None, EMAIL))
    later = club.file(now + timedelta(hours=1), Contact("王小明", PHONE))
    club.received(later, now)

    facts = {"person": wang.id, "contact": club.people.prints.person("email", EMAIL)}
    club.links(Event("person.1.0", "person.contact_verified", now, "person/x", SYSTEM, facts), now)

    assert club.own(wang) == [later, by_mail]
    assert the_person(club, wang).person.last_complaint_at == now + timedelta(hours=1)


def test_an_imported_complaint_is_linked_like_any_other(club: Club, now: datetime) -> None:
    wang = a_person(club, now)
    number = club.file(now)

    club.received(number, now, "complaint.imported")

    assert club.own(wang) == [number]


def test_nothing_is_linked_to_who_was_taken_out(club: Club, now: datetime) -> None:
    gone = club.people.create(now, contacts=(club.people.phone(PHONE),), erased_at=now)

    club.received(club.file(now), now)

    assert club.own(gone) == []


def test_an_erased_case_drops_out_and_pages_stay_full(club: Club, now: datetime) -> None:
    wang = a_person(club, now)
    numbers = [club.file(now + timedelta(minutes=minute)) for minute in range(6)]
    club.joined(wang, now)
    for number in numbers[2:4]:
        erase(club, number, now)

    first = club.lists.own(wang.id, 3, None)
    second = club.lists.own(wang.id, 3, first["next_cursor"])

    shown = [str(read_number(item["number"])) for page in (first, second) for item in page["items"]]
    assert shown == [numbers[5], numbers[4], numbers[1], numbers[0]]
    assert len(first["items"]) == 3
    assert second["next_cursor"] is None


def test_ones_own_line_says_how_it_stands_and_how_to_follow_it(club: Club, now: datetime) -> None:
    wang = a_person(club, now)
    club.file(now)
    club.joined(wang, now)

    (line,) = club.lists.own(wang.id, 25, None)["items"]

    assert line["follow_url"].startswith(f"{PUBLIC_URL}/follow/{line['number']}?key=")
    assert (line["title"], line["status"], line["kind"]) == ("客厅天花板漏水", "received", "repair")
    assert (line["answered_in_time"], line["answered_at"], line["merged_into"]) == (None, None, None)


def test_staff_see_those_of_their_cities_and_no_link(club: Club, now: datetime) -> None:
    wang = a_person(club, now)
    here = club.file(now)
    club.file(now, city="bj", home=None)
    club.joined(wang, now)
    lead = Principal("lead", frozenset({"lead"}), frozenset({"sz"}))

    page = club.lists.for_staff(lead, wang.id, 25, None)

    assert [str(read_number(item["number"])) for item in page["items"]] == [here]
    assert "follow_url" not in page["items"][0]


def test_a_cursor_of_one_list_opens_no_other(club: Club, now: datetime) -> None:
    wang = a_person(club, now)
    for minute in range(2):
        club.file(now + timedelta(minutes=minute))
    club.joined(wang, now)
    cursor = club.lists.own(wang.id, 1, None)["next_cursor"]

    with pytest.raises(Problem) as refused:
        club.lists.own("somebody-else", 1, cursor)

    assert refused.value.status == 400


def test_linking_and_listing_cost_few_requests(club: Club, now: datetime) -> None:
    wang = a_person(club, now)
    number = club.file(now)

    with club.engine.counter.during() as linked:
        club.received(number, now)
    with club.engine.counter.during() as listed:
        club.own(wang)

    # The case, whose contact it is, whether it is linked, the person; then head, line and link at once.
    assert dict(linked.requests) == {"GetItem": 2, "BatchGetItem": 2, "TransactWriteItems": 1}
    assert dict(listed.requests) == {"Query": 1, "BatchGetItem": 1}


def erase(club: Club, number: str, now: datetime) -> None:
    """Take the person out of a case, as far as lists look at it."""
    stored = club.world.store.load(number)
    assert stored is not None
    item = club.world.table.get(f"C#{number}", "A")
    assert item is not None
    club.world.table.put({**item, "erased_at": "2026-11-22T08:00:00.000Z"})
    CasePersons(club.world.table).forget(stored)
