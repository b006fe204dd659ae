"""Erasing a member on real tables: wherever the worker dies, the next one ends it, and nothing is left."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, cast

import pytest

from hearthline.complaints.applying import apply
from hearthline.complaints.commands import Reject
from hearthline.complaints.filing import Filed
from hearthline.members.closing import Closing
from hearthline.members.code_store import CodeStore
from hearthline.members.codes import Address, Codes
from hearthline.members.complaint_link_store import Link, link_put
from hearthline.members.consent_store import consent_puts, consents_of
from hearthline.members.export_store import ExportStore, Request
from hearthline.members.history import Line
from hearthline.members.joining import joined, verified
from hearthline.members.ledger import Adjustment
from hearthline.members.model import Consent, Purpose, Tier, Via
from hearthline.members.own_exports import PER_DAY, OwnExports, exporting
from hearthline.members.referral_codes import ReferralCodes, mark_of
from hearthline.members.session_store import SessionStore
from hearthline.members.sessions import Sessions, SignedIn
from hearthline.members.store import StoredPerson
from hearthline.notices import delivery
from hearthline.notices.contact_store import ContactRecord, Suppression
from hearthline.notices.model import Message, message_id
from hearthline.notices.store import DeliveryTable
from hearthline.person_wishes import OwnFiles
from hearthline.platform.ids import identifier, read_number
from hearthline.platform.jobs import JobState, new_job
from hearthline.platform.objects import Objects
from hearthline.platform.outbox import SYSTEM, Event
from hearthline.platform.table import Table
from tests.engines.club import ClubWorld
from tests.engines.engine import in_moto
from tests.engines.erasing_office import PHONE, SECRET, STAFF, Office, a_case, everything
from tests.engines.people import People
from tests.engines.world import SHARDS, World
from tests.unit.notices.builders import PATIENCE

CODE = "7K3M9QRT"


class Life:
    """Members who have everything that a member can have."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.people = People(world.engine, world.entropy)
        self.club = ClubWorld(world.engine)
        self.deliveries = Table(world.engine.client, world.engine.deliveries, pause=lambda _: None)
        table, secret = self.people.table, self.people.secret
        self.codes = Codes(CodeStore(table), secret, world.entropy)
        self.sessions = Sessions(SessionStore(table), secret, world.entropy)

    def member(self, now: datetime, phone: str = PHONE, code: str = CODE) -> StoredPerson:
        email = f"{phone[1:]}@example.com"
        contacts = [self.people.phone(phone), self.people.prints.person("email", email)]
        customer = self.people.prints.fingerprint("customer", phone)
        person = self.people.person(
            now,
            name=SECRET,
            phone=phone,
            email=email,
            city="sz",
            birth_date=date(1990, 5, 1),
            employer=SECRET,
            joined_at=now,
            tier=Tier.SENIOR,
            tier_since=now,
            referral_code=code,
            consents={"terms": True},
            tags=(SECRET,),
        )
        agreed = [Consent(Purpose.TERMS, None, True, 1, "zh", now, Via.WEB)]
        lines = [joined(person, now), verified(contacts[0], now), Line("noted", now, STAFF, {"note": SECRET})]
        also = [mark_of(code, person.id), *consent_puts(person.id, agreed), self._session(person.id, now)]
        stored = self.people.store.create(person, [*contacts, customer], lines, *also)
        self._club_life(stored, now)
        self._told(stored, contacts[1], now)
        self.codes.ask(Address("phone", phone), "zh", "192.0.2.7", now)
        return stored

    def link(self, stored: StoredPerson, filed: Filed, now: datetime) -> None:
        number = str(read_number(filed.number))
        self.people.table.transact([link_put(stored.id, Link(number, now))])

    def _session(self, person: str, now: datetime) -> Any:
        return self.sessions.new(person, now).action

    def _club_life(self, stored: StoredPerson, now: datetime) -> None:
        self.club.earn("joining", 100, now, stored.id)
        self.club.ledger.adjust(stored.id, Adjustment(50, "event:1", "lead", SECRET), now)

    def _told(self, stored: StoredPerson, contact: str, now: datetime) -> None:
        recipient = f"person/{stored.id}"
        event = Event(f"person.{stored.id}.1.0", "member.joined", now, recipient, SYSTEM)
        message = Message(message_id(event.id, recipient, "welcome"), "welcome", recipient, event)
        queued = replace(delivery.queue(message, now, PATIENCE), person=stored.id)
        DeliveryTable(self.deliveries, SHARDS).add(queued)
        ContactRecord(self.deliveries).suppress(Suppression(contact, "bounced", "email", "ses", now))
        request = Request(identifier(self.world.entropy), stored.id, now)
        ExportStore(self.people.table).add(request, exporting(request, stored.contacts), PER_DAY, None)


def partitions(world: World, table: str, part: str = "pk") -> set[str]:
    pages = world.engine.client.get_paginator("scan").paginate(TableName=table)
    return {item[part]["S"] for page in pages for item in page["Items"]}


@pytest.fixture
def life(now: datetime) -> Iterator[Life]:
    with in_moto() as engine:
        world = World(engine)
        world.rulebook.refresh(now)
        yield Life(world)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_wherever_the_worker_dies_the_member_is_taken_out_and_what_was_counted_stays(
    life: Life, now: datetime, after: bool
) -> None:
    world = life.world
    office = Office(world, now + timedelta(hours=1))
    filed, former = a_case(world, now), a_case(world, now, "+8613700137000")
    member = life.member(now)
    life.link(member, filed, now)
    life.link(member, former, now + timedelta(minutes=1))

    job, died = office.run_dying(office.begin(PHONE), after=after)

    assert died > 40
    assert (job.state, dict(job.tally)) == (
        JobState.DONE,
        {"persons": 1, "erased": 2, "files": 0, "waiting": 0},
    )
    assert life.club.account(member.id).balance == 150
    assert sum(entry.amount for entry in life.club.entries(member.id)) == 150
    assert len(consents_of(life.people.table, member.id)) == 1
    left = everything(world)
    assert [trace for trace in (SECRET, PHONE, "@example") if trace in left] == []
    assert {pk[:1] for pk in partitions(world, world.engine.members)} & {"U", "F", "O"} == set()
    assert {pk[:1] for pk in partitions(world, world.engine.deliveries)} == {"D"}
    kept = {sk[:2] for sk in partitions(world, world.engine.members, "sk") if sk[1:2] == "#"}
    assert kept & {"E#", "K#"} == set()


def test_what_is_left_of_a_head_is_the_statistics(life: Life, now: datetime) -> None:
    stored = life.member(now)
    office = Office(life.world, now + timedelta(hours=1))

    office.run(office.begin(PHONE))

    left = life.people.store.load(stored.id)
    assert left is not None
    person = left.person
    assert (left.contacts, left.timer_at) == ((), None)
    assert (person.kind, person.city, person.tier) == (stored.person.kind, "sz", Tier.SENIOR)
    assert person.joined_at == now.replace(month=1, day=1, hour=0)
    assert person.erased_at == office.now
    named = (person.name, person.phone, person.email, person.birth_date, person.employer)
    assert named == (None,) * 5
    assert (person.tags, person.consents, person.referral_code) == ((), {}, None)
    assert ReferralCodes(life.people.table).resolve(CODE) is None


def test_the_member_is_out_at_once_and_their_open_case_when_it_has_ended(life: Life, now: datetime) -> None:
    world = life.world
    stored = life.member(now)
    filed = a_case(world, now, ended=False)
    life.link(stored, filed, now)
    office = Office(world, now + timedelta(hours=1))

    waits = office.run(office.begin(PHONE))

    left = life.people.store.load(stored.id)
    assert left is not None
    assert left.person.erased_at == office.now
    assert (waits.state, waits.tally["waiting"]) == (JobState.RUNNING, 1)
    apply(world.store, world.rulebook, world.stored(filed), Reject(SECRET), STAFF, office.now)
    office.now += timedelta(days=1)
    done = office.run(waits.id)
    assert (done.state, done.tally["erased"], done.tally["waiting"]) == (JobState.DONE, 1, 0)
    assert world.stored(filed).complaint.erased_at is not None
    assert SECRET not in everything(world)


def test_a_case_of_a_contact_that_they_gave_up_goes_by_the_link(life: Life, now: datetime) -> None:
    world = life.world
    stored = life.member(now)
    former = a_case(world, now, "+8613700137000")
    life.link(stored, former, now)
    office = Office(world, now + timedelta(hours=1))

    done = office.run(office.begin(PHONE))

    assert done.tally["erased"] == 1
    assert world.stored(former).complaint.erased_at is not None
    assert SECRET not in everything(world)


def test_who_joined_with_the_contact_since_is_somebody_else(life: Life, now: datetime) -> None:
    world = life.world
    leaving = life.member(now)
    office = Office(world, now + timedelta(hours=1))
    own = {"persons": list(leaving.contacts), "members": [leaving.id], "reason": "own_wish"}
    job = new_job("erasure", own, None, office.now, world.entropy)
    world.table.transact([office.store.start_action(job)])
    named = office.begin(PHONE)
    office.run(job.id)
    joined_since = life.member(now + timedelta(hours=2), code="7K3M9QRV")

    office.run(named)

    standing = life.people.store.load(joined_since.id)
    assert standing is not None
    assert standing.person.name == SECRET
    assert life.people.store.find(life.people.phone(PHONE)) == joined_since.id


def test_who_has_a_contact_now_keeps_what_stands_under_it(life: Life, now: datetime) -> None:
    world = life.world
    leaving = life.member(now)
    filed = a_case(world, now, ended=False)
    office = Office(world, now + timedelta(hours=1))
    waits = office.run(office.begin(PHONE))
    life.member(now + timedelta(hours=2), code="7K3M9QRV")
    apply(world.store, world.rulebook, world.stored(filed), Reject(SECRET), STAFF, office.now)
    office.now += timedelta(days=1)

    assert office.run(waits.id).state is JobState.DONE

    phone, email, _ = leaving.contacts
    assert CodeStore(life.people.table).find(phone) is not None
    assert ContactRecord(life.deliveries).suppression(email) is not None


def test_a_record_that_became_part_of_theirs_goes_with_it(life: Life, now: datetime) -> None:
    world, store = life.world, life.people.store
    member = life.member(now)
    gone = life.people.person(now, erased_at=now, merged_into=member.id)
    former = store.create(gone, [], [Line("noted", now, STAFF, {"note": SECRET})])
    filed = a_case(world, now, "+8613700137000")
    life.link(former, filed, now)
    line = Line("took_over", now, STAFF, {"other": former.id})
    store.save(member, replace(member.person, took_over=(former.id,)), [line])
    office = Office(world, now + timedelta(hours=1))

    done = office.run(office.begin(PHONE))

    assert (done.tally["persons"], done.tally["erased"]) == (2, 1)
    assert world.stored(filed).complaint.erased_at is not None
    assert SECRET not in everything(world)


def test_a_line_of_the_history_keeps_its_kind_and_codes_and_loses_the_rest(life: Life, now: datetime) -> None:
    stored = life.member(now)
    office = Office(life.world, now + timedelta(hours=1))

    office.run(office.begin(PHONE))

    lines = {line.kind: line for line in life.people.store.history(stored.id)}
    assert dict(lines["joined"].data) == {"via": "web", "city": "sz", "referred": False}
    assert dict(lines["contact"].data) == {"contact": None}
    assert dict(lines["noted"].data) == {"note": None}
    assert lines["erased"].actor.kind == "staff"


def test_what_members_ask_of_their_data_costs_so_many_requests(life: Life, now: datetime) -> None:
    stored = life.member(now)
    counter = life.world.engine.counter
    files = OwnFiles(life.world.jobs, lambda: cast("Objects", None))  # none is whole yet
    own = OwnExports(ExportStore(life.people.table), files, life.people.prints, life.world.entropy)
    who = SignedIn(stored, "", now)

    with counter.during() as asked:
        own.ask(stored, None, now)
    with counter.during() as seen:
        own.view(stored, now)
    with counter.during() as left:
        Closing(life.people.store).close(who, now)

    assert dict(asked.requests) == {"TransactWriteItems": 1}
    assert dict(seen.requests) == {"Query": 1, "GetItem": 1}
    assert dict(left.requests) == {"TransactWriteItems": 1}
