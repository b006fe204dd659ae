"""What is derived from the installation's secret."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NoReturn

import pytest

from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.commands import GiveVerdict
from hearthline.complaints.following import Following
from hearthline.complaints.model import Home
from hearthline.complaints.remedy_commands import AnswerRemedy
from hearthline.platform.ids import display
from hearthline.platform.problems import Kind, Problem
from hearthline.platform.secret import Secret

KEYS = AccessKeys(Secret(lambda: "a secret that is long enough for a test of this kind"))
HOME = Home("海岸花园", "3栋", "1801")


@pytest.mark.parametrize(
    "written", [Home("海岸花园", "3 栋", "1801"), Home("海岸花园", "３栋", " 1801 "), HOME], ids=repr
)
def test_a_home_is_the_same_however_its_parts_are_spaced(written: Home) -> None:
    assert KEYS.home("sz", written) == KEYS.home("sz", HOME)


@pytest.mark.parametrize(
    ("city", "other"),
    [
        ("bj", HOME),
        ("sz", Home("海岸花园", "3栋", "1802")),
        ("sz", Home("海岸花园", "31栋", "801")),
        ("sz", Home("海岸花园", None, "1801")),
    ],
)
def test_another_unit_or_another_city_is_another_home(city: str, other: Home) -> None:
    assert KEYS.home(city, other) != KEYS.home("sz", HOME)


@pytest.mark.parametrize("home", [None, Home("海岸花园"), Home("海岸花园", "3栋")])
def test_without_a_unit_there_is_no_one_home(home: Home | None) -> None:
    assert KEYS.home("sz", home) is None


def test_only_its_own_follow_key_gives_a_number_and_nothing_is_read_for_it() -> None:
    number, other = "000000000", "64RK2C9H3"
    key = KEYS.follow_key(number)
    written = display(number)

    assert KEYS.numbered(written.lower(), key) == KEYS.numbered(number, key) == number
    wrong = [(written, key[:-1]), (written, KEYS.follow_key(other)), (display(other), key), ("nonsense", key)]
    assert {KEYS.numbered(*one) for one in wrong} == {None}


class Untouched:
    """Stands for storage that nobody may ask."""

    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError(f"{name} was asked for")


def test_a_wrong_key_is_refused_before_storage_is_asked() -> None:
    nothing: Any = Untouched()
    following = Following(nothing, nothing, KEYS, nothing)
    number, now = "000000000", datetime(2026, 11, 27, tzinfo=UTC)
    asked: list[Callable[[], object]] = [
        lambda: following.view(number, "x", now),
        lambda: following.say(number, "x", "请问什么时候上门？", now),
        lambda: following.verdict(number, "x", GiveVerdict(True, 5), now),
        lambda: following.answer_remedy(number, "x", AnswerRemedy(0, True), now),
    ]
    for ask in asked:
        with pytest.raises(Problem) as refused:
            ask()
        assert refused.value.kind is Kind.NOT_FOUND
