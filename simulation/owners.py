"""Owners whom the company knew before a run begins: in its books with a contact, and not in its club."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hearthline import root_members
from hearthline.members.codes import Address
from hearthline.members.history import Line
from hearthline.members.model import Person
from hearthline.platform.outbox import SYSTEM
from simulation import company

_AGREED: Final[Mapping[str, float]] = {"survey:email": 0.8, "survey:sms": 0.1, "": 0.1}
"""How many owners agreed to what; the last to nothing."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody in the books, and how they may be asked: `agreed` is one consent, or none."""

    id: int
    city: str
    agreed: str

    @property
    def person(self) -> str:
        """The id of their record."""
        return f"X{self.id:015d}"

    @property
    def email(self) -> str:
        """Their address: complaints are filed with it, too."""
        return f"owner{self.id}@owners.example"

    @property
    def phone(self) -> str:
        """Their number, with which nobody files."""
        return f"+86137{self.id:08d}"

    @property
    def address(self) -> str | None:
        """Where a survey reaches them, None where they agreed to none."""
        return {"survey:email": self.email, "survey:sms": self.phone}.get(self.agreed)


def owner(seed: str, id_: int) -> Owner:
    """Plan an owner: most live where most complaints come from."""
    chance = random.Random(f"{seed}/owner/{id_}")
    weights = [1 / (place + 2) for place in range(len(company.CITIES))]
    (city,) = chance.choices(company.CITIES, weights)
    (agreed,) = chance.choices(list(_AGREED), list(_AGREED.values()))
    return Owner(id_, city, agreed)


def write_down(owners: list[Owner], now: datetime) -> None:
    """Have them in the books."""
    codes, persons = root_members.codes(), root_members.persons()
    for one in owners:
        person = Person(
            one.person,
            created_at=now,
            changed_at=now,
            name="王小明",
            email=one.email,
            phone=one.phone,
            city=one.city,
            consents={one.agreed: True} if one.agreed else {},
        )
        contacts = [codes.hash_of(Address("email", one.email)), codes.hash_of(Address("phone", one.phone))]
        persons.create(person, contacts, [Line("registered", now, SYSTEM)])
