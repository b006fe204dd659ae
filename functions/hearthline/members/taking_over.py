"""Two records of one human: a member's takes over the one that was made of them before they came.

The sales feed or the desk makes a person of somebody whom they know by telephone; the same human joins by
e-mail. Once they prove that the telephone is theirs, what is known of them by it is theirs, as it would be
had they joined with it. Another member's record is nobody's to take, nor that of a partner, of staff or of
the press; nor, by who is a customer of the sales system, the record of another of its customers: a couple
with one telephone are two persons. Pure.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from hearthline.members.changing import Change
from hearthline.members.history import Line
from hearthline.members.model import Kind, Person
from hearthline.members.store import StoredPerson, TakenOver
from hearthline.platform.outbox import CUSTOMER

TOOK_OVER: Final = "person.took_over"
_KINDS: Final = frozenset({Kind.CUSTOMER, Kind.TENANT})

OwnHashes = Callable[[Person], Sequence[str]]
"""Gives the hashes of the contacts that stand in somebody's record."""


def may_take_over(member: StoredPerson, others: Sequence[StoredPerson], own: OwnHashes) -> bool:
    """Tell whether all of these may become part of a member's record."""
    customers = [one for one in (member, *others) if _numbers(one, own)]
    return len(customers) <= 1 and all(_is_free(one.person) for one in others)


def with_taken_over(made: Change, others: Sequence[StoredPerson], own: OwnHashes, now: datetime) -> Change:
    """Give a change of a member's contacts, with those whose records become part of theirs by it.

    Homes, tags and the latest complaint become theirs, and by which numbers other systems know them. What
    they have said of themselves stands; what the others had agreed to they have not, and a contact that they
    have not proved does not open their record.
    """
    person, contacts = made.person, list(made.contacts or ())
    for other in others:
        person = _grown(person, other.person)
        contacts += _numbers(other, own)
    return replace(
        made,
        person=person,
        lines=[*made.lines, *(took_over(other.person, now) for other in others)],
        contacts=contacts,
        others=[
            TakenOver(other, _left(other.person, person.id, now), [_taken_over(person.id, now)])
            for other in others
        ],
    )


def took_over(other: Person, now: datetime) -> Line:
    """Give the line, and the event, that says whose record has become part of this one, with which homes."""
    homes = list(dict.fromkeys(one.home for one in other.holdings))
    return Line("took_over", now, CUSTOMER, {"other": other.id, "homes": homes}, TOOK_OVER)


def _taken_over(by: str, now: datetime) -> Line:
    return Line("taken_over", now, CUSTOMER, {"by": by})


def _is_free(person: Person) -> bool:
    return person.joined_at is None and person.erased_at is None and person.kind in _KINDS


def _numbers(stored: StoredPerson, own: OwnHashes) -> list[str]:
    """Give the hashes by which other systems know somebody: all marks but those of their contacts."""
    contacts = own(stored.person)
    return [hash_ for hash_ in stored.contacts if hash_ not in contacts]


def _grown(person: Person, other: Person) -> Person:
    complaints = [at for at in (person.last_complaint_at, other.last_complaint_at) if at]
    return replace(
        person,
        tags=tuple(dict.fromkeys([*person.tags, *other.tags])),
        holdings=tuple(
            sorted(
                dict.fromkeys([*person.holdings, *other.holdings]),
                key=lambda one: (one.signed_on, one.contract, one.home),
            )
        ),
        last_complaint_at=max(complaints, default=None),
        took_over=(*person.took_over, other.id),
    )


def _left(other: Person, by: str, now: datetime) -> Person:
    return Person(
        other.id,
        created_at=other.created_at,
        changed_at=now,
        kind=other.kind,
        version=other.version,
        language=other.language,
        erased_at=now,
        merged_into=by,
    )
