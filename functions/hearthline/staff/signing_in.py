"""Signing staff in at the issuer: from the desk's door there, and back with a session."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hearthline.platform.access import principal_from_claims
from hearthline.platform.problems import Problem
from hearthline.staff.flows import Flow, Flows, safe_next
from hearthline.staff.issuer import CodeRefused, Issuer
from hearthline.staff.sessions import COOKIE, DeskSessions
from hearthline.staff.tokens import Expected, TokenRefused, signed_in

OLDEST: Final = timedelta(hours=12)
"""How long ago somebody may have given their password; with an issuer that says when that was."""
_LONGEST_CODE: Final = 4096


class SignInFailed(Exception):
    """Nobody was signed in.

    `reason` is a stable word: `flow` (this browser didn't begin here, or too long ago), `issuer` (it said
    no), `code` (it gives no tokens for it), `token` (its tokens are not what was asked for), `stale` (the
    password was given too long ago), `role` (no role here). `detail` is for the log, `next` is where the way
    would have ended.
    """

    def __init__(self, reason: str, detail: str = "", next_: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail
        self.next = safe_next(next_)


@dataclass(frozen=True, slots=True)
class Returned:
    """What the issuer sent the browser back with."""

    state: str
    code: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody was signed in: where to go, and the cookies for the browser."""

    next: str
    cookies: tuple[str, ...]


class SigningIn:
    """Sends browsers to the issuer, and takes them back."""

    def __init__(
        self, issuer: Issuer, flows: Flows, sessions: DeskSessions, expected: Expected, staff_claim: str
    ) -> None:
        self._issuer = issuer
        self._flows = flows
        self._sessions = sessions
        self._expected = expected
        self._staff_claim = staff_claim

    def begin(self, next_: str | None, now: datetime, *, anew: bool = False) -> tuple[str, str]:
        """Give the issuer's address to go to, and the cookie to go with. Nothing is stored.

        With `anew` the password is asked for whatever session the issuer has. Raises Problem 503 where the
        issuer's addresses can't be found out.
        """
        flow = self._flows.begin(safe_next(next_), now)
        return self._issuer.sign_in_at(flow, OLDEST, now, anew=anew), flow.cookie

    def finish(self, returned: Returned, cookies: Mapping[str, str], now: datetime) -> Entered:
        """Begin the session of who came back; raise SignInFailed, or Problem 503.

        One request to the issuer, one to the table. A code, and so this way, serves once.
        """
        flow = self._flows.resume(returned.state, cookies, now)
        if flow is None:
            raise SignInFailed("flow")
        if returned.error or not returned.code or len(returned.code) > _LONGEST_CODE:
            raise SignInFailed("issuer", returned.error or "no_code", flow.next)
        cookie = self._session(returned.code, flow, cookies.get(COOKIE), now)
        return Entered(flow.next, (cookie, flow.cleared))

    def sign_out(self, cookie: str | None, now: datetime) -> str | None:
        """End the session here; give where the browser ends the issuer's own; None where that is unknown."""
        self._sessions.end(cookie)
        try:
            return self._issuer.sign_out_at(now)
        except Problem:
            return None

    def _session(self, code: str, flow: Flow, earlier: str | None, now: datetime) -> str:
        try:
            tokens = self._issuer.exchange(code, flow, now)
            who = signed_in(tokens.id, tokens.access, self._expected, flow.nonce, now)
        except CodeRefused:
            raise SignInFailed("code", next_=flow.next) from None
        except TokenRefused as refused:
            raise SignInFailed("token", refused.claim, flow.next) from None
        until = min(who.until, (who.at or now) + OLDEST)
        if until <= now:
            raise SignInFailed("stale", next_=flow.next)
        try:
            staff = principal_from_claims(who.claims, self._staff_claim)
        except Problem as problem:
            raise SignInFailed("role", problem.kind.urn, flow.next) from None
        return self._sessions.begin(staff, until, now, earlier)
