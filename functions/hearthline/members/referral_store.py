"""Where referrals live: the only place that knows their items.

A referral is kept with its referrer. Beside it each contract that one may come of has an item of its own,
which says for whom it was counted last: that is how a referral is taken from one and given to another. A
contract whose code is nobody's waits under that code.
"""

from collections.abc import Iterable, Sequence

from hearthline.members import keys
from hearthline.members.referrals import Followed, Referral, Refusal
from hearthline.platform.attributes import Item
from hearthline.platform.codec import dump, load
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Delete, Guard, Put, Table


class LookedAt(Exception):
    """Somebody else has looked at the contract since it was read."""


class ReferralStore:
    """Referrals in the members table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def followed(self, contract: str) -> Followed | None:
        """Read how a contract was counted last, None where it never was looked at. One request."""
        item = self._table.get(keys.followed(contract), keys.HEAD)
        return load(Followed, item) if item else None

    def of(self, referrer: str) -> list[Referral]:
        """Read all that somebody has brought about, in no order. A request for each 1 MB."""
        theirs = Guard("begins_with(sk, :referral)", {}, {":referral": keys.referral("")})
        found = self._table.query_all(("pk", keys.person(referrer)), theirs, consistent=True)
        return [load(Referral, item) for item in found]

    def waiting(self, code: str) -> list[tuple[str, str]]:
        """Read the contracts that named a code before it was anybody's: home and number of each."""
        waiting = Guard("begins_with(sk, :waiting)", {}, {":waiting": keys.waiting("")})
        found = self._table.query_all(("pk", keys.referral_code(code)), waiting, consistent=True)
        return [(item["home"], item["contract"]) for item in found]

    def followed_many(self, contracts: Iterable[str]) -> list[Followed]:
        """Read how at most 100 contracts were counted last; those that were."""
        wanted = [(keys.followed(contract), keys.HEAD) for contract in contracts]
        return [load(Followed, item) for item in self._table.get_many(wanted)] if wanted else []

    def write(self, actions: Sequence[Action]) -> None:
        """Write what `actions` gave, where no head changes with it; raise LookedAt if anyone was faster."""
        try:
            self._table.transact(actions)
        except ConditionFailed as failed:
            raise LookedAt from failed


def actions(before: Followed | None, after: Followed, referral: Referral | None) -> list[Action]:
    """Give what to write, in one transaction, when a contract was looked at; the first one guards it.

    `after` has the next version. `referral` is how it is kept with its referrer, None where there is none.
    """
    guard = Guard("version = :read", {}, {":read": before.version}) if before else ABSENT
    written: list[Action] = [Put(_followed(after), guard)]
    if before and before.referrer and before.referrer != after.referrer:
        written.append(Delete(keys.person(before.referrer), keys.referral(before.contract)))
    if after.referrer and referral:
        written.append(Put(_referral(after.referrer, referral)))
    if before and before.code and _waits(before) and not (_waits(after) and after.code == before.code):
        written.append(Delete(keys.referral_code(before.code), keys.waiting(before.contract)))
    if after.code and _waits(after):
        written.append(Put(_waiting(after.code, after)))
    return written


def _waits(followed: Followed) -> bool:
    return followed.reason is Refusal.UNKNOWN_CODE


def _followed(followed: Followed) -> Item:
    return {"pk": keys.followed(followed.contract), "sk": keys.HEAD, **dump(followed)}


def _referral(referrer: str, referral: Referral) -> Item:
    return {"pk": keys.person(referrer), "sk": keys.referral(referral.contract), **dump(referral)}


def _waiting(code: str, followed: Followed) -> Item:
    return {
        "pk": keys.referral_code(code),
        "sk": keys.waiting(followed.contract),
        "contract": followed.contract,
        "home": followed.home,
    }
