"""What a person's own record tells them, and what of it is about others."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hearthline.members.history import Line
from hearthline.members.model import EntryKind, LedgerEntry
from hearthline.members.record import record
from hearthline.members.referral_book import told
from hearthline.members.referrals import Status
from hearthline.platform.codec import dump
from hearthline.platform.outbox import SYSTEM
from tests.unit.members.people import a_member

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
FRIENDS = "HT-2026-0117"


def items(*lines: Line, entries: tuple[LedgerEntry, ...] = ()) -> list[dict[str, Any]]:
    head = {"pk": "P#x", "sk": "A", **dump(a_member())}
    history = [{"pk": "P#x", "sk": f"T#{place:06d}#00", **dump(line)} for place, line in enumerate(lines)]
    ledger = [{"pk": "P#x", "sk": f"L#{place}", **dump(entry)} for place, entry in enumerate(entries)]
    return [head, *ledger, *history]


def an_entry(source: str) -> LedgerEntry:
    ends = NOW + timedelta(days=730)
    return LedgerEntry("E", "x", NOW, EntryKind.EARNED, 500, source, rule="referral", expires_at=ends)


def test_a_friends_contract_is_in_neither_ledger_nor_history() -> None:
    sources = (f"referral:{FRIENDS}", f"referral:{FRIENDS}#2", f"reversal:referral:{FRIENDS}")
    line = told(FRIENDS, Status.COMPLETED.value, None, NOW)

    kept = record(
        items(Line(line.kind, NOW, SYSTEM, line.data), entries=tuple(map(an_entry, sources))), lambda _: None
    )

    assert kept is not None
    assert FRIENDS not in str(kept)
    assert [entry["source"] for entry in kept["points"]["ledger"]] == ["referral", "referral", "reversal"]
    assert [(each["kind"], each["data"]["status"]) for each in kept["history"]] == [("referral", "completed")]
