"""What is guessed: how much chance is in it, and that a wrong guess tells nothing."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from hearthline.members.codes import DIGITS, PER_DAY, TRIES
from hearthline.members.sessions import Sessions
from hearthline.platform.ids import ALPHABET
from hearthline.platform.secret import Secret
from hearthline.surveys.tokens import Tokens
from tests.contract.service import Service
from tests.engines.world import KnownChance

BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
RATE = 100
"""Requests a second that the gateway takes, all callers together (parameter ApiRate)."""
YEAR = 365 * 24 * 3600
Show = Callable[[str, object], None]


def _bits(word: str, alphabet: str) -> int:
    assert set(word) <= set(alphabet), word
    # Whole bytes: the last sign of a word is filled up.
    return len(word) * (len(alphabet).bit_length() - 1) // 8 * 8


def test_what_opens_something_has_128_bits_or_is_counted(service: Service, record_property: Show) -> None:
    secret = Secret(lambda: "a secret that is long enough for a test of this kind")
    filed = service.file()
    token = Tokens(secret).token("CAMPAIGN", "PERSON")
    sessions = Sessions(None, secret, KnownChance())  # type: ignore[arg-type]  # the token alone is looked at
    sessions._store = _Taken()  # type: ignore[assignment]
    cookie = sessions.new("PERSON", datetime(2026, 11, 22, tzinfo=UTC)).cookie
    session = cookie.partition(".")[2].partition(";")[0]
    bits = {
        "follow key": _bits(filed["key"], BASE64),
        "survey token": _bits(token.rpartition(".")[2], BASE64 if set(token) - set(ALPHABET) else ALPHABET),
        "member session": _bits(session, BASE64),
    }
    for what, has in bits.items():
        record_property(
            "shown",
            f"{what}: {has} bits; half of them at {RATE}/s take {2 ** (has - 1) / RATE / YEAR:.0e} years",
        )
    odds = PER_DAY.most * TRIES / 10**DIGITS
    record_property("shown", f"one-time code: {odds:.4%} a day for one contact")

    assert min(bits.values()) >= 128
    assert odds <= 0.0001


class _Taken:
    def begun(self, *_: object) -> None:
        return None


@pytest.mark.parametrize("there", [True, False])
def test_guesses_at_a_case_open_nothing_and_are_answered_alike(
    service: Service, record_property: Show, there: bool
) -> None:
    filed = service.file()
    number = filed["number"] if there else "0000-0000-0"
    wrong = [filed["key"][:-1], filed["key"] + "A", filed["key"].swapcase(), "", "a" * 64]
    wrong += [secrets.token_urlsafe(16) for _ in range(100)]

    answers = {
        (answer.status, answer.text)
        for key in wrong
        if (answer := service.get(f"/api/complaints/{number}", key=key)).status != 422
    }

    record_property("tries", len(wrong))
    assert len(answers) == 1
    assert {status for status, _ in answers} == {404}


def test_numbers_that_exist_and_others_are_alike_to_who_has_no_key(service: Service) -> None:
    filed = service.file(public=None)
    addresses = ("/api/board/{}", "/api/complaints/{}?key=AAAAAAAAAAAAAAAAAAAAAA", "/board/{}", "/follow/{}")

    for address in addresses:
        path, _, query = address.partition("?")
        one, other = (
            service.ask("GET", path.format(number), query=query)
            for number in (filed["number"], "0000-0000-0")
        )
        assert (one.status, one.text.replace(filed["number"], "")) == (
            other.status,
            other.text.replace("0000-0000-0", ""),
        ), address
