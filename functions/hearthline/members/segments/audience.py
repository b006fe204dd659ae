"""Going through everybody, page by page: what counting does now, and inviting may do in the same way.

The sparse index `audience` holds the head and the account of each person, without what says who they are. A
parallel scan cuts it into segments that share nobody, and each segment into pages. A page may end between the
two items of a person, and an engine need not keep them side by side: the account that a page lacks is asked
for by its key, and one whose head is on another page is passed over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from hearthline.members import keys
from hearthline.members.segments.matching import Profile
from hearthline.platform.codec import load
from hearthline.platform.table import MAX_KEYS, Table

INDEX: Final = "audience"


@dataclass(frozen=True, slots=True)
class AudiencePage:
    """The persons of one page; `next` is where the following one starts, None at the segment's end.

    `requests` and `units` are what it cost to read.
    """

    persons: tuple[Profile, ...]
    next: dict[str, str] | None
    requests: int
    units: float


def behind(person: str) -> dict[str, str]:
    """Give where a scan goes on behind a person, wherever on a page they were, as if it had ended there.

    The persons of a page are in the scan's order, so none of those after them is passed over.
    """
    return {"pk": keys.person(person), "sk": keys.HEAD, INDEX: person}


class Audience:
    """Everybody in the members table, erased persons not among them."""

    def __init__(self, table: Table, *, limit: int | None = None) -> None:
        """Read pages of 1 MB, or of `limit` items."""
        self._table = table
        self._limit = limit

    def pages(
        self, segment: int, total: int, start: Mapping[str, str] | None, *, points: bool = False
    ) -> AudiencePage:
        """Give the page of a segment that begins at `start`; with `points`, members' accounts are looked at.

        One request for the page, and where accounts are missing on it one for each hundred. Asked again for
        the same `start` it gives whoever is there then; each person is on one page.
        """
        page = self._table.scan_page(INDEX, segment, total, start, limit=self._limit)
        heads = [load(Profile, {"id": item[INDEX], **item}) for item in page.items if item["sk"] == keys.HEAD]
        if not points:
            return AudiencePage(tuple(heads), page.last, 1, page.units)
        balances = {item[INDEX]: _balance(item) for item in page.items if item["sk"] == keys.ACCOUNT}
        missing = [person.id for person in heads if person.joined_at and person.id not in balances]
        balances |= self._asked(missing)
        persons = tuple(replace(person, points=balances.get(person.id, 0)) for person in heads)
        return AudiencePage(persons, page.last, 1 + -(-len(missing) // MAX_KEYS), page.units)

    def whole(self, segment: int, total: int) -> list[Profile]:
        """Give everybody of a segment, with their points, page after page: a request for each 1 MB.

        An account is in the segment of its person, so none is asked for.
        """
        heads: list[Profile] = []
        balances: dict[str, int] = {}
        start: Mapping[str, str] | None = None
        while True:
            page = self._table.scan_page(INDEX, segment, total, start, limit=self._limit)
            for item in page.items:
                if item["sk"] == keys.HEAD:
                    heads.append(load(Profile, {"id": item[INDEX], **item}))
                elif item["sk"] == keys.ACCOUNT:
                    balances[item[INDEX]] = _balance(item)
            if page.last is None:
                return [replace(person, points=balances.get(person.id, 0)) for person in heads]
            start = page.last

    def _asked(self, persons: Iterable[str]) -> dict[str, int]:
        found = self._table.get_many([(keys.person(person), keys.ACCOUNT) for person in persons])
        return {str(item["person"]): _balance(item) for item in found}


def _balance(item: Mapping[str, Any]) -> int:
    return int(item.get("balance", 0))
