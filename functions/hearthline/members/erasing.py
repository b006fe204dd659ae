"""Taking a person out of what the members table keeps of them: what goes and what stays.

Who they are goes at once, in one transaction: name, contacts, birth date, all that they said of themselves,
the marks by which they were found, and their referral code. The rest of their partition follows, and may be
done again from any point. What was counted stays without them: city, tier, the year in which they joined,
homes, points, and that consents were given, by which text and when.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from hearthline.members.changing import Change, change
from hearthline.members.code_store import CodeStore
from hearthline.members.history import Line
from hearthline.members.model import Person
from hearthline.members.partition_store import PartitionStore
from hearthline.members.referral_codes import unmark
from hearthline.members.store import PersonStore, StoredPerson
from hearthline.platform.outbox import Actor

ERASED: Final = "person.erased"

_CODES: Final = frozenset(
    {"amount", "channel", "city", "fields", "from", "given", "name", "purpose", "referred", "status"}
    | {"text_version", "to", "via"}
)
"""What of a line's data says nothing of the person; `name` is that of a consent."""


def erased(person: Person, now: datetime) -> Person:
    """Give what is left of a person: the statistics."""
    return Person(
        id=person.id,
        created_at=_year(person.created_at),
        changed_at=now,
        kind=person.kind,
        version=person.version,
        language=person.language,
        city=person.city,
        joined_at=_year(person.joined_at) if person.joined_at else None,
        tier=person.tier,
        tier_since=_year(person.tier_since) if person.tier_since else None,
        referred_by=person.referred_by,
        referrals=person.referrals,
        holdings=person.holdings,
        erased_at=now,
        took_over=person.took_over,
    )


def closing(stored: StoredPerson, lines: Sequence[Line], actor: Actor, now: datetime) -> Change | None:
    """Give the change that takes a person out of their head at once; None where that was done.

    From then on nobody is signed in as them, none of their contacts is theirs, and no message goes to them.
    """
    if stored.person.erased_at is not None:
        return None
    code = stored.person.referral_code
    also = [unmark(code, stored.id)] if code else []
    told = [*lines, Line("erased", now, actor, {}, ERASED)]
    return Change(erased(stored.person, now), told, also, contacts=(), timer=None)


def blank_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give a line's data without what leads to a person: what is no known code is null."""
    return {name: value if name in _CODES else None for name, value in data.items()}


class MemberEraser:
    """Takes persons out of the members table; whatever was done of that before is done again to no effect."""

    def __init__(self, persons: PersonStore, partitions: PartitionStore, codes: CodeStore) -> None:
        self._persons = persons
        self._partitions = partitions
        self._codes = codes

    def erase(self, identity: str, contacts: Sequence[str], actor: Actor, now: datetime) -> None:
        """Take a person out, who had these contacts (their hashes). Links to complaints and requests stay."""
        stored = self._persons.load(identity)
        if stored is None:
            return
        change(self._persons, stored, lambda read: closing(read, (), actor, now))
        self._partitions.blank(identity, blank_data)
        for contact in contacts:
            self._codes.forget(contact)


def _year(at: datetime) -> datetime:
    """Give the beginning of an instant's year."""
    return at.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
