"""Persons as notices know them, what concerns them, and the policy that ships."""

import json
from datetime import UTC, datetime
from typing import Any

from hearthline.notices.model import MessageClass
from hearthline.notices.policy import ContactPolicy
from hearthline.notices.ports import NoticeCode, NoticePerson
from hearthline.platform.documents import BUILT_IN
from hearthline.platform.outbox import SYSTEM, Event

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def points_expiring(number: int = 1, **data: Any) -> Event:
    person = str(data.get("person", "0123456789ABCDEF"))
    facts = {"person": person, "amount": 500, "expires_at": "2027-12-31T16:00:00.000Z", **data}
    id_ = f"points.{person}.{number}"
    return Event(id_, "points.expiring", AT, f"person/{person}", SYSTEM, facts)


def a_policy(**changes: Any) -> ContactPolicy:
    document = json.loads((BUILT_IN / "contact-policy-1.json").read_text("utf-8"))
    return ContactPolicy.from_document({**document, **changes})


def a_person(identity: str = "0123456789ABCDEF", **changes: Any) -> NoticePerson:
    given: dict[str, Any] = {
        "id": identity,
        "language": "zh",
        "zone": "Asia/Shanghai",
        "name": "王小明",
        "email": "wang@example.com",
        "phone": "+8613800138000",
        "consents": {
            "marketing:email": True,
            "marketing:sms": True,
            "survey:email": True,
            "survey:sms": True,
        },
        "households": ("home-1",),
    }
    return NoticePerson(**{**given, **changes})


def links(person: str, message_class: MessageClass) -> dict[str, str]:
    root = f"https://care.example.com/api/unsubscribe/{person}-{message_class[0]}"
    return {"email": f"{root}e", "sms": f"{root}t"}


class FakePeople:
    """Persons by id; what each has as a contact is theirs."""

    def __init__(self, *persons: NoticePerson) -> None:
        self.known = {person.id: person for person in persons}
        self.asked = 0

    def person(self, identity: str) -> NoticePerson | None:
        return self.known.get(identity)

    def of_contacts(self, *, email: str | None, phone: str | None) -> NoticePerson | None:
        self.asked += 1
        theirs = [one for one in self.known.values() if (one.email, one.phone) == (email, phone)]
        return next(iter(theirs), None)


class FakeCodes:
    """One code, asked for with one contact by one request."""

    def code(self, contact_hash: str, request: str) -> NoticeCode | None:
        asked = (contact_hash, request) == ("c0ffee", "R1")
        return NoticeCode("042917", "en", phone="+8613800138000") if asked else None
