"""Referrals as the referrer sees them, and as staff do: newest first, page by page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hearthline.members.model import Person
from hearthline.members.referral_store import ReferralStore
from hearthline.members.referrals import Followed, Referral
from hearthline.members.store import PersonStore
from hearthline.members.tiers import GOLD_REFERRALS
from hearthline.platform.cursors import Cursors
from hearthline.platform.fingerprints import Fingerprints

Mask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Privacy:
    """What keeps from a referrer who it was and what was bought: how names are masked, contracts hashed."""

    mask: Mask
    prints: Fingerprints

    def of(self, contract: str) -> str:
        """Give what a referral is called towards its referrer, who is not told the contract."""
        return self.prints.fingerprint("referral", contract)


class ReferralLists:
    """Reads the lists. Which person may be asked for is decided by whoever calls."""

    def __init__(
        self,
        store: ReferralStore,
        persons: PersonStore,
        cursors: Cursors,
        privacy: Privacy,
        public_url: str,
    ) -> None:
        self._store = store
        self._persons = persons
        self._cursors = cursors
        self._privacy = privacy
        self._public_url = public_url

    def own(self, person: Person, limit: int, cursor: str | None) -> dict[str, Any]:
        """Give somebody's code with the link to share, what gold still needs, and a page of referrals.

        Whom they referred is shown by a masked name; of what was bought nothing is.
        """
        page, next_cursor = self._page(f"own-referrals|{person.id}", person.id, limit, cursor)
        names = self._names(page)
        items = [
            {
                "id": self._privacy.of(one.contract),
                "name": names.get(one.buyer),
                **_status(one),
            }
            for one in page
        ]
        code = person.referral_code
        return {
            "code": code,
            "share_url": f"{self._public_url}/join?ref={code}" if code else None,
            "completed": person.referrals,
            "needed_for_gold": max(0, GOLD_REFERRALS - person.referrals),
            "items": items,
            "next_cursor": next_cursor,
        }

    def for_staff(self, reader: str, person: Person, limit: int, cursor: str | None) -> dict[str, Any]:
        """Give a page of somebody's referrals, and by whom they and each contract of theirs were led here."""
        page, next_cursor = self._page(f"referrals|{reader}|{person.id}", person.id, limit, cursor)
        bought = list(dict.fromkeys(one.contract for one in person.holdings if one.bought))
        return {
            "code": person.referral_code,
            "completed": person.referrals,
            "referred_by": person.referred_by,
            "led_here": [_led(one) for one in sorted(self._followed(bought), key=lambda one: one.contract)],
            "items": [{"contract": one.contract, "person": one.buyer, **_status(one)} for one in page],
            "next_cursor": next_cursor,
        }

    def _page(
        self, binding: str, person: str, limit: int, cursor: str | None
    ) -> tuple[list[Referral], str | None]:
        """Give one page and the cursor of the next; referrals are few enough to be read at once."""
        after = self._cursors.open(binding, cursor)["at"] if cursor else None
        found = sorted(self._store.of(person), key=self._place, reverse=True)
        rest = [one for one in found if after is None or self._place(one) < after]
        page = rest[:limit]
        more = len(rest) > limit
        return page, self._cursors.seal(binding, {"at": self._place(page[-1])}) if more else None

    def _place(self, referral: Referral) -> str:
        return f"{referral.signed_on.isoformat()}#{self._privacy.of(referral.contract)}"

    def _names(self, page: Sequence[Referral]) -> dict[str, str]:
        buyers = self._persons.load_many({one.buyer for one in page}) if page else {}
        return {
            identity: self._privacy.mask(stored.person.name)
            for identity, stored in buyers.items()
            if stored.person.name
        }

    def _followed(self, contracts: Sequence[str]) -> list[Followed]:
        return [one for one in self._store.followed_many(contracts[:100]) if one.status]


def _status(referral: Referral) -> dict[str, Any]:
    return {
        "status": referral.status.value,
        "reason": referral.reason.value if referral.reason else None,
        "signed_on": _day(referral.signed_on),
        "completed_on": _day(referral.completed_on),
        "cancelled_on": _day(referral.cancelled_on),
    }


def _led(followed: Followed) -> dict[str, Any]:
    return {
        "contract": followed.contract,
        "status": followed.status.value if followed.status else None,
        "reason": followed.reason.value if followed.reason else None,
        "referrer": followed.referrer,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
