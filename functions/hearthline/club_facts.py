"""Where insight meets the club: the facts of members and of sold homes that figures are made of."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from hearthline.homes.model import Home
from hearthline.homes.store import HomeStore
from hearthline.insight.club import (
    EXPIRED,
    HOME,
    ISSUED,
    PERSON,
    REDEEMED,
    TAKEN_BACK,
    Bought,
    HomeSold,
    Member,
    PointsMoved,
    Sale,
)
from hearthline.members.club_rules import Club
from hearthline.members.ledger_store import LedgerStore
from hearthline.members.model import EntryKind, Kind, LedgerEntry, Person
from hearthline.members.store import PersonStore

_APART: Final = frozenset({Kind.PARTNER, Kind.STAFF, Kind.PRESS})


class FactsOfClub:
    """Reads persons, their ledgers and homes as insight counts them."""

    def __init__(self, persons: PersonStore, ledgers: LedgerStore, homes: HomeStore, club: Club) -> None:
        self._persons = persons
        self._ledgers = ledgers
        self._homes = homes
        self._club = club

    def __call__(self, subjects: Sequence[str], now: datetime) -> dict[str, Member | HomeSold]:
        """Give members and homes by subject: a request a hundred of each, and one for each member."""
        zone = self._club.refresh(now).zone
        people = [one.removeprefix(PERSON) for one in subjects if one.startswith(PERSON)]
        places = [one.removeprefix(HOME) for one in subjects if one.startswith(HOME)]
        persons = self._persons.load_many(people, consistent=True) if people else {}
        homes = self._homes.load_many(places) if places else {}
        members = [one.person for one in persons.values() if one.person.joined_at]
        told = (member_of(one, self._ledgers.entries(one.id), zone) for one in members)
        found: list[Member | HomeSold] = [one for one in told if one]
        return {one.number: one for one in (*found, *map(home_of, homes.values()))}


def member_of(person: Person, entries: Iterable[LedgerEntry], zone: ZoneInfo) -> Member | None:
    """Give a person's facts; None for who never joined. Of who is erased the day of joining is not known."""
    if person.joined_at is None:
        return None
    left = person.erased_at
    return Member(
        number=f"{PERSON}{person.id}",
        city=person.city or "",
        apart=person.kind in _APART,
        tier=person.tier.value if person.tier else "",
        joined_on=None if left else person.joined_at.astimezone(zone).date(),
        left_on=left.astimezone(zone).date() if left else None,
        referrals=person.referrals,
        bought=tuple(_bought(person)),
        points=tuple(
            PointsMoved(one.at.astimezone(zone).date(), what, amount)
            for one in entries
            for what, amount in _moved(one).items()
        ),
    )


def home_of(home: Home) -> HomeSold:
    """Give what was sold of a home: the contracts that are known to be signed."""
    return HomeSold(
        f"{HOME}{home.id}",
        home.address.city,
        home.address.project,
        tuple(
            Sale(one.signed_on, one.referral_code is not None, one.cancelled_on is not None)
            for one in home.contracts
            if one.signed_on is not None and one.buyers
        ),
    )


def _bought(person: Person) -> Iterable[Bought]:
    """Give each purchase once, also where it was passed on and came back."""
    contracts = {one.contract: one for one in person.holdings if one.bought and not one.cancelled}
    return (
        Bought(one.city, one.project, one.signed_on, one.contract, one.first) for one in contracts.values()
    )


def _moved(entry: LedgerEntry) -> Mapping[str, int]:
    """Give what an entry did: a redemption that is taken back is one less, whatever else is taken is that."""
    match entry.kind:
        case EntryKind.EXPIRED:
            return {EXPIRED: -entry.amount}
        case EntryKind.REDEEMED:
            return {REDEEMED: -entry.amount}
        case EntryKind.REVERSED if entry.amount > 0:
            return {REDEEMED: -entry.amount}
    return {ISSUED: entry.amount} if entry.amount > 0 else {TAKEN_BACK: -entry.amount}
