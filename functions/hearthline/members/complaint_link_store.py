"""Where the links between persons and their complaints live: the only place that knows their items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hearthline.members import keys
from hearthline.platform.instants import read_instant
from hearthline.platform.table import ABSENT, Delete, Guard, Put, Table


@dataclass(frozen=True, slots=True)
class Link:
    """One complaint of a person."""

    number: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A page of somebody's complaints, newest first, and after which the next one starts; None at the end."""

    links: tuple[Link, ...]
    position: str | None


class ComplaintLinkStore:
    """Links in the members table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def among(self, person: str, links: Sequence[Link]) -> frozenset[str]:
        """Give the numbers of those of at most 100 complaints that are linked. One request."""
        wanted = [(keys.person(person), keys.complaint(one.received_at, one.number)) for one in links]
        return frozenset(_number(item["sk"]) for item in self._table.get_many(wanted, consistent=True))

    def page(self, person: str, limit: int, before: str | None) -> LinkPage:
        """Read a page, newest first. One request."""
        span = Guard(
            "sk BETWEEN :low AND :high",
            {},
            {":low": keys.COMPLAINTS, ":high": before or keys.COMPLAINTS_END},
        )
        found = self._table.query(
            ("pk", keys.person(person)), span, limit=limit + 2, descending=True, consistent=True
        )
        lines = [item["sk"] for item in found.items if item["sk"] != before]
        shown = lines[:limit]
        return LinkPage(
            tuple(Link(_number(sk), read_instant(sk.split("#")[1])) for sk in shown),
            shown[-1] if len(lines) > limit else None,
        )

    def within(self, person: str, since: datetime, until: datetime) -> list[str]:
        """Give the numbers of those received between two instants, both included. One request for each MB."""
        span = Guard(
            "sk BETWEEN :low AND :high",
            {},
            {":low": keys.complaint(since, ""), ":high": keys.complaint(until, "~")},
        )
        found = self._table.query_all(("pk", keys.person(person)), span, consistent=True)
        return [_number(item["sk"]) for item in found]

    def unlink(self, person: str, links: Sequence[Link]) -> None:
        """Take away at most 100 links; those that are gone stay so. One request."""
        place = keys.person(person)
        self._table.transact([Delete(place, keys.complaint(one.received_at, one.number)) for one in links])


def link_put(person: str, link: Link) -> Put:
    """Give the action that links a complaint; refused where it is linked."""
    return Put({"pk": keys.person(person), "sk": keys.complaint(link.received_at, link.number)}, ABSENT)


def _number(sk: str) -> str:
    return sk.rpartition("#")[2]
