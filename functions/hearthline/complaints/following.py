"""The filer's side: follow, say more, give a verdict, answer an offer, have one's links sent again."""

from datetime import datetime, timedelta
from typing import Any

from hearthline.complaints import views
from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.applying import Proviso, apply
from hearthline.complaints.commands import Command, CustomerMessage, GiveVerdict
from hearthline.complaints.remedy_commands import AnswerRemedy
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, LimitReached, Stored
from hearthline.complaints.writing_along import Counted
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.limits import Limit
from hearthline.platform.outbox import CUSTOMER, Event
from hearthline.platform.problems import Problem

MESSAGES = Limit("message", 30, timedelta(hours=1))
FINDS = Limit("find-contact", 3, timedelta(hours=1))
FINDS_FROM = Limit("find-address", 30, timedelta(hours=1))
LINKS_KEPT = timedelta(days=7)


class Following:
    """What a filer can do with number and key. A wrong number and a wrong key are the same 404."""

    def __init__(
        self,
        store: ComplaintStore,
        rulebook: Rulebook,
        keys: AccessKeys,
        entropy: Entropy,
        public_url: str = "",
    ) -> None:
        self._store = store
        self._rulebook = rulebook
        self._keys = keys
        self._entropy = entropy
        self._public_url = public_url

    def view(self, number: str, key: str, now: datetime) -> dict[str, Any]:
        """Give the filer's view, in one request."""
        own = self._keys.numbered(number, key)
        found = self._store.timeline(own) if own else None
        if found is None or not _followed(found[0]):
            raise Problem.not_found()
        stored, entries = found
        return views.for_filer(stored.complaint, entries, now, self._merged_url(stored))

    def say(
        self, number: str, key: str, text: str, now: datetime, repeat_key: str | None = None
    ) -> dict[str, Any]:
        """Add the customer's message; give the filer's view without the timeline."""
        return self._give(number, key, CustomerMessage(text), now, repeat_key)

    def verdict(
        self, number: str, key: str, verdict: GiveVerdict, now: datetime, repeat_key: str | None = None
    ) -> dict[str, Any]:
        """Accept the solution, or not; give the filer's view without the timeline."""
        return self._give(number, key, verdict, now, repeat_key)

    def answer_remedy(
        self, number: str, key: str, answer: AnswerRemedy, now: datetime, repeat_key: str | None = None
    ) -> dict[str, Any]:
        """Take what was offered, or not; give the filer's view without the timeline."""
        return self._give(number, key, answer, now, repeat_key)

    def find(self, kind: str, value: str, address: str, now: datetime) -> None:
        """Have the follow links sent to a contact (`phone` or `email`, normalised), if it has any.

        Asking too often is dropped without a word, because a refusal would tell strangers who else asked.
        """
        person = self._keys.person(kind, value)
        request = identifier(self._entropy)
        event = Event(
            f"find.{request}", "follow_links.requested", now, f"find/{request}", CUSTOMER, {"contact": person}
        )
        counted = [Counted(FINDS, person), Counted(FINDS_FROM, self._keys.caller(address))]
        try:
            self._store.request_links(event, request, counted, int((now + LINKS_KEPT).timestamp()))
        except LimitReached:
            return

    def _give(
        self, number: str, key: str, command: Command, now: datetime, repeat_key: str | None
    ) -> dict[str, Any]:
        own = self._keys.numbered(number, key)
        stored = self._store.load(own) if own else None
        if stored is None or not _followed(stored):
            raise Problem.not_found()
        self._rulebook.refresh(now)
        once = self._keys.once(stored.complaint.number, repeat_key, command) if repeat_key else None
        proviso = Proviso([Counted(MESSAGES, stored.complaint.number)], once)
        try:
            after = apply(self._store, self._rulebook, stored, command, CUSTOMER, now, proviso)
        except LimitReached as limit:
            raise Problem.too_many(limit.retry_after) from limit
        return views.head_for_filer(after.complaint, self._merged_url(after))

    def _merged_url(self, stored: Stored) -> str | None:
        """Give the link to the case that this one was merged into, where its follower may have it."""
        into = stored.complaint.merged_into
        if into is None or not stored.complaint.merged_link:
            return None
        return self._keys.follow_url(self._public_url, into)


def _followed(stored: Stored) -> bool:
    # Taken away when the person is erased: then no key opens anything.
    return "access" in stored.private
