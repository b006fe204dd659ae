"""What members do with their points: look at them, and spend them."""

from datetime import datetime
from typing import Any

from hearthline.members import points_views as views
from hearthline.members.club_rules import Club
from hearthline.members.ledger import Ledger, Unknown
from hearthline.members.ledger_store import LedgerStore, SourceUsed
from hearthline.members.model import LedgerEntry
from hearthline.members.points import NotEnough
from hearthline.platform.cursors import Cursors
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.instants import instant
from hearthline.platform.once import KEY_TAKEN
from hearthline.platform.problems import FieldError, Problem


class Vouchers:
    """The codes by which redemptions are honoured: derived, so that they stand nowhere and never change."""

    def __init__(self, prints: Fingerprints) -> None:
        self._prints = prints

    def __call__(self, entry: LedgerEntry) -> str:
        """Give the code of a redemption: four groups of four characters, 80 bits that nobody can guess."""
        code = self._prints.identifier_for("voucher", entry.person, entry.id)
        return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


class OwnPoints:
    """The points of who asks."""

    def __init__(
        self,
        ledger: Ledger,
        store: LedgerStore,
        club: Club,
        cursors: Cursors,
        prints: Fingerprints,
        entropy: Entropy,
    ) -> None:
        self._ledger = ledger
        self._store = store
        self._club = club
        self._cursors = cursors
        self._prints = prints
        self._entropy = entropy
        self._vouchers = Vouchers(prints)

    def view(self, person: str, limit: int, cursor: str | None, now: datetime) -> dict[str, Any]:
        """Give what there is and when it ends, a page of the ledger, and what it buys. Two requests."""
        rules = self._club.refresh(now)
        binding = f"points|{person}"
        position = self._cursors.open(binding, cursor)["at"] if cursor else None
        standing = views.standing(self._store.account(person), now)
        page = self._store.page(person, limit, position)
        return {
            **standing,
            "items": [views.line(entry, self._vouchers) for entry in page.entries],
            "next_cursor": self._cursors.seal(binding, {"at": page.position}) if page.position else None,
            "rewards": [views.reward(offered, standing["balance"]) for offered in rules.rewards.values()],
        }

    def redeem(self, person: str, reward: str, repeat_key: str | None, now: datetime) -> dict[str, Any]:
        """Spend points on a reward, in one request; the same key gives the same answer.

        Raises Problem 409 `not_enough_points` with the balance, 422 for a reward that there isn't and for a
        key that bought another one.
        """
        wish = (
            self._prints.identifier_for("redemption", person, repeat_key)
            if repeat_key
            else identifier(self._entropy)
        )
        try:
            entry = self._ledger.redeem(person, reward, f"redeem:{wish}", now)
        except NotEnough as few:
            raise not_enough(few) from few
        except Unknown as unknown:
            raise Problem.invalid([FieldError("/reward", "No such reward.")]) from unknown
        except SourceUsed as used:
            raise Problem.invalid([FieldError("#Idempotency-Key", KEY_TAKEN)]) from used
        return {
            "entry": entry.id,
            "reward": reward,
            "points": -entry.amount,
            "at": instant(entry.at),
            "voucher": self._vouchers(entry),
        }


def not_enough(few: NotEnough) -> Problem:
    """Give the refusal of who has fewer points: 409, with what there is."""
    return Problem.refused("not_enough_points", {"status": "open", "balance": few.balance})
