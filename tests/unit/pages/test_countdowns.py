"""Deadlines in words: the two largest units, and whether they are over."""

from datetime import timedelta

import pytest

from hearthline.pages.countdowns import time_left
from hearthline.pages.words import words
from tests.unit.complaints.builders import MONDAY


@pytest.mark.parametrize(
    ("away", "said", "chinese"),
    [
        (timedelta(hours=2, minutes=5), "2 h 5 min left", "还剩 2 小时 5 分钟"),
        (timedelta(days=3, hours=4, minutes=9), "3 d 4 h left", "还剩 3 天 4 小时"),
        (timedelta(days=2), "2 d left", "还剩 2 天"),
        (timedelta(seconds=59), "under a minute left", "还剩 不到 1 分钟"),
        (timedelta(hours=-3), "3 h overdue", "已超期 3 小时"),
        (timedelta(seconds=-1), "under a minute overdue", "已超期 不到 1 分钟"),
    ],
)
def test_a_deadline_is_told_by_how_long_it_is(away: timedelta, said: str, chinese: str) -> None:
    due = MONDAY + away

    assert time_left(due, MONDAY, words("en", "cases")["left"]) == said
    assert time_left(due, MONDAY, words("zh", "cases")["left"]) == chinese
