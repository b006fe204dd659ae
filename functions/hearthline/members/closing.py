"""Leaving for good: somebody has themselves taken out of everything that is kept."""

from datetime import datetime

from hearthline.members.changing import Change, change
from hearthline.members.erasing import closing
from hearthline.members.history import Line
from hearthline.members.sessions import SignedIn
from hearthline.members.store import PersonStore, StoredPerson
from hearthline.members.wishes import ERASURE_REQUESTED
from hearthline.platform.outbox import CUSTOMER


class Closing:
    """The use case."""

    def __init__(self, persons: PersonStore) -> None:
        self._persons = persons

    def close(self, who: SignedIn, now: datetime) -> None:
        """Take somebody out at their own wish: at once of their head, and of all the rest by a job.

        One request. Raises Problem 409 `session_too_old` where they have not signed in within ten minutes.
        """
        who.expect_fresh(now)
        change(self._persons, who.stored, lambda read: closed(read, now))


def closed(stored: StoredPerson, now: datetime) -> Change | None:
    """Give the change that takes somebody out at their own wish; None where they are out already."""
    asked = Line("erasure_requested", now, CUSTOMER, {"contacts": list(stored.contacts)}, ERASURE_REQUESTED)
    return closing(stored, [asked], CUSTOMER, now)
