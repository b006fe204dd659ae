"""Signing in: a right code against a session."""

from dataclasses import dataclass
from datetime import datetime

from hearthline.members.codes import Address, Codes, refused
from hearthline.members.sessions import Sessions
from hearthline.members.store import PersonStore, StoredPerson
from hearthline.platform.problems import Problem
from hearthline.platform.table import ConditionFailed


@dataclass(frozen=True, slots=True)
class Entered:
    """Who has signed in or joined, and the cookie of their session."""

    stored: StoredPerson
    cookie: str


class SigningIn:
    """Exchanges a code for a session."""

    def __init__(self, persons: PersonStore, codes: Codes, sessions: Sessions) -> None:
        self._persons = persons
        self._codes = codes
        self._sessions = sessions

    def sign_in(self, address: Address, code: str, now: datetime) -> Entered:
        """Give a session for a right code. Four requests; a refusal of the code is one.

        Raises Problem 409 `code_refused`; `not_joined` where the contact is no member's, to whoever holds the
        contact: the code may still be used for joining.
        """
        asked = self._codes.proved(address, code, now)
        identity = self._persons.find(asked.contact)
        stored = self._persons.load(identity) if identity else None
        if stored is None or stored.person.joined_at is None:
            self._codes.unused(asked)
            raise Problem.refused("not_joined", {"status": "not_joined"})
        begun = self._sessions.new(stored.id, now)
        try:
            self._persons.table.transact([self._codes.used(asked), begun.action])
        except ConditionFailed:
            raise refused() from None
        return Entered(stored, begun.cookie)
