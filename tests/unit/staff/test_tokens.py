"""Tokens: for us, of this issuer, for this sign-in, in time; and whose claims count."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hearthline.staff.tokens import Expected, SignedIn, TokenRefused, signed_in
from tests.unit.staff.an_issuer import CLIENT, NAME, token

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
AT = int(NOW.timestamp())
ID = {
    "iss": NAME,
    "aud": CLIENT,
    "sub": "s1",
    "exp": AT + 3600,
    "nonce": "n",
    "token_use": "id",
    "auth_time": AT,
}
ACCESS = {
    "iss": NAME,
    "client_id": CLIENT,
    "sub": "s1",
    "exp": AT + 3000,
    "token_use": "access",
    "username": "li",
}


def read(identity: dict[str, Any], access: str | None = None, audience: str = CLIENT) -> SignedIn:
    said = {name: value for name, value in identity.items() if value is not None}
    return signed_in(token(said), access, Expected(NAME, CLIENT, audience), "n", NOW)


def test_the_claims_are_the_access_tokens_as_the_gateway_sees_them() -> None:
    who = read(ID, token(ACCESS))

    assert who.claims == ACCESS
    assert who.until == NOW + timedelta(seconds=3000)
    assert who.at == NOW


@pytest.mark.parametrize(
    "access",
    [
        None,
        "opaque",
        "a.b.c",
        token({**ACCESS, "client_id": "other"}),
        token({**ACCESS, "iss": "https://other"}),
    ],
)
def test_without_a_token_that_the_gateway_would_take_they_are_the_id_tokens(access: str | None) -> None:
    assert read(ID, access).claims == ID


def test_an_api_with_an_audience_of_its_own_is_known_by_it() -> None:
    access = {**ACCESS, "aud": ["api", "other"], "client_id": None}

    assert read(ID, token(access), "api").claims == access


@pytest.mark.parametrize(
    ("change", "claim"),
    [
        ({"iss": "https://id.example/other"}, "iss"),
        ({"iss": None}, "iss"),
        ({"aud": "other"}, "aud"),
        ({"aud": None}, "aud"),
        ({"aud": ["other"]}, "aud"),
        ({"aud": [CLIENT, "other"], "azp": "other"}, "aud"),
        ({"exp": AT}, "exp"),
        ({"exp": None}, "exp"),
        ({"exp": "9999999999"}, "exp"),
        ({"exp": True}, "exp"),
        ({"exp": 1e300}, "exp"),
        ({"nonce": "other"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"token_use": "access"}, "token_use"),
        ({"sub": None}, "sub"),
        ({"sub": ""}, "sub"),
        ({"auth_time": "now"}, "auth_time"),
    ],
)
def test_a_token_that_is_not_what_was_asked_for_signs_nobody_in(change: dict[str, Any], claim: str) -> None:
    with pytest.raises(TokenRefused) as refused:
        read({**ID, **change})
    assert refused.value.claim == claim


@pytest.mark.parametrize(
    ("change", "claim"), [({"sub": "s2"}, "sub"), ({"exp": AT}, "exp"), ({"token_use": "id"}, "token_use")]
)
def test_an_access_token_of_another_sign_in_signs_nobody_in(change: dict[str, Any], claim: str) -> None:
    with pytest.raises(TokenRefused) as refused:
        read(ID, token({**ACCESS, **change}))
    assert refused.value.claim == claim


@pytest.mark.parametrize(
    "text", ["", "a", "a.b", "a.!.c", "a.bnVsbA.c", "a.W10.c", "a." + "A" * 40_000 + ".c"]
)
def test_what_is_no_token_signs_nobody_in(text: str) -> None:
    with pytest.raises(TokenRefused):
        signed_in(text, None, Expected(NAME, CLIENT, CLIENT), "n", NOW)


def test_an_issuer_that_does_not_say_when_is_believed_from_now_on() -> None:
    assert read({**ID, "auth_time": None}).at is None
