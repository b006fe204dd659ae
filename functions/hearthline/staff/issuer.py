"""The issuer of the staff's tokens: where it is asked what, and what it answers.

Its addresses are found out (OpenID Connect Discovery 1.0) and kept for an hour in the process.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode, urlsplit, urlunsplit

from hearthline.platform.logs import log
from hearthline.platform.problems import Problem
from hearthline.staff.fetching import Fetch, NotFetched, may_be_asked
from hearthline.staff.flows import Flow, challenge_of

KEPT: Final = timedelta(hours=1)
_DISCOVERY: Final = "/.well-known/openid-configuration"
_NEEDED: Final = ("authorization_endpoint", "token_endpoint")
_LEAVING: Final = "end_session_endpoint"
_READ: Final = frozenset({200, 400, 401})
"""Answers that are documents: of an error, too (RFC 6749, 5.2)."""


class CodeRefused(Exception):
    """The issuer gives no tokens for this code: it is used, too old, or none of ours."""


@dataclass(frozen=True, slots=True)
class Client:
    """What the pages are at the issuer: a public client, with where it sends people back to."""

    id: str
    scopes: str
    back: str
    front: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a code was exchanged for."""

    id: str
    access: str | None


class Issuer:
    """One issuer, by its name. `root` stands for its scheme, host and port, where it is reached otherwise."""

    def __init__(self, name: str, root: str | None, client: Client, fetch: Fetch) -> None:
        self.name = name
        self._root = root
        self._client = client
        self._fetch = fetch
        self._found: tuple[datetime, Mapping[str, str]] | None = None

    def sign_in_at(self, flow: Flow, oldest: timedelta, now: datetime, *, anew: bool = False) -> str:
        """Give the address at which a browser signs in.

        Whoever signed in there longer ago than `oldest` is to do so again; with `anew` everybody is.
        """
        asked = {
            "response_type": "code",
            "client_id": self._client.id,
            "redirect_uri": self._client.back,
            "scope": self._client.scopes,
            "state": flow.state,
            "nonce": flow.nonce,
            "code_challenge": challenge_of(flow.verifier),
            "code_challenge_method": "S256",
            "max_age": str(int(oldest.total_seconds())),
            **({"prompt": "login"} if anew else {}),
        }
        return _with(self._endpoints(now)["authorization_endpoint"], asked)

    def sign_out_at(self, now: datetime) -> str:
        """Give the address at which a browser leaves the issuer, too; the site's front where it has none.

        `post_logout_redirect_uri` is the standard's name for where to go then, `logout_uri` Cognito's.
        """
        leaving = self._endpoints(now).get(_LEAVING)
        if leaving is None:
            return self._client.front
        front = self._client.front
        named = {"client_id": self._client.id, "post_logout_redirect_uri": front, "logout_uri": front}
        return _with(leaving, named)

    def exchange(self, code: str, flow: Flow, now: datetime) -> Tokens:
        """Give the tokens for a code; raise CodeRefused, or Problem 503 where the issuer can't be asked."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._client.back,
            "client_id": self._client.id,
            "code_verifier": flow.verifier,
        }
        answer = self._asked("tokens", self._endpoints(now)["token_endpoint"], form)
        identity, access = answer.get("id_token"), answer.get("access_token")
        if not isinstance(identity, str):
            raise CodeRefused
        return Tokens(identity, access if isinstance(access, str) else None)

    def _endpoints(self, now: datetime) -> Mapping[str, str]:
        if self._found is None or now - self._found[0] >= KEPT:
            self._found = now, self._discovered()
        return self._found[1]

    def _discovered(self) -> Mapping[str, str]:
        """Ask the issuer for its addresses; what it says of itself must be this very issuer's (4.3)."""
        told = self._asked("discovery", _through(self._root, self.name.rstrip("/") + _DISCOVERY))
        found = {name: str(told[name]) for name in (*_NEEDED, _LEAVING) if name in told}
        right = told.get("issuer") == self.name and found.keys() >= set(_NEEDED)
        if not right or not all(may_be_asked(address) for address in found.values()):
            raise _unusable("discovery")
        return found

    def _asked(self, step: str, address: str, form: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        try:
            answer = self._fetch(address, form)
            told = json.loads(answer.body) if answer.status in _READ else None
        except (NotFetched, ValueError, RecursionError):
            raise _unusable(step) from None
        if not isinstance(told, dict):
            raise _unusable(step)
        return told


def _unusable(step: str) -> Problem:
    """Tell the operator at which step the issuer could not be used; its answer can hold anything."""
    log("issuer.unusable", level="ERROR", step=step)
    return Problem.unavailable(5)


def _through(root: str | None, address: str) -> str:
    if root is None:
        return address
    scheme, host = urlsplit(root)[:2]
    return urlunsplit((scheme, host, *urlsplit(address)[2:]))


def _with(address: str, more: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(more)}"
