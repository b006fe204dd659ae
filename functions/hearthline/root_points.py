"""The composition root of members' points."""

from functools import cache
from typing import TYPE_CHECKING

from hearthline import root

if TYPE_CHECKING:
    from hearthline.members.club_rules import Club
    from hearthline.members.ledger import Ledger
    from hearthline.members.ledger_store import LedgerStore
    from hearthline.members.occasions import Occasions


@cache
def club() -> "Club":
    """Give the rules of the club."""
    from hearthline.members.club_rules import Club

    return Club(root.documents())


@cache
def ledger_store() -> "LedgerStore":
    """Give the store of accounts and ledgers."""
    from hearthline.members.ledger_store import LedgerStore

    return LedgerStore(root.members_table(), root.settings().timer_shards)


@cache
def ledger() -> "Ledger":
    """Give what moves points."""
    from hearthline.members.ledger import Ledger

    return Ledger(ledger_store(), club())


@cache
def occasions() -> "Occasions":
    """Give what credits points for what is told of."""
    from hearthline.members.occasions import Occasions

    return Occasions(ledger())
