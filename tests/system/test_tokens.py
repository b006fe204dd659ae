"""Who gets in: a token of the configured issuer, unchanged and in time, and nobody else."""

import pytest

from infra.local.stack import LocalStack
from tests.system import tokens
from tests.system.client import Client

DESK = "/api/desk/complaints"


def status(stack: LocalStack, token: str) -> int:
    return Client(stack.description()["url"], token).get(DESK).status


def test_a_token_of_the_issuer_gets_in(stack: LocalStack) -> None:
    header, claims = tokens.read(stack.token("agent"))
    again = tokens.sign(header, {**claims, "exp": tokens.now() + 60}, tokens.issuers_key(stack))

    assert status(stack, stack.token("agent")) == 200
    assert status(stack, again) == 200


def test_an_expired_token_does_not(stack: LocalStack) -> None:
    header, claims = tokens.read(stack.token("agent"))
    expired = tokens.sign(header, {**claims, "exp": tokens.now() - 1}, tokens.issuers_key(stack))

    assert status(stack, expired) == 401


def test_a_token_of_another_issuer_does_not(stack: LocalStack) -> None:
    assert status(stack, tokens.of_another_issuer(stack)) == 401


def test_a_token_signed_by_somebody_else_does_not(stack: LocalStack) -> None:
    header, claims = tokens.read(stack.token("agent"))

    assert status(stack, tokens.sign(header, claims, tokens.new_key())) == 401


def test_a_token_for_another_audience_does_not(stack: LocalStack) -> None:
    header, claims = tokens.read(stack.token("agent"))
    other = {**claims, "client_id": "another", "aud": "another"}

    assert status(stack, tokens.sign(header, other, tokens.issuers_key(stack))) == 401


@pytest.mark.parametrize("groups", [["admin", "hq"], ["agent", "hq"]])
def test_groups_that_were_added_by_hand_do_not(stack: LocalStack, groups: list[str]) -> None:
    header, claims = tokens.read(stack.token("agent"))
    tampered = tokens.sign(header, {**claims, "cognito:groups": groups}, tokens.new_key())
    _, _, signature = stack.token("agent").rpartition(".")

    assert status(stack, tampered) == 401
    assert status(stack, f"{tampered.rpartition('.')[0]}.{signature}") == 401


def test_an_unsigned_token_does_not(stack: LocalStack) -> None:
    header, claims = tokens.read(stack.token("agent"))
    unsigned = tokens.sign({**header, "alg": "none"}, claims, tokens.new_key())

    assert status(stack, f"{unsigned.rpartition('.')[0]}.") == 401
