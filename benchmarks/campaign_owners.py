"""Owners who can be asked, and some who can't, put into a deployed stack without a word to anybody.

Of a hundred in the city ninety-two can be reached by mail, five never agreed to be asked, and three gave no
address. A tenth as many live in another city, and must not be asked at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from hearthline.members import keys
from hearthline.members.model import Channel, Person, Tier
from hearthline.platform.attributes import to_item
from hearthline.platform.codec import dump

CITY: Final = "sz"
_ELSEWHERE: Final = "gz"
_JOINED: Final = datetime(2024, 5, 1, tzinfo=UTC)
_AT_ONCE: Final = 25
_REACHABLE: Final = 92
_WILLING: Final = 97
_CONSENT: Final = "survey:email"


@dataclass(frozen=True, slots=True)
class Owners:
    """Who was put there: the addresses, by person, of those who must get one message, and the rest."""

    reachable: dict[str, str]
    unwilling: int
    without_address: int

    @property
    def asked(self) -> int:
        """How many invitations there must be."""
        return len(self.reachable) + self.unwilling + self.without_address


def put(client: Any, table: str, count: int, tag: str) -> Owners:
    """Put `count` owners of the city there, and a tenth as many of another one, with this tag."""
    city = [_owner(place, tag) for place in range(count)]
    people = [*city, *(_stranger(place, tag) for place in range(count // 10))]
    for begin in range(0, len(people), _AT_ONCE):
        _write(client, table, [_item(person) for person in people[begin : begin + _AT_ONCE]])
    return Owners(
        {person.id: person.email for person in city if person.email and person.consents[_CONSENT]},
        unwilling=sum(not person.consents[_CONSENT] for person in city),
        without_address=sum(person.email is None for person in city),
    )


def _owner(place: int, tag: str) -> Person:
    kind = place % 100
    return Person(
        id=f"{tag.upper()}OWNER{place:06d}",
        created_at=_JOINED,
        changed_at=_JOINED,
        name=f"业主{place}",
        email=f"owner{place}@{tag}.example.com" if kind < _WILLING else None,
        language="zh" if place % 4 else "en",
        city=CITY,
        joined_at=_JOINED,
        tier=Tier.SENIOR,
        tier_since=_JOINED,
        channels=(Channel.EMAIL,),
        consents={"terms": True, _CONSENT: kind < _REACHABLE or kind >= _WILLING},
        tags=(tag,),
    )


def _stranger(place: int, tag: str) -> Person:
    return Person(
        id=f"{tag.upper()}OTHER{place:06d}",
        created_at=_JOINED,
        changed_at=_JOINED,
        email=f"other{place}@{tag}.example.com",
        city=_ELSEWHERE,
        consents={"terms": True, _CONSENT: True},
        tags=(tag,),
    )


def _item(person: Person) -> dict[str, Any]:
    head = {"pk": keys.person(person.id), "sk": keys.HEAD, "audience": person.id, "contacts": []}
    return to_item({**head, **dump(person)})


def _write(client: Any, table: str, items: Sequence[dict[str, Any]]) -> None:
    left: dict[str, Any] = {table: [{"PutRequest": {"Item": item}} for item in items]}
    while left:
        left = client.batch_write_item(RequestItems=left).get("UnprocessedItems") or {}
