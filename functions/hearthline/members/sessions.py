"""Sessions: who is signed in, by a token that only their browser holds.

A token is 256 random bits; the table has its SHA-256 alone, so that who reads the table signs in as nobody. A
session lasts 30 days and is not prolonged: reading changes nothing, so there is nothing that using it could
renew. All sessions of a person end at once when their contacts change, or when they are erased.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hearthline.members.session_store import Session, SessionStore
from hearthline.members.store import StoredPerson
from hearthline.platform.ids import Entropy
from hearthline.platform.once import Once
from hearthline.platform.problems import Problem
from hearthline.platform.secret import Secret, digest
from hearthline.platform.table import Action

LASTS: Final = timedelta(days=30)
FRESH_FOR: Final = timedelta(minutes=10)
"""How young a session must be for what can't be undone: as long as a code is good. Whoever finds a browser
open, or has got hold of a session, can't; whoever reads what is sent to the contact signs in and can."""
COOKIE: Final = "__Host-hearthline"
_ATTRIBUTES: Final = "Path=/; Secure; HttpOnly; SameSite=Lax"
_TOKEN_BYTES: Final = 32
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class Begun:
    """A session to be begun: the action that writes it, and the cookie for the browser."""

    action: Action
    cookie: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, by which session (the hash of its token), and when it began."""

    stored: StoredPerson
    session: str
    began_at: datetime

    def expect_fresh(self, now: datetime) -> None:
        """Raise Problem 409 `session_too_old` where they have not signed in within ten minutes."""
        if now - self.began_at > FRESH_FOR:
            raise Problem.refused("session_too_old", {"status": "signed_in"})


class Sessions:
    """Begins sessions, tells whose they are, and ends them."""

    def __init__(self, store: SessionStore, secret: Secret, entropy: Entropy) -> None:
        self._store = store
        self._secret = secret
        self._entropy = entropy

    def new(self, person: str, now: datetime, once: Once | None = None) -> Begun:
        """Give a session to begin. Whoever repeats a request under its key gets the very same token.

        That one is derived instead of random: from the installation's secret, the key and all that was sent
        with it, a one-time code among that.
        """
        token = (
            self._secret.derive("session", once.key, once.body) if once else self._entropy.token(_TOKEN_BYTES)
        )
        secret = urlsafe_b64encode(token).rstrip(b"=").decode()
        begun = self._store.begun(digest(secret), Session(person, now, now + LASTS))
        age = int(LASTS.total_seconds())
        return Begun(begun, f"{COOKIE}={person}.{secret}; Max-Age={age}; {_ATTRIBUTES}")

    def person_of(self, cookie: str | None, now: datetime) -> SignedIn:
        """Give who is signed in by this value of the cookie, as they stand now; else raise Problem 401.

        One request.
        """
        person, _, secret = (cookie or "").partition(".")
        if not person or not secret or len(cookie or "") > _LONGEST:
            raise Problem.unauthorized()
        token_hash = digest(secret)
        found = self._store.open(token_hash, person)
        if found is None or not _alive(*found, now):
            raise Problem.unauthorized()
        session, stored = found
        return SignedIn(stored, token_hash, session.began_at)

    def again(self, person: str, once: Once, now: datetime) -> tuple[StoredPerson, str] | None:
        """Give who has the session that a repeated request began, and its cookie; None once it is over.

        One request.
        """
        begun = self.new(person, now, once)
        try:
            who = self.person_of(begun.cookie.removeprefix(f"{COOKIE}=").partition(";")[0], now)
        except Problem:
            return None
        return who.stored, begun.cookie

    def end(self, cookie: str | None) -> None:
        """End the session of this value of the cookie, if there is one."""
        person, _, secret = (cookie or "").partition(".")
        if person and secret and len(cookie or "") <= _LONGEST:
            self._store.end(digest(secret), person)

    def ended(self, who: SignedIn) -> Action:
        """Give the action that ends the session by which somebody is signed in."""
        return self._store.ended(who.session, who.stored.id)


def cleared() -> str:
    """Give the cookie that takes a session's away from the browser."""
    return f"{COOKIE}=; Max-Age=0; {_ATTRIBUTES}"


def _alive(session: Session, stored: StoredPerson, now: datetime) -> bool:
    person = stored.person
    ended = person.signed_out_at is not None and session.began_at < person.signed_out_at
    gone = person.joined_at is None or person.erased_at is not None
    return session.person == person.id and now < session.until and not ended and not gone
