"""A new key beside the old: what was given out stays good, until the old key is taken away."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hearthline.complaints.access_keys import AccessKeys
from hearthline.members.codes import code_for
from hearthline.notices.leaving import Leave, LeavingLinks
from hearthline.notices.model import MessageClass
from hearthline.platform.cursors import Cursors
from hearthline.platform.problems import Problem
from hearthline.platform.secret import READ_AGAIN, Key, Keyring, Secret
from hearthline.staff.flows import Flows
from infra.rotate_secret import LEAD, StillComing, renewed, replaced, retired
from tests.engines.world import KnownChance

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
PLAIN = "a secret that is long enough for a test of this kind"
LEAVE = Leave("P1", MessageClass.SURVEY, "email")


class Installation:
    """A secret that is stored, a clock, and one process that has read it."""

    def __init__(self) -> None:
        self.value, self.now = PLAIN, NOW
        self.secret = Secret(self._stored, lambda: self.now)

    def _stored(self) -> str:
        return self.value

    def later(self, by: timedelta) -> None:
        self.now += by

    def change(self, how: Callable[[str, datetime], Keyring]) -> None:
        self.value = how(self.value, self.now).written()


def follow(secret: Secret, at: datetime) -> Callable[[Secret], bool]:
    key = AccessKeys(secret).follow_key("C5H66S352")
    return lambda reader: AccessKeys(reader).numbered("C5H66S352", key) is not None


def list_position(secret: Secret, at: datetime) -> Callable[[Secret], bool]:
    cursor = Cursors(secret).seal("board", {"at": "1"})

    def opens(reader: Secret) -> bool:
        try:
            return Cursors(reader).open("board", cursor) == {"at": "1"}
        except Problem:
            return False

    return opens


def unsubscribing(secret: Secret, at: datetime) -> Callable[[Secret], bool]:
    token = LeavingLinks(secret, "").token(LEAVE)
    return lambda reader: LeavingLinks(reader, "").read(token) == LEAVE


def signing_in(secret: Secret, at: datetime) -> Callable[[Secret], bool]:
    flow = Flows(secret, KnownChance()).begin("/desk", at)
    name, _, value = flow.cookie.partition(";")[0].partition("=")
    return lambda reader: Flows(reader, KnownChance()).resume(flow.state, {name: value}, at) == flow


def one_time_code(secret: Secret, at: datetime) -> Callable[[Secret], bool]:
    code = code_for(secret, "c", "r", at)
    return lambda reader: code_for(reader, "c", "r", at) == code


GIVEN_OUT = pytest.mark.parametrize(
    "given_out",
    [follow, list_position, unsubscribing, signing_in, one_time_code],
    ids=lambda one: one.__name__,
)


@GIVEN_OUT
def test_what_was_given_out_is_good_beside_a_new_key_and_ends_with_its_own(given_out: Any) -> None:
    here = Installation()
    good = given_out(here.secret, here.now)

    here.change(renewed)
    here.later(LEAD)
    newer = given_out(here.secret, here.now)
    assert good(here.secret)
    assert newer(here.secret)

    here.change(retired)
    here.later(READ_AGAIN)
    assert not good(here.secret)
    assert newer(here.secret)


@GIVEN_OUT
def test_a_process_that_does_not_sign_yet_reads_what_one_that_does_has_signed(given_out: Any) -> None:
    here = Installation()
    here.secret.derive("anything")
    here.change(renewed)
    here.later(LEAD)
    ahead = given_out(Secret(lambda: here.value, lambda: here.now), here.now)

    assert ahead(here.secret)


@GIVEN_OUT
def test_after_a_leak_nothing_of_before_is_good(given_out: Any) -> None:
    here = Installation()
    good = given_out(here.secret, here.now)
    here.change(replaced)

    assert not good(Secret(lambda: here.value, lambda: here.now))


def test_a_key_does_not_sign_before_all_know_it() -> None:
    here = Installation()
    before = AccessKeys(here.secret).follow_key("C5H66S352")
    here.change(renewed)

    here.later(LEAD - timedelta(seconds=1))
    assert AccessKeys(here.secret).follow_key("C5H66S352") == before
    here.later(timedelta(seconds=1))
    assert AccessKeys(here.secret).follow_key("C5H66S352") != before


@pytest.mark.parametrize("change", [renewed, retired])
def test_nothing_is_changed_while_a_key_is_still_coming(change: Any) -> None:
    here = Installation()
    here.change(renewed)

    with pytest.raises(StillComing) as early:
        here.change(change)
    assert early.value.since == NOW + LEAD


@pytest.mark.parametrize("change", [renewed, replaced])
def test_what_is_found_by_its_hash_is_found_whatever_signs(change: Any) -> None:
    here = Installation()
    before = AccessKeys(here.secret).person("phone", "+8613800138000")
    here.change(change)
    here.later(LEAD)

    assert AccessKeys(here.secret).person("phone", "+8613800138000") == before
    assert here.value.startswith("{")


def test_a_store_that_is_down_takes_nothing_away_that_was_known(capsys: pytest.CaptureFixture[str]) -> None:
    here = Installation()
    good = follow(here.secret, here.now)
    here.value = "spoilt"
    here.later(READ_AGAIN)

    assert good(here.secret)
    told = capsys.readouterr().out
    assert "secret.kept" in told
    assert "spoilt" not in told


def test_a_ring_is_read_as_it_was_written_and_shows_no_key() -> None:
    ring = Keyring.read(PLAIN).with_new(Key("b" * 40, NOW)).with_new(Key("c" * 40, NOW + LEAD))

    assert Keyring.read(ring.written()) == ring
    assert "bbb" not in repr(ring)
    assert "bbb" not in repr(ring.signing[1])
