"""An OpenID Connect issuer in memory: one client, PKCE, and whatever claims a test wants in its tokens."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from hearthline.staff.fetching import Fetched, NotFetched

NAME = "https://id.example/pool"
CLIENT = "desk-client"
BACK = "https://care.example/desk/signed-in"


@dataclass
class AnIssuer:
    """Answers what it is asked; `asked` lists the addresses. `broken` is what it answers instead."""

    now: datetime
    description: dict[str, Any] = field(
        default_factory=lambda: {
            "issuer": NAME,
            "authorization_endpoint": "https://login.example/oauth2/authorize",
            "token_endpoint": "https://login.example/oauth2/token",
            "end_session_endpoint": "https://login.example/logout",
        }
    )
    asked: list[str] = field(default_factory=list)
    broken: Fetched | NotFetched | None = None
    given: int = 0
    _codes: dict[str, tuple[dict[str, str], dict[str, Any], dict[str, Any]]] = field(default_factory=dict)

    def __call__(self, address: str, form: Mapping[str, str] | None = None) -> Fetched:
        self.asked.append(address)
        if isinstance(self.broken, NotFetched):
            raise self.broken
        if self.broken:
            return self.broken
        if form is None:
            return Fetched(200, json.dumps(self.description).encode())
        return self._exchange(dict(form))

    def sign_in(self, address: str, groups: str, identity: str = "li", **changes: Any) -> dict[str, str]:
        """Do what somebody does at the address; give the query that their browser comes back with.

        `changes` go into the ID token; a name that begins with `access_` into the access token.
        """
        wish = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert wish["response_type"] == "code"
        assert wish["code_challenge_method"] == "S256"
        assert wish["redirect_uri"] == BACK
        assert "openid" in wish["scope"].split()
        at = int(self.now.timestamp())
        both = {"iss": NAME, "sub": identity, "exp": at + 3600, "auth_time": at}
        said = {**both, "aud": CLIENT, "nonce": wish["nonce"], "token_use": "id"}
        access = {**both, "client_id": CLIENT, "username": identity, "token_use": "access"}
        access["cognito:groups"] = groups.split()
        access |= {
            n.removeprefix("access_"): value for n, value in changes.items() if n.startswith("access_")
        }
        said |= {name: value for name, value in changes.items() if not name.startswith("access_")}
        self.given += 1
        code = f"code-{self.given}"
        self._codes[code] = (wish, said, access)
        return {"code": code, "state": wish["state"]}

    def _exchange(self, form: dict[str, str]) -> Fetched:
        wish, said, access = self._codes.pop(form["code"], ({}, {}, {}))
        challenge = hashlib.sha256(form["code_verifier"].encode()).digest()
        right = (
            form["grant_type"] == "authorization_code"
            and form["client_id"] == wish.get("client_id") == CLIENT
            and form["redirect_uri"] == wish["redirect_uri"]
            and base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() == wish["code_challenge"]
        )
        if not right:
            return Fetched(400, b'{"error": "invalid_grant"}')
        tokens = {"id_token": token(said), "access_token": token(access), "token_type": "Bearer"}
        return Fetched(200, json.dumps(tokens).encode())


def token(claims: Mapping[str, Any]) -> str:
    """Write a token; its signature is nobody's."""
    parts = (json.dumps(part).encode() for part in ({"alg": "RS256"}, claims))
    return ".".join([*(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts), "c2ln"])


def query_of(address: str) -> dict[str, str]:
    """Give an address's query."""
    return dict(parse_qsl(urlsplit(address).query))
