"""One event about a person of each type, as the rules send it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast

from hearthline.members.closing import closed
from hearthline.members.code_store import CodeStore
from hearthline.members.codes import Address, Codes
from hearthline.members.consents import Declared, declarations, lines
from hearthline.members.export_store import Request
from hearthline.members.history import Line, event_of
from hearthline.members.imports.entering import imported
from hearthline.members.joining import joined, verified
from hearthline.members.model import Channel, Holding, Person, Purpose, Via
from hearthline.members.own_exports import exporting
from hearthline.members.profile import changed
from hearthline.members.stored import StoredPerson
from hearthline.members.taking_over import took_over
from hearthline.platform.outbox import CUSTOMER, Actor, Event
from hearthline.platform.secret import Secret

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
WANG = Person("0123456789ABCDEF", created_at=AT, changed_at=AT, name="王小明", city="sz")
OTHER = Person(
    "FEDCBA9876543210",
    created_at=AT,
    changed_at=AT,
    holdings=(Holding("5f1e2d3c4b5a69788796a5b4c3d2e1f0", "HT-1", "sz", "海岸花园", date(2024, 3, 1)),),
)
CONTACT = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"


def examples() -> dict[str, dict[str, Any]]:
    """Give each type's example."""
    how = Declared(1, "zh", Via.WEB)
    [agreed] = declarations({}, {(Purpose.SURVEY, Channel.EMAIL): True}, how, AT)
    told: list[Line] = [
        joined(WANG, AT),
        changed(WANG, replace(WANG, city="bj", language="en"), AT),
        verified(CONTACT, AT),
        took_over(OTHER, AT),
        *lines([agreed], CUSTOMER),
    ]
    left = closed(StoredPerson(WANG, (CONTACT,)), AT)
    assert left is not None
    place = {"source": "crm", "import": "I-2026", "line": 7}
    brought = imported(place, Actor("staff", "li.na"), AT, member=True)
    events = [event_of(WANG.id, 1, index, line) for index, line in enumerate([*told, *left.lines, brought])]
    others = [a_code_request(), exporting(Request("FEDCBA9876543210", WANG.id, AT), (CONTACT,))]
    return {event.type: event.envelope() for event in [*events, *others] if event}


def a_code_request() -> Event:
    """The event of somebody who asks for a code."""

    class Recorder:
        event: Event

        def ask(self, _: object, event: Event, __: object) -> bool:
            self.event = event
            return True

    class NoSurprise:
        def token(self, size: int) -> bytes:
            return bytes(range(size))

    recorder = Recorder()
    secret = Secret(lambda: "a secret of the tests, long enough")
    codes = Codes(cast("CodeStore", recorder), secret, NoSurprise())
    codes.ask(Address("phone", "+8613800138000"), "zh", "192.0.2.7", AT)
    return recorder.event
