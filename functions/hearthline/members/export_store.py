"""Where persons' own requests for their file stand: the only place that knows their items."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hearthline.members import keys
from hearthline.platform.codec import dump, load
from hearthline.platform.limits import Limit
from hearthline.platform.once import Once
from hearthline.platform.outbox import Event
from hearthline.platform.table import ABSENT, ConditionFailed, Guard, Put, Table

KEPT: Final = timedelta(days=8)
"""A day longer than the file."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, and whose it is."""

    id: str
    person: str
    at: datetime


class TooOften(Exception):
    """The person has asked as often as they may."""


class ExportStore:
    """Requests in the members table, each with the event that tells of it."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, request: Request, event: Event, limit: Limit, once: Once | None) -> None:
        """Write a request down, in one request. Raises TooOften, or AlreadyDone where `once` was done."""
        item = {
            "pk": keys.person(request.person),
            "sk": keys.export(request.at, request.id),
            **dump(request),
            "expires_at": int((request.at + KEPT).timestamp()),
            "event": event.envelope(),
        }
        marks = [once.mark(request.at, request.id)] if once else []
        try:
            self._table.transact([*marks, limit.count(request.person, request.at), Put(item, ABSENT)])
        except ConditionFailed as failed:
            if once and failed.index == 0 and failed.item:
                raise once.done(failed.item) from failed
            raise TooOften from failed

    def of(self, person: str) -> list[Request]:
        """Give the requests of a person, newest first; there are few. One request."""
        theirs = Guard("begins_with(sk, :export)", {}, {":export": keys.EXPORTS})
        page = self._table.query(("pk", keys.person(person)), theirs, descending=True, consistent=True)
        return [load(Request, item) for item in page.items]
