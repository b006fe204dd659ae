"""What an issuer's tokens say, and whether they are for this sign-in (OpenID Connect Core, 3.1.3.7).

Signatures are not checked here: a token comes straight from the issuer's token endpoint, by a connection of
ours whose certificate names that host, and then 3.1.3.7 (6) lets TLS stand in for the signature. A token that
came in any other way must never be read by this module.
"""

import binascii
import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from hearthline.platform.secret import same

_LONGEST: Final = 32 * 1024
_LAST_SECOND: Final = 253_402_300_799
"""The end of the year 9999; a token that names a later instant names none."""

Claims = Mapping[str, Any]


class TokenRefused(Exception):
    """A token is not what was asked for; `claim` says by which of its parts."""

    def __init__(self, claim: str) -> None:
        super().__init__(claim)
        self.claim = claim


@dataclass(frozen=True, slots=True)
class Expected:
    """Whose tokens are taken: of this issuer, for this client, and for this audience of the API."""

    issuer: str
    client: str
    audience: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Claims of who signed in, as the gateway sees them, good `until` then; the password was given `at`."""

    claims: Claims
    until: datetime
    at: datetime | None


def signed_in(
    id_token: str, access_token: str | None, expected: Expected, nonce: str, now: datetime
) -> SignedIn:
    """Give who has signed in; raise TokenRefused.

    The claims are those of the access token where the gateway would take it for the staff's API: of this
    issuer, for its audience. So a person is the same one on pages and API. Else they are the ID token's.
    """
    identity = read(id_token)
    _check(identity, expected.issuer, "id", now)
    if expected.client not in _audiences(identity) or identity.get("azp", expected.client) != expected.client:
        raise TokenRefused("aud")
    if not same(str(identity.get("nonce", "")), nonce):
        raise TokenRefused("nonce")
    subject = identity.get("sub")
    if not isinstance(subject, str) or not subject:
        raise TokenRefused("sub")
    claims = _of_the_api(access_token, expected) or identity
    if claims is not identity:
        _check(claims, expected.issuer, "access", now)
        if claims.get("sub") != subject:
            raise TokenRefused("sub")
    until = min(_instant(claims, "exp"), _instant(identity, "exp"))
    return SignedIn(claims, until, _instant(identity, "auth_time") if "auth_time" in identity else None)


def read(token: str) -> Claims:
    """Give a token's claims; raise TokenRefused where it is no JSON Web Token."""
    parts = token.split(".")
    if len(token) > _LONGEST or len(parts) != 3:
        raise TokenRefused("form")
    try:
        claims = json.loads(urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        raise TokenRefused("form") from None
    if not isinstance(claims, dict):
        raise TokenRefused("form")
    return claims


def _of_the_api(access_token: str | None, expected: Expected) -> Claims | None:
    try:
        claims = read(access_token or "")
    except TokenRefused:
        # To a client an access token is opaque, unless it happens to be the API's kind.
        return None
    ours = expected.audience in {*_audiences(claims), claims.get("client_id")}
    return claims if ours and claims.get("iss") == expected.issuer else None


def _check(claims: Claims, issuer: str, use: str, now: datetime) -> None:
    if claims.get("iss") != issuer:
        raise TokenRefused("iss")
    if claims.get("token_use", use) != use:
        raise TokenRefused("token_use")
    if _instant(claims, "exp") <= now:
        raise TokenRefused("exp")


def _audiences(claims: Claims) -> list[str]:
    given = claims.get("aud")
    return [one for one in (given if isinstance(given, list) else [given]) if isinstance(one, str)]


def _instant(claims: Claims, name: str) -> datetime:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LAST_SECOND:
        raise TokenRefused(name)
    return datetime.fromtimestamp(int(value), UTC)
