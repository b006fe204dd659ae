"""One event of each type of the ledger, as the rules send it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from hearthline.members import points
from hearthline.members.ledger_events import ending_event, entry_event
from hearthline.members.model import EntryKind, LedgerEntry
from hearthline.members.points import Move, Settlement, entry_id

PERSON = "0123456789ABCDEF"
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
END = datetime(2028, 11, 22, 16, tzinfo=UTC)


def examples() -> Mapping[str, dict[str, Any]]:
    """Give each type's event: earned, spent, taken back, earned again, adjusted, announced and expired."""
    lot = points.credit(
        points.settle(None, PERSON, NOW), Move(EntryKind.EARNED, "joining", NOW, "joining"), 100, END
    )
    back = Move(EntryKind.REVERSED, "reversal:purchase:C-17", NOW, "purchase", reverses="purchase:C-17")
    owing = points.take_back(_then(lot), back, 150, "purchase:C-17")
    paid = points.credit(_then(owing), Move(EntryKind.EARNED, "survey:7", NOW, "survey"), 80, END)
    wish = Move(EntryKind.ADJUSTED, "adjust:DESK-4711", NOW, by="lead", reason="系统重复扣分，予以更正。")
    adjusted = points.credit(_then(paid), wish, 200, END)
    told = points.announce(
        points.settle(adjusted.account, PERSON, END - timedelta(days=30)), timedelta(days=30)
    )
    over = points.settle(told.account, PERSON, END)
    redeemed = LedgerEntry(
        entry_id(PERSON, "redeem:4f"), PERSON, NOW, EntryKind.REDEEMED, -100, "redeem:4f", rule="coffee"
    )
    entries = [*lot.entries, *owing.entries, *paid.entries[1:], *adjusted.entries, *over.entries, redeemed]
    sent = {event.type: event for event in map(entry_event, entries)}
    (ending,) = told.endings
    sent["points.expiring"] = ending_event(told.account, ending, 0, told.at)
    return {type_: event.envelope() for type_, event in sent.items()}


def _then(settlement: Settlement) -> Settlement:
    return points.settle(settlement.account, PERSON, NOW)
