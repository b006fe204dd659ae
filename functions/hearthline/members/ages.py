"""How old somebody is, by the calendar of the place where it matters."""

from datetime import date
from typing import Final

ADULT: Final = 18
"""Years that a member must have."""


def age(born: date, today: date) -> int:
    """Give the full years from a birth date to a day; negative for who is still to be born.

    Whoever was born on 29 February turns older on 1 March in a year that has none: nobody is taken for an
    adult a day too soon.
    """
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return today.year - born.year - (not had_birthday)


def adult(born: date, today: date) -> bool:
    """Tell whether somebody is old enough to join."""
    return age(born, today) >= ADULT
