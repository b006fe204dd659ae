"""Where requests for files of a campaign stand: the only place that knows their items."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hearthline.platform.codec import dump, load
from hearthline.platform.table import Guard, Table
from hearthline.surveys import keys

KEPT: Final = timedelta(days=8)
"""A day longer than the file."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request: the job that carries it out, and who asked when."""

    job: str
    campaign: str
    by: str
    at: datetime


class RequestStore:
    """Requests in the surveys table: for exports, or for samples (`kind` is what their keys begin with)."""

    def __init__(self, table: Table, kind: str = keys.EXPORT) -> None:
        self._table = table
        self._kind = kind

    def add(self, request: Request) -> None:
        """Write a request down, in one request; again is harmless."""
        name = keys.export if self._kind == keys.EXPORT else keys.sample
        self._table.put(
            {
                "pk": keys.campaign(request.campaign),
                "sk": name(request.at, request.job),
                **dump(request),
                "expires_at": int((request.at + KEPT).timestamp()),
            }
        )

    def newest(self, campaign: str, by: str) -> Request | None:
        """Give the newest request that somebody made for a campaign. One request."""
        begins = Guard("begins_with(sk, :kind)", {}, {":kind": self._kind})
        found = self._table.query(("pk", keys.campaign(campaign)), begins, descending=True, consistent=True)
        theirs = (load(Request, item) for item in found.items if item["by"] == by)
        return next(theirs, None)
