"""The complaints of a person, as they see them themselves and as staff do: newest first, page by page."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from hearthline.members.complaint_link_store import ComplaintLinkStore
from hearthline.platform.access import Principal
from hearthline.platform.cursors import Cursors

Shown = Mapping[str, Any]


class ComplaintLines(Protocol):
    """Reads complaints for lists; each call is one request at most."""

    def for_filer(self, numbers: Sequence[str]) -> Mapping[str, Shown]:
        """Give, by number, the lines of those complaints whose person was not taken out, for their filer."""
        ...

    def for_staff(self, numbers: Sequence[str]) -> Mapping[str, Shown]:
        """Give the same for staff; each has its `city`."""
        ...


class PersonComplaints:
    """Reads the lists. Which person may be asked for is decided by whoever calls."""

    def __init__(self, store: ComplaintLinkStore, complaints: ComplaintLines, cursors: Cursors) -> None:
        self._store = store
        self._complaints = complaints
        self._cursors = cursors

    def own(self, person: str, limit: int, cursor: str | None) -> dict[str, Any]:
        """Give a page of one's own complaints."""
        return self._page(f"own-complaints|{person}", person, self._complaints.for_filer, limit, cursor)

    def for_staff(self, principal: Principal, person: str, limit: int, cursor: str | None) -> dict[str, Any]:
        """Give a page of those of a person's complaints that are of the reader's cities."""

        def seen(numbers: Sequence[str]) -> Mapping[str, Shown]:
            lines = self._complaints.for_staff(numbers)
            return {number: line for number, line in lines.items() if principal.sees(str(line["city"]))}

        return self._page(f"member-complaints|{principal.id}|{person}", person, seen, limit, cursor)

    def _page(
        self,
        binding: str,
        person: str,
        lines_of: Callable[[Sequence[str]], Mapping[str, Shown]],
        limit: int,
        cursor: str | None,
    ) -> dict[str, Any]:
        """Fill a page, reading on where complaints have dropped out."""
        items: list[Shown] = []
        position = self._cursors.open(binding, cursor)["at"] if cursor else None
        while True:
            page = self._store.page(person, limit - len(items), position)
            lines = lines_of([link.number for link in page.links]) if page.links else {}
            items += [lines[link.number] for link in page.links if link.number in lines]
            position = page.position
            if position is None or len(items) == limit:
                sealed = self._cursors.seal(binding, {"at": position}) if position else None
                return {"items": items, "next_cursor": sealed}
