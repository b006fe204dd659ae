"""The secret and what is derived from it."""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthline.platform.secret import READ_AGAIN, Secret, SecretTooShort, digest, same

VALUE = "a secret of enough characters, 40 of them"


def counted(value: str = VALUE) -> tuple[list[str], Callable[[], str]]:
    calls: list[str] = []

    def fetch() -> str:
        calls.append(value)
        return value

    return calls, fetch


def test_the_secret_is_fetched_when_first_used_and_only_then() -> None:
    calls, fetch = counted()
    secret = Secret(fetch)
    assert calls == []

    with ThreadPoolExecutor(8) as pool:
        derived = set(pool.map(lambda _: secret.derive("label", "part"), range(32)))

    assert len(derived) == 1
    assert len(calls) == 1


def test_who_reads_the_secret_again_holds_nobody_up() -> None:
    now = datetime(2026, 11, 27, tzinfo=UTC)
    meanwhile: list[bytes] = []

    def fetch() -> str:
        if clock[0] > now:
            meanwhile.append(secret.derive("label"))
        return VALUE

    clock = [now]
    secret = Secret(fetch, lambda: clock[0])
    first = secret.derive("label")
    clock[0] += READ_AGAIN

    assert secret.derive("label") == first
    assert meanwhile == [first]


def test_a_fetch_that_fails_is_tried_again() -> None:
    answers: Iterator[OSError | str] = iter([OSError("no network"), VALUE])

    def fetch() -> str:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    secret = Secret(fetch)
    with pytest.raises(OSError, match="no network"):
        secret.derive("label")
    assert secret.derive("label") == Secret(lambda: VALUE).derive("label")


@pytest.mark.parametrize("value", ["", "x" * 31])
def test_a_secret_that_is_too_short_is_refused(value: str) -> None:
    with pytest.raises(SecretTooShort) as caught:
        Secret(lambda: value).derive("label")
    assert caught.value.length == len(value)


@given(st.lists(st.text(max_size=6), max_size=4), st.lists(st.text(max_size=6), max_size=4))
def test_different_parts_never_give_the_same_bytes(one: list[str], other: list[str]) -> None:
    secret = Secret(lambda: VALUE)
    assert (secret.derive("label", *one) == secret.derive("label", *other)) == (one == other)


def test_parts_cannot_be_confused_with_one_another_or_with_the_label() -> None:
    secret = Secret(lambda: VALUE)
    derived = [
        secret.derive("label", "ab", "c"),
        secret.derive("label", "a", "bc"),
        secret.derive("label", "abc"),
        secret.derive("labelabc"),
        secret.derive("label", "abc", ""),
    ]
    assert len(set(derived)) == len(derived)
    assert all(len(each) == 32 for each in derived)


def test_another_secret_gives_other_bytes() -> None:
    assert Secret(lambda: VALUE).derive("label") != Secret(lambda: VALUE + "!").derive("label")


def test_a_digest_is_plain_sha_256() -> None:
    assert digest("王") == digest("王".encode()) == hashlib.sha256("王".encode()).hexdigest()


def test_comparison_takes_any_text() -> None:
    assert same("钥匙", "钥匙".encode())
    assert not same("key", "keys")
    assert not same("\ud800", "key")
