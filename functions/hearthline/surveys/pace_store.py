"""Where paces live: the only place that knows their items. Each taking is one conditional update.

Whoever takes places has them, whatever becomes of them: a sender that dies leaves some unused, and no two
senders ever have the same one.
"""

from datetime import timedelta
from typing import Final

from hearthline.platform.table import ConditionFailed, Guard, Table, Update
from hearthline.surveys import keys, pacing

COMPANY: Final = "company"
TRIES: Final = 20
KEPT: Final = timedelta(hours=1)


class PaceContended(Exception):
    """Too many took places at the same moment; try again later."""


class PaceStore:
    """Paces in the surveys table; `company_rate` is how many messages a minute go out in all."""

    def __init__(self, table: Table, company_rate: int) -> None:
        self._table = table
        self.company_rate = company_rate

    @property
    def most_together(self) -> int:
        """Most places of the company's pace that can be had in one piece."""
        return pacing.places_of_window(self.company_rate)

    def take(self, campaign: str, rate: int, count: int, now: int) -> pacing.Taken:
        """Take the next free places of a campaign's own pace. One request, or two where it lay idle.

        Instants are those of `pacing`. Raises PaceContended.
        """
        pk = keys.pace(f"c/{campaign}")
        for _ in range(TRIES):
            busy = self._moved(pk, count * pacing.interval(rate), now)
            if busy is not None:
                return pacing.Taken(busy - count * pacing.interval(rate), pacing.interval(rate), count)
            first = pacing.taken(None, now, rate, count)
            if self._begun(pk, first.next, now):
                return first
        raise PaceContended

    def _moved(self, pk: str, by: int, now: int) -> int | None:
        """Move a pace on that is not behind the present; None where it is."""
        ahead = Guard("next_at >= :now", {}, {":now": now})
        move = Update(pk, keys.HEAD, "SET next_at = next_at + :by", {}, {":by": by}, ahead)
        try:
            return int(self._table.update(move)["next_at"])
        except ConditionFailed:
            return None

    def _begun(self, pk: str, next_at: int, now: int) -> bool:
        idle = Guard("attribute_not_exists(next_at) OR next_at < :now", {}, {":now": now})
        try:
            self._table.update(Update(pk, keys.HEAD, "SET next_at = :next", {}, {":next": next_at}, idle))
        except ConditionFailed:
            return False
        return True

    def take_of_company(self, window: int, count: int, piece: int) -> int:
        """Take places of a window for all: `count`, or as many pieces of `piece` as are left. Give how many.

        One request where all are there, two where some are.
        """
        most = self.most_together
        wanted = min(count, most // piece * piece)
        for _ in range(TRIES):
            used = self._added(window, wanted, most)
            if used is None:
                return wanted
            wanted = min(wanted, (most - used) // piece * piece)
            if wanted <= 0:
                return 0
        raise PaceContended

    def _added(self, window: int, count: int, most: int) -> int | None:
        """Add to what is taken of a window; None where that is done, else what is taken already."""
        room = Guard("attribute_not_exists(#used) OR #used <= :room", {}, {":room": most - count})
        gone = (window + 1) * pacing.WINDOW // 1_000_000 + int(KEPT.total_seconds())
        values = {":count": count, ":gone": gone}
        add = Update(
            keys.pace(COMPANY),
            keys.window(window),
            "ADD #used :count SET expires_at = :gone",
            {"#used": "used"},
            values,
            room,
        )
        try:
            self._table.update(add)
        except ConditionFailed as full:
            return int((full.item or {}).get("used", 0))
        return None
