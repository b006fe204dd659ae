"""Counting referrals: whatever a home or a person says now is what a contract counts for, and for whom.

Each look at a contract reads how it was counted last, then the facts, and writes only if nobody looked
between: whoever acts on facts that were overtaken loses, and looks again. What a referral earns follows from
what was written, and is looked at again once it was earned, for the same reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from hearthline.members.history import Line
from hearthline.members.holdings import HomeOf
from hearthline.members.model import Person
from hearthline.members.points_port import PointsBook
from hearthline.members.referral_codes import ReferralCodes, read
from hearthline.members.referral_store import LookedAt, ReferralStore, actions
from hearthline.members.referrals import Followed, Referral, Refusal, Status, judge, led_by, referral_of
from hearthline.members.sales import Sale, sale_of
from hearthline.members.standing import Rules, entitled
from hearthline.members.store import NotAlso, Outdated, PersonStore, StoredPerson
from hearthline.members.tiers import TierRules
from hearthline.platform.outbox import SYSTEM
from hearthline.platform.table import Action, TransactionConflict

CHANGED: Final = "referral.changed"
RULE: Final = "referral"
WITHDRAWN: Final = "withdrawn"
RACES: Final = 8


def source_of(contract: str, time: int) -> str:
    """Give the source by which a referral earns when it is completed for the nth time."""
    return f"referral:{contract}" if time == 1 else f"referral:{contract}#{time}"


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look at a contract found: what it counts for, how that is kept, and with whom."""

    after: Followed
    referral: Referral | None = None
    referrer: StoredPerson | None = None


class ReferralBook:
    """The use case: `settle` may be called again and again, and ends in the same state."""

    def __init__(
        self,
        store: ReferralStore,
        persons: PersonStore,
        homes: HomeOf,
        codes: ReferralCodes,
        points: PointsBook,
        rules: Rules,
    ) -> None:
        self._store = store
        self._persons = persons
        self._homes = homes
        self._codes = codes
        self._points = points
        self._rules = rules

    def settle(self, home: str, contract: str, now: datetime) -> None:
        """Count one contract as it stands now, for its referrer's list, tier and points."""
        for _ in range(RACES):
            before = self._store.followed(contract)
            look = self._look(home, contract, before, now)
            if look is None:
                return
            try:
                settled = self._write(before, look, now)
            except (LookedAt, NotAlso, Outdated):
                continue
            if settled and self._paid(look.after, now) and not self._known_by_now(look.after):
                return
        raise TransactionConflict

    def _look(self, home: str, contract: str, before: Followed | None, now: datetime) -> _Look | None:
        """Find what a contract counts for; None where nothing is, or is any more, to be counted."""
        rules = self._rules(now)
        last = before or Followed(contract, home, version=0)
        last = replace(last, version=last.version + 1)
        sale = sale_of(self._homes(home), contract)
        if sale is None:
            return _Look(_uncounted(last, None)) if before else None
        buyers = [each.person for each in self._persons.load_many(sale.buyers, consistent=True).values()]
        if before is None and sale.code is None and not any(buyer.referred_by for buyer in buyers):
            return None
        last = replace(last, code=read(sale.code) if sale.code else None)
        identity = self._referrer(sale, before, buyers, rules)
        if identity is None:
            return _Look(_uncounted(last, Refusal.UNKNOWN_CODE if sale.code else None))
        referrer = self._persons.load(identity)
        if referrer is None or referrer.person.erased_at:
            # What was counted for somebody who was taken out stays in the statistics as it was.
            gone = before is not None and before.referrer == identity
            return None if gone else _Look(_uncounted(last, Refusal.NOT_A_MEMBER))
        status, reason = judge(sale, referrer.person, buyers, rules.zone)
        again = status is Status.COMPLETED and (last.referrer, last.status) != (identity, status)
        completed = (*last.completed, identity) if again else last.completed
        after = replace(last, referrer=identity, status=status, reason=reason, completed=completed)
        return _Look(after, referral_of(sale, status, reason), referrer)

    def _referrer(
        self, sale: Sale, before: Followed | None, buyers: Sequence[Person], rules: TierRules
    ) -> str | None:
        """Give who is to be counted for a contract.

        What was known of a code's owner, or of a buyer's, who was taken out since is not forgotten.
        """
        code = read(sale.code) if sale.code else None
        known = before.referrer if before and before.code == code else None
        if sale.code is not None:
            return self._codes.resolve(sale.code) or known
        found = led_by(sale, buyers, rules.zone)
        return known if found is None and any(buyer.erased_at for buyer in buyers) else found

    def _write(self, before: Followed | None, look: _Look, now: datetime) -> bool:
        """Write what was found; False where one referrer had to be taken out first, and a look is due."""
        after = look.after
        if before and before.referrer and before.referrer != after.referrer:
            self._withdraw(before, now)
            return False
        written = actions(before, after, look.referral)
        if look.referrer is None or (before and before.outcome == after.outcome):
            self._store.write(written)
        else:
            more = _counted(after) - (_counted(before) if before else 0)
            self._save(look.referrer, more, after.status, after, written, now)
        return True

    def _withdraw(self, before: Followed, now: datetime) -> None:
        """Take a contract from the referrer for whom it counts no more."""
        free = _uncounted(replace(before, version=before.version + 1), None)
        written = actions(before, free, None)
        stored = self._persons.load(before.referrer) if before.referrer else None
        if stored is None or stored.person.erased_at:
            self._store.write(written)
        else:
            self._save(stored, -_counted(before), WITHDRAWN, free, written, now)

    def _save(
        self,
        stored: StoredPerson,
        more: int,
        status: str | None,
        after: Followed,
        written: Sequence[Action],
        now: datetime,
    ) -> None:
        """Save a referrer with what is written of the referral, and the tier that follows from the count."""
        line = told(after.contract, status, after.reason, now)
        person = replace(stored.person, referrals=stored.person.referrals + more)
        change = entitled(stored, person, [line], self._rules(now), now)
        if change is not None:
            self._persons.save(stored, change.person, change.lines, *written, timer=change.timer)

    def _paid(self, after: Followed, now: datetime) -> bool:
        """Credit what was completed and stands, take back what does not; False where a look is due again."""
        for time, person in enumerate(after.completed, start=1):
            source = source_of(after.contract, time)
            if time == len(after.completed) and after.status is Status.COMPLETED:
                self._points.earn(person, RULE, source, None, now)
            else:
                self._points.reverse(person, source, now)
        if not after.completed:
            return True
        standing = self._store.followed(after.contract)
        return standing is not None and standing.version == after.version

    def _known_by_now(self, after: Followed) -> bool:
        """Tell whether a code that was nobody's has become somebody's while the contract was put to wait."""
        waits = after.reason is Refusal.UNKNOWN_CODE and after.code is not None
        return waits and self._codes.resolve(after.code or "") is not None


def told(contract: str, status: str | None, reason: Refusal | None, now: datetime) -> Line:
    """Give the line of the referrer's history that tells what became of a contract."""
    facts = {"contract": contract, "status": status, "reason": reason}
    return Line("referral", now, SYSTEM, facts, event=CHANGED)


def _uncounted(last: Followed, reason: Refusal | None) -> Followed:
    return replace(last, referrer=None, status=Status.REFUSED if reason else None, reason=reason)


def _counted(followed: Followed) -> int:
    return 1 if followed.status is Status.COMPLETED else 0
