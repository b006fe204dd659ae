"""What must hold of members, their points and their homes, whatever went wrong."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from hearthline.members.ledger_books import books_of
from hearthline.members.proof import faults
from simulation.asking import State
from simulation.club import COFFEE, GIVEN, Club, Home, Member
from simulation.promises import ZONE
from simulation.tables import TableRows

JOINING: Final = 100
PURCHASE: Final = 5000
SETTLED: Final = timedelta(hours=8)
"""When what follows must have followed."""
Item = Mapping[str, Any]


def of_club(club: Club, table: TableRows, now: datetime) -> Iterator[str]:
    """Compare what members and the sales system were answered with what is stored."""
    people = {pk[2:]: item for (pk, sk), item in table.items.items() if pk.startswith("P#") and sk == "A"}
    ledgers = {id_: _entries(table, id_) for id_ in people}
    yield from _of_ledgers(table, people, ledgers)
    by_email = Counter(person.get("email") for person in people.values() if person.get("email"))
    yield from (f"{times} persons have one address" for times in by_email.values() if times > 1)
    of = {person["email"]: id_ for id_, person in people.items() if person.get("email")}
    for one in club.members:
        if one.in_club:
            yield from _of_member(one, of.get(one.email), people, ledgers, now)
        elif one.at < now - SETTLED and one.joined is None:
            yield f"member {one.id} never got a code that was good"
    homes = {
        item["address"]["unit"]: item
        for (pk, sk), item in table.items.items()
        if pk.startswith("H#") and sk == "A"
    }
    joined = {one.email for one in club.members if one.in_club and one.joined and _before(one, now)}
    for sold in club.homes:
        if max(at for at, _ in sold.events) < now - SETTLED:
            yield from _of_home(sold, homes.get(str(sold.id)), people)
            buyer = of.get(sold.buyer or "")
            if buyer and sold.buyer in joined:
                yield from _of_purchase(sold, people[buyer], ledgers[buyer])


def _entries(table: TableRows, person: str) -> list[Item]:
    lines = [sk for sk in table.partitions[f"P#{person}"] if sk.startswith("L#")]
    return [table.items[f"P#{person}", sk] for sk in lines]


def _of_ledgers(
    table: TableRows, people: Mapping[str, Item], ledgers: Mapping[str, list[Item]]
) -> Iterator[str]:
    """Each ledger sums to its balance, and proves its lots when it is replayed."""
    for id_ in people:
        items = [table.items[f"P#{id_}", sk] for sk in table.partitions[f"P#{id_}"]]
        yield from (f"points of {id_}: {fault}" for fault in faults(books_of(id_, items)))
        account = table.items.get((f"P#{id_}", "B"))
        total = sum(entry["amount"] for entry in ledgers[id_])
        if total != (account["balance"] if account else 0):
            yield f"points of {id_}: entries of {total}, and {account and account['balance']} on the account"


def _before(one: Member, now: datetime) -> bool:
    return one.joined is not None and one.joined.at is not None and one.joined.at < now - SETTLED


def _of_member(
    one: Member,
    id_: str | None,
    people: Mapping[str, Item],
    ledgers: Mapping[str, list[Item]],
    now: datetime,
) -> Iterator[str]:
    if id_ is None or not people[id_].get("joined_at"):
        yield f"member {one.id} joined, and is not in the club"
        return
    entries = ledgers[id_]
    given = [entry["amount"] for entry in entries if entry.get("rule") == "joining"]
    if given != [JOINING] and (given or _before(one, now)):
        yield f"member {one.id} got {given} for joining"
    adjusted = sum(entry["amount"] for entry in entries if entry["kind"] == "adjusted")
    answered = [asked.state for asked in one.given]
    if (
        not answered.count(State.DONE) * GIVEN
        <= adjusted
        <= (len(answered) - answered.count(State.REFUSED)) * GIVEN
    ):
        yield f"member {one.id} has {adjusted} points from staff, who heard {answered}"
    bought = {entry["id"] for entry in entries if entry["kind"] == "redeemed" and entry.get("rule") == COFFEE}
    told = {asked.body["entry"] for asked in one.redeemed if asked.state is State.DONE}
    unclear = sum(asked.state in {State.UNKNOWN, State.PENDING} for asked in one.redeemed)
    if not told <= bought or len(bought) > len(told) + unclear:
        yield f"member {one.id} was told of {len(told)} coffees, and paid for {len(bought)}"


def _of_home(sold: Home, kept: Item | None, people: Mapping[str, Item]) -> Iterator[str]:
    if not sold.told or kept is None:
        yield f"home {sold.id} was told of, and not all was taken"
        return
    refused = {id_ for id_, outcome in sold.taken.items() if outcome == "rejected"}
    if refused:
        yield f"home {sold.id}: {refused} were rejected"
    owners = {owner for contract in kept.get("contracts", ()) for owner in contract.get("owners", ())}
    if len(owners) != sold.owners:
        yield f"home {sold.id} has {len(owners)} owners, not {sold.owners}"
    for owner in owners:
        held = {holding.get("home") for holding in people.get(owner, {}).get("holdings", ())}
        if kept["id"] not in held:
            yield f"home {sold.id} is none of its owner's {owner}"


def _of_purchase(sold: Home, buyer: Item, entries: list[Item]) -> Iterator[str]:
    """Who was a member when they bought gets points once, and none where the contract was cancelled."""
    joined = datetime.fromisoformat(buyer["joined_at"]).astimezone(ZONE).date().isoformat()
    total = sum(entry["amount"] for entry in entries if entry.get("rule") == "purchase")
    if total != (0 if sold.cancelled or joined > sold.day else PURCHASE):
        yield f"who bought home {sold.id} has {total} points of it; bought {sold.day}, joined {joined}"
