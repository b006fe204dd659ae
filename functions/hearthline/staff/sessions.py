"""Sessions of staff: who works at the pages, by a token that only their browser holds.

A token is 256 random bits; the table has its SHA-256 alone. A session holds what the issuer's tokens said of
a person, and is good as long as they: an hour at most. Then the browser goes to the issuer again, whose own
session answers at once, and comes back with what is true by then. Nothing is kept with which this could be
had without the browser. Every session begins under a new token, so none can be laid down beforehand.
"""

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from typing import Final

from hearthline.platform.access import Principal
from hearthline.platform.ids import Entropy
from hearthline.platform.secret import digest
from hearthline.staff.session_store import Session, SessionStore

LASTS: Final = timedelta(hours=1)
"""Most that is believed of a token, whatever it says."""
COOKIE: Final = "__Host-desk"
_ATTRIBUTES: Final = "Path=/; Secure; HttpOnly; SameSite=Lax"
_TOKEN_BYTES: Final = 32
_LENGTH: Final = 43


class DeskSessions:
    """Begins sessions, tells whose they are, and ends them."""

    def __init__(self, store: SessionStore, entropy: Entropy) -> None:
        self._store = store
        self._entropy = entropy

    def begin(self, staff: Principal, until: datetime, now: datetime, earlier: str | None = None) -> str:
        """Begin a session that ends at `until` at the latest; give the cookie for the browser. One request.

        `earlier` is the value that the browser's cookie had: that session is over.
        """
        ends = min(until, now + LASTS)
        token = urlsafe_b64encode(self._entropy.token(_TOKEN_BYTES)).rstrip(b"=").decode()
        self._store.begin(digest(token), Session(staff, now, ends), _hash_of(earlier))
        return f"{COOKIE}={token}; Max-Age={max(0, int((ends - now).total_seconds()))}; {_ATTRIBUTES}"

    def staff_of(self, cookie: str | None, now: datetime) -> Principal | None:
        """Give who is signed in by this value of the cookie; None where nobody is. One request, or none."""
        token_hash = _hash_of(cookie)
        session = self._store.find(token_hash) if token_hash else None
        return session.staff if session and now < session.until else None

    def end(self, cookie: str | None) -> None:
        """End the session of this value of the cookie, if there is one."""
        token_hash = _hash_of(cookie)
        if token_hash:
            self._store.end(token_hash)


def cleared() -> str:
    """Give the cookie that takes a session's away from the browser."""
    return f"{COOKIE}=; Max-Age=0; {_ATTRIBUTES}"


def _hash_of(cookie: str | None) -> str | None:
    return digest(cookie) if cookie and len(cookie) == _LENGTH else None
