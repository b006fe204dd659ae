"""Doing something once, however often it is asked for: what an Idempotency-Key means beside filing.

Whoever repeats a request is known by a mark that is written in the same transaction as the change.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from hearthline.platform.problems import FieldError, Problem
from hearthline.platform.table import ABSENT, Put

KEPT: Final = timedelta(days=7)
KEY_TAKEN: Final = "This key was used for another request; choose a new one."
_PREFIX: Final = "K#"
_SK: Final = "A"


@dataclass(frozen=True, slots=True)
class Once:
    """A request under an Idempotency-Key: keyed hashes of whose key it is, and of what was asked for."""

    key: str
    body: str

    @property
    def place(self) -> tuple[str, str]:
        """Where the mark of this request stands: its partition and sort key."""
        return _PREFIX + self.key, _SK

    def mark(self, now: datetime, about: str | None = None) -> Put:
        """Give the action that marks it as done; its condition fails when it was.

        `about` is the id of what came of it, where a repetition is answered with that.
        """
        pk, sk = self.place
        expires_at = int((now + KEPT).timestamp())
        item = {"pk": pk, "sk": sk, "body": self.body, "expires_at": expires_at}
        return Put({**item, "about": about} if about else item, ABSENT)

    def done(self, mark: dict[str, Any]) -> "AlreadyDone":
        """Give what to raise where this mark stands already."""
        return AlreadyDone(same=mark["body"] == self.body, about=mark.get("about"))


class AlreadyDone(Exception):
    """Something was done under this key before: the `same`, or another thing; `about` what came of it."""

    def __init__(self, *, same: bool, about: str | None = None) -> None:
        super().__init__(same)
        self.same = same
        self.about = about


def refuse_another(done: AlreadyDone) -> None:
    """Raise Problem 422 where something else was done under this key."""
    if not done.same:
        raise Problem.invalid([FieldError("#Idempotency-Key", KEY_TAKEN)]) from done
