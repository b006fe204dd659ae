"""How old somebody is: what holds for every birth date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthline.members.ages import ADULT, adult, age

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        (date(2000, 1, 1), date(2018, 1, 1), 18),
        (date(2000, 1, 1), date(2017, 12, 31), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
        (date(2026, 11, 22), date(2026, 11, 22), 0),
        (date(2026, 11, 23), date(2026, 11, 22), -1),
    ],
)
def test_age_in_full_years(born: date, today: date, years: int) -> None:
    assert age(born, today) == years


@given(DAYS, DAYS)
def test_nobody_gets_younger_and_a_year_adds_at_most_one(born: date, today: date) -> None:
    tomorrow = today + timedelta(days=1)

    assert 0 <= age(born, tomorrow) - age(born, today) <= 1


@given(DAYS)
def test_whoever_is_adult_stays_so_and_the_day_before_the_birthday_is_too_soon(born: date) -> None:
    birthday = date(born.year + ADULT, 3, 1) if (born.month, born.day) == (2, 29) else None
    eighteenth = birthday or born.replace(year=born.year + ADULT)

    assert adult(born, eighteenth)
    assert adult(born, eighteenth + timedelta(days=400))
    assert not adult(born, eighteenth - timedelta(days=1))
