"""Doing something once, however often it is asked for: what an Idempotency-Key means beside filing.

Whoever repeats a request is known by a mark that is written in the same transaction as the change.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hearthline.complaints import keys
from hearthline.platform.table import ABSENT, Put

KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Once:
    """A request under an Idempotency-Key: keyed hashes of whose key it is, and of what was asked for."""

    key: str
    body: str

    def mark(self, now: datetime) -> Put:
        """Give the action that marks it as done; its condition fails when it was."""
        expires_at = int((now + KEPT).timestamp())
        item = {"pk": keys.once(self.key), "sk": keys.HEAD, "body": self.body, "expires_at": expires_at}
        return Put(item, ABSENT)

    def done(self, mark: dict[str, Any]) -> "AlreadyDone":
        """Give what to raise where this mark stands already."""
        return AlreadyDone(same=mark["body"] == self.body)


class AlreadyDone(Exception):
    """Something was done under this key before: the `same`, or another thing."""

    def __init__(self, *, same: bool) -> None:
        super().__init__(same)
        self.same = same
