"""Where segments and their counts live: the only place that knows their items."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from hearthline.members import keys
from hearthline.members.segments.model import Count, Segment, Subtotal
from hearthline.platform.codec import dump, load
from hearthline.platform.table import ABSENT, ConditionFailed, Guard, Put, Table

COUNTS_KEPT: Final = timedelta(days=90)


class AlreadySaved(Exception):
    """A segment of this id stands there already."""

    def __init__(self, segment: Segment) -> None:
        super().__init__(segment.id)
        self.segment = segment


class SegmentOutdated(Exception):
    """The segment was changed since it was read; nothing was written."""


class PartMoved(Exception):
    """Somebody else has counted on; nothing was written."""


@dataclass(frozen=True, slots=True)
class SegmentPage:
    """A page of segments, newest first; `position` is the last one's, None at the end."""

    segments: tuple[Segment, ...]
    position: str | None


class SegmentStore:
    """Segments in the members table: each has a head and, in the list of all, a card that says the same."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def create(self, segment: Segment) -> None:
        """Write a new one, in one request; raise AlreadySaved where one of this id is there."""
        try:
            self._table.transact([Put(_head(segment), ABSENT), Put(_card(segment))])
        except ConditionFailed as failed:
            if failed.item is None:
                raise
            raise AlreadySaved(load(Segment, failed.item)) from failed

    def save(self, before: Segment, after: Segment) -> Segment:
        """Write a change on top of what was read; raise SegmentOutdated if anyone was faster."""
        written = replace(after, version=before.version + 1)
        same = Guard("version = :read", {}, {":read": before.version})
        try:
            self._table.transact([Put(_head(written), same), Put(_card(written))])
        except ConditionFailed as failed:
            raise SegmentOutdated from failed
        return written

    def load(self, identity: str) -> Segment | None:
        """Read one segment."""
        item = self._table.get(keys.segment(identity), keys.HEAD)
        return load(Segment, item) if item else None

    def page(self, before: str, limit: int) -> SegmentPage:
        """Read a page of all segments, newest first, after the position `before` ("" for the first)."""
        older = Guard("sk < :before", {}, {":before": before}) if before else None
        found = self._table.query(("pk", keys.SEGMENTS), older, limit=limit, descending=True)
        segments = tuple(load(Segment, item) for item in found.items)
        return SegmentPage(segments, found.items[-1]["sk"] if found.last else None)

    def begin(self, count: Count) -> bool:
        """Write down that a count was asked for; False where one of this id is there."""
        try:
            self._table.put(_count(count), ABSENT)
        except ConditionFailed:
            return False
        return True

    def count(self, segment: str, run: str) -> tuple[Count, tuple[Subtotal, ...]] | None:
        """Read a count and what its parts have come to, in one request; None where there is none."""
        begins = Guard("begins_with(sk, :run)", {}, {":run": keys.count(run)})
        items = self._table.query(("pk", keys.segment(segment)), begins, consistent=True).items
        head = next((item for item in items if item["sk"] == keys.count(run)), None)
        if head is None:
            return None
        noted = {found.part: found for found in _subtotals(items, run)}
        count = load(Count, head)
        return count, tuple(noted.get(part, Subtotal(part)) for part in range(count.parts))

    def note(self, count: Count, before: Subtotal, after: Subtotal) -> None:
        """Write down how far a part is, on top of what was read; raise PartMoved if anyone was faster."""
        read = Guard("pages = :pages", {}, {":pages": before.pages}) if before.pages else ABSENT
        try:
            self._table.put(_subtotal(count, after), read)
        except ConditionFailed as failed:
            raise PartMoved from failed


def _head(segment: Segment) -> dict[str, Any]:
    return {"pk": keys.segment(segment.id), "sk": keys.HEAD, **dump(segment)}


def _card(segment: Segment) -> dict[str, Any]:
    return {"pk": keys.SEGMENTS, "sk": keys.segment_card(segment.created_at, segment.id), **dump(segment)}


def _count(count: Count) -> dict[str, Any]:
    return {**_place(count), "sk": keys.count(count.id), **dump(count)}


def _subtotal(count: Count, subtotal: Subtotal) -> dict[str, Any]:
    return {**_place(count), "sk": keys.count_part(count.id, subtotal.part), **dump(subtotal)}


def _place(count: Count) -> dict[str, Any]:
    expires_at = int((count.at + COUNTS_KEPT).timestamp())
    return {"pk": keys.segment(count.segment), "expires_at": expires_at}


def _subtotals(items: Sequence[dict[str, Any]], run: str) -> list[Subtotal]:
    return [load(Subtotal, item) for item in items if item["sk"].startswith(keys.count(run) + "#")]
