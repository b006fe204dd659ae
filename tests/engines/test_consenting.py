"""Giving and withdrawing consent beside whatever else happens to a person, on each engine."""

from datetime import datetime

from hearthline.members.changing import change
from hearthline.members.closing import closed
from hearthline.members.consent_store import consents_of
from hearthline.members.model import Channel, Purpose, Via
from tests.engines.door import Door
from tests.engines.engine import Engine
from tests.engines.people import People


def test_nothing_is_declared_of_who_is_taken_out_meanwhile(engine: Engine, now: datetime) -> None:
    people = People(engine)
    door = Door(people, now)
    read = door.join(now).stored
    change(people.store, read, lambda stored: closed(stored, now))

    after = door.consenting.declare(read, {(Purpose.MARKETING, Channel.SMS): True}, now, via=Via.WEB)

    assert after.person.erased_at == now
    assert after.person.consents == {}
    assert all(each.purpose is not Purpose.MARKETING for each in consents_of(people.table, read.id))
