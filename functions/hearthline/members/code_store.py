"""Where one-time codes stand: the only place that knows their items. No item holds the code itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hearthline.members import keys
from hearthline.platform.attributes import Item
from hearthline.platform.codec import dump, load
from hearthline.platform.instants import instant
from hearthline.platform.outbox import Event
from hearthline.platform.table import ABSENT, ConditionFailed, Delete, Guard, Put, Table, Update

FORGOTTEN_AFTER: Final = timedelta(hours=1)
"""How long after its end a code may stand until the table forgets it; it opens nothing by then."""
REQUEST_KEPT: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """The code that was last asked for with a contact (its keyed hash).

    `kind` is `phone` or `email`, `address` the contact itself: the code must be sent there. `until` is when
    it ends, `tries` how often somebody has tried one.
    """

    contact: str
    kind: str
    address: str
    language: str
    request: str
    until: datetime
    tries: int = 0


class CodeStore:
    """One-time codes in the members table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def ask(self, asked: Asked, event: Event, uses: Sequence[Update]) -> bool:
        """Write a code in place of an earlier one, and tell of it; False where a limit is used up.

        One request either way.
        """
        expires_at = int((asked.until + FORGOTTEN_AFTER).timestamp())
        code = Put({**_key(asked.contact), **dump(asked), "expires_at": expires_at})
        told = {
            "pk": keys.code_request(asked.request),
            "sk": keys.HEAD,
            "expires_at": int((asked.until + REQUEST_KEPT).timestamp()),
            "event": event.envelope(),
        }
        try:
            self._table.transact([code, Put(told, ABSENT), *uses])
        except ConditionFailed:
            return False
        return True

    def count_try(self, contact: str, most: int, now: datetime) -> Asked | None:
        """Count a try and give the code that it is for; None where there is none to try. One request."""
        alive = Guard(
            "attribute_exists(pk) AND #tries < :most AND #until > :now",
            {"#tries": "tries", "#until": "until"},
            {":most": most, ":now": instant(now)},
        )
        one_more = _tried(contact, 1, alive)
        try:
            return _asked(self._table.update(one_more))
        except ConditionFailed:
            return None

    def give_back(self, asked: Asked) -> None:
        """Take back a try that was right but led to nothing, so that the code may still be used."""
        try:
            self._table.update(_tried(asked.contact, -1, _same(asked)))
        except ConditionFailed:
            return  # used or replaced meanwhile: nothing is left to be given back

    def used(self, asked: Asked) -> Delete:
        """Give the action that uses a code up; it is refused where that was done, or a newer one stands."""
        return Delete(**_key(asked.contact), guard=_same(asked))

    def forget(self, contact: str) -> None:
        """Take away what was last asked for with a contact, and the address with it."""
        asked = self.find(contact)
        if asked is not None:
            request = Delete(keys.code_request(asked.request), keys.HEAD)
            self._table.transact([Delete(keys.code(contact), keys.HEAD), request])

    def find(self, contact: str) -> Asked | None:
        """Read the code that was last asked for with a contact, or None."""
        item = self._table.get(keys.code(contact), keys.HEAD)
        return _asked(item) if item else None


def _key(contact: str) -> dict[str, str]:
    return {"pk": keys.code(contact), "sk": keys.HEAD}


def _tried(contact: str, times: int, guard: Guard) -> Update:
    pk, sk = _key(contact).values()
    return Update(pk, sk, "ADD #tries :times", {"#tries": "tries"}, {":times": times}, guard)


def _same(asked: Asked) -> Guard:
    return Guard("#request = :request", {"#request": "request"}, {":request": asked.request})


def _asked(item: Item) -> Asked:
    return load(Asked, item)
