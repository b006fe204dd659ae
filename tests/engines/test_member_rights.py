"""What the roles of the members' functions allow, held against what members and staff ask of them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from hearthline.home_owners import HomeOwners
from hearthline.homes.store import HomeStore
from hearthline.members.codes import Address
from hearthline.members.consent_texts import Texts
from hearthline.members.desk import MembersDesk, Registration, Sought, Stated
from hearthline.members.model import Channel, Kind, Purpose, Via
from hearthline.members.places import Places
from hearthline.members.profile import NewContact, Wish
from hearthline.notice_codes import PendingCodes
from hearthline.platform.access import Principal
from hearthline.platform.documents import Documents
from hearthline.platform.table import Table
from tests.engines.door import MAIL, PHONE, Door, cookie_in
from tests.engines.engine import Engine, in_moto
from tests.engines.people import People
from tests.engines.test_rights import CURSORS, granted, used

AGENT = Principal("li", frozenset({"agent"}), frozenset({"sz"}))
KEY = "a-key-of-sixteen-signs"


@pytest.fixture
def engine() -> Iterator[Engine]:
    with in_moto() as engine:
        yield engine


def test_the_members_door_may_do_what_members_ask(engine: Engine, now: datetime) -> None:
    with used(engine) as asked:
        door = Door(People(engine), now)
        entered = door.joining.join(door.application(door.ask(now)), KEY, now)
        door.signing_in.sign_in(PHONE, door.ask(now), now)
        who = door.sessions.person_of(cookie_in(entered), now)
        mail = NewContact(MAIL, door.ask(now, MAIL))
        changed = door.profile.change(who, Wish(contacts=[mail], given_up=["phone"]), None, now)
        wish: Any = {(Purpose.SURVEY, Channel.SMS): True}
        door.consenting.view(door.consenting.declare(changed.stored, wish, now, via=Via.WEB))
        door.sessions.end(cookie_in(entered))

    assert asked <= granted("Membership")


def test_the_site_may_do_for_members_what_their_api_may() -> None:
    assert granted("Membership") <= granted("SitePublic")


def test_the_desks_pages_may_do_with_persons_what_their_api_may() -> None:
    assert granted("MembershipDesk") <= granted("SiteDesk")


def test_the_desk_may_do_what_staff_ask_of_persons(engine: Engine, now: datetime) -> None:
    people = People(engine)
    with used(engine) as asked:
        documents = Documents(Table(engine.client, engine.complaints))
        owners = HomeOwners(HomeStore(people.table))
        texts, places = Texts(documents), Places(documents)
        desk = MembersDesk(people.store, texts, places, owners, people.prints, CURSORS, people.entropy)
        stated = Stated({"survey:sms": True}, Via.HOTLINE)
        facts = {"kind": Kind.PARTNER, "name": "李工", "city": "sz"}
        made = desk.register(AGENT, Registration((PHONE,), facts, stated), KEY, now)
        desk.change(AGENT, made["id"], {"tags": ("vip",)}, Stated(), None, now)
        desk.read(AGENT, made["id"])
        desk.find(AGENT, Sought(Address("phone", PHONE.value)), 25, None)
        desk.find(AGENT, Sought(home=("sz", "海岸花园", "3栋", "1801")), 25, None)

    assert asked <= granted("MembershipDesk")


def test_notices_may_read_the_codes_that_they_send(engine: Engine, now: datetime) -> None:
    door = Door(People(engine), now)
    code = door.ask(now)
    with used(engine) as asked:
        told = PendingCodes(door.codes, lambda: now)
        found = [told.code(door.codes.hash_of(PHONE), request) for request in (request_of(door), "another")]

    assert [each.code if each else None for each in found] == [code, None]
    assert found[0] is not None
    assert (found[0].phone, found[0].email) == (PHONE.value, None)
    assert asked <= granted("Notification")


def request_of(door: Door) -> str:
    from hearthline.members.code_store import CodeStore

    asked = CodeStore(door.people.table).find(door.codes.hash_of(PHONE))
    assert asked is not None
    return asked.request
