"""Saved replies for a case: those that fit it, in its language, filled in."""

from datetime import datetime
from typing import Any

from hearthline.complaints.commands import Reply
from hearthline.complaints.model import Complaint
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.saved_replies import SavedReply, filled, values_for
from hearthline.complaints.seen import seen
from hearthline.complaints.store import ComplaintStore
from hearthline.platform.access import Action, Principal
from hearthline.platform.ids import display
from hearthline.platform.problems import FieldError, Problem


class Replies:
    """Offers replies to start from; nothing is sent by it."""

    def __init__(self, store: ComplaintStore, rulebook: Rulebook) -> None:
        self._store = store
        self._rulebook = rulebook

    def offered(
        self, principal: Principal, number: str, language: str | None, now: datetime
    ) -> dict[str, Any]:
        """Give the replies that fit a case, the most exact first, in one request.

        A reply that names what the case lacks, as a deadline that is past, does not fit it.
        """
        complaint = seen(principal, Action.REPLY, number, self._store.load).complaint
        self._rulebook.refresh(now)
        spoken = language or complaint.language
        found = [
            {"code": reply.code, "name": reply.names[spoken], "text": text}
            for reply in self._rulebook.saved_replies().values()
            if (text := self._text(principal, complaint, reply, spoken, now)) is not None
        ]
        return {"number": display(complaint.number), "language": spoken, "items": found}

    def known(self, code: str) -> None:
        """Raise Problem 422 unless there is such a reply."""
        if code not in self._rulebook.saved_replies():
            raise Problem.invalid([FieldError("/saved", "No such saved reply.")])

    def reply(
        self, principal: Principal, complaint: Complaint, code: str, public: bool | None, now: datetime
    ) -> Reply:
        """Give the command that sends this reply, in the case's language; 422 if it doesn't fit."""
        self.known(code)
        reply = self._rulebook.saved_replies()[code]
        text = self._text(principal, complaint, reply, complaint.language, now)
        if text is None:
            raise Problem.invalid([FieldError("/saved", "This reply does not fit the case.")])
        return Reply(text, public)

    def _text(
        self, principal: Principal, complaint: Complaint, reply: SavedReply, language: str, now: datetime
    ) -> str | None:
        if not reply.fits(complaint):
            return None
        people = self._rulebook.reporting_line().people
        handler = people.get(complaint.assignee or principal.id)
        zone = self._rulebook.catalog().cities[complaint.city].zone
        values = values_for(complaint, handler.name if handler else None, zone, language, now)
        return filled(reply.texts[language], values)
