"""The composition root of members' points."""

from functools import cache
from typing import TYPE_CHECKING

from hearthline import root, root_members

if TYPE_CHECKING:
    from hearthline.members.club_rules import Club
    from hearthline.members.ledger import Ledger
    from hearthline.members.ledger_store import LedgerStore
    from hearthline.members.occasions import Occasions
    from hearthline.members.own_points import OwnPoints
    from hearthline.members.points_desk import PointsDesk


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
    from hearthline import root_answers
    from hearthline.members.occasions import Occasions

    return Occasions(ledger(), root_answers.who_answered)


@cache
def own_points() -> "OwnPoints":
    """Give what members do with their points."""
    from hearthline.members.own_points import OwnPoints
    from hearthline.platform.cursors import Cursors

    cursors, prints = Cursors(root.secret()), root_members.prints()
    return OwnPoints(ledger(), ledger_store(), club(), cursors, prints, root.entropy)


@cache
def points_desk() -> "PointsDesk":
    """Give what staff do with members' points."""
    from hearthline.members.points_desk import PointsDesk
    from hearthline.platform.cursors import Cursors

    cursors, prints = Cursors(root.secret()), root_members.prints()
    return PointsDesk(ledger(), ledger_store(), root_members.persons(), cursors, prints)
