"""What the deliveries table keeps of addresses and of caps, and the pointers by a provider's id.

| item | pk | sk |
|---|---|---|
| suppression | `X#<hash of the address>` | `A` |
| counter | `N#<name>` | `A` |
| pointer | `I#<hash of the provider's id>` | `A` |

An address stands here as its keyed hash only. Counters forget themselves when nothing in them counts any
more, pointers when no report can come.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from hearthline.notices.model import Counter
from hearthline.notices.ports import Known
from hearthline.platform.codec import dump, load
from hearthline.platform.instants import instant
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Delete, Guard, Put, Table

SK = "A"
COUNTERS_KEPT = timedelta(days=400)
POINTERS_KEPT = timedelta(days=14)
LIFTED_KEPT = timedelta(days=30)
LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why nothing is sent to an address any more, since when, and who said so."""

    address: str
    reason: str
    channel: str
    provider: str
    at: datetime


def look(table: Table, addresses: Collection[str], counters: Collection[str]) -> Known:
    """Give what is kept of addresses, by their hashes, and counters; one request, none for nothing."""
    keys = [*(_suppression(each) for each in addresses), *(_counter(each) for each in counters)]
    found = table.get_many([(key, SK) for key in keys], consistent=True) if keys else []
    items = {item["pk"]: item for item in found}
    return Known(
        suppressed={
            each: reason
            for each in addresses
            if (reason := items.get(_suppression(each), {}).get("reason", LIFTED)) != LIFTED
        },
        counters={
            each: load(Counter, items[_counter(each)]) if _counter(each) in items else Counter(each)
            for each in counters
        },
    )


def counting(counters: Sequence[Counter]) -> list[Action]:
    """Give the actions that write counters, each if it is still what was read."""
    return [_write(each) for each in counters]


def pointing(provider_id: str, message_id: str, now: datetime) -> Action:
    """Give the action by which a delivery is found again by its provider's id."""
    gone = int((now + POINTERS_KEPT).timestamp())
    return Put({"pk": _pointer(provider_id), "sk": SK, "message": message_id, "expires_at": gone})


def forgetting(address: str) -> Action:
    """Give the action that takes away what is held against an address."""
    return Delete(_suppression(address), SK)


class ContactRecord:
    """Suppressions, and the deliveries behind a provider's ids."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def suppress(self, suppression: Suppression) -> None:
        """Keep why an address is not written to. One request; what is known already keeps the graver reason.

        Somebody who complained did so of mail that arrived: a bounce says nothing against it, but a complaint
        weighs more than a bounce.
        """
        item = {"pk": _suppression(suppression.address), "sk": SK, **dump(suppression)}
        new = "attribute_not_exists(pk) OR (#reason = :lifted AND #at < :at)"
        graver = "" if suppression.reason == "bounced" else " OR #reason = :bounced"
        values = {":lifted": LIFTED, ":at": item["at"]} | ({":bounced": "bounced"} if graver else {})
        try:
            self._table.put(item, Guard(new + graver, {"#reason": "reason", "#at": "at"}, values))
        except ConditionFailed:
            return

    def suppression(self, address: str) -> Suppression | None:
        """Give why an address is not written to, or None. One request."""
        item = self._table.get(_suppression(address), SK)
        return load(Suppression, item) if item and item["reason"] != LIFTED else None

    def lift(self, address: str, until: datetime, *, by: str | None = None, why: str | None = None) -> bool:
        """Take back what was said against an address up to an instant; tell whether there was anything.

        That it was lifted is kept for a while, so that the same report, come again, does not count again.
        `by` is the member of staff who did it, and `why`.
        """
        said_before = Guard(
            "#at <= :until AND #reason <> :lifted",
            {"#at": "at", "#reason": "reason"},
            {":until": instant(until), ":lifted": LIFTED},
        )
        gone = int((until + LIFTED_KEPT).timestamp())
        lifted = {"pk": _suppression(address), "sk": SK, "reason": LIFTED, "at": instant(until)}
        who = {"by": by, "why": why} if by else {}
        try:
            self._table.put({**lifted, **who, "expires_at": gone}, said_before)
        except ConditionFailed:
            return False
        return True

    def message_of(self, provider_id: str) -> str | None:
        """Give the id of the message that a provider knows by this id. One request."""
        item = self._table.get(_pointer(provider_id), SK)
        return str(item["message"]) if item else None


def _write(counter: Counter) -> Action:
    kept = {"pk": _counter(counter.name), "sk": SK, **dump(_next(counter))}
    if counter.entries:
        last = max(entry.at for entry in counter.entries)
        kept["expires_at"] = int((last + COUNTERS_KEPT).timestamp())
    if not counter.version:
        return Put(kept, ABSENT)
    return Put(kept, Guard("#version = :version", {"#version": "version"}, {":version": counter.version}))


def _next(counter: Counter) -> Counter:
    return Counter(counter.name, counter.version + 1, counter.entries)


def _suppression(address: str) -> str:
    return f"X#{address}"


def _counter(name: str) -> str:
    return f"N#{name}"


def _pointer(provider_id: str) -> str:
    return f"I#{sha256(provider_id.encode()).hexdigest()[:32]}"
