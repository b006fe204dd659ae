"""How a matter stands to the warranty of its home on a day."""

import pytest

from hearthline.homes.folding import fold
from hearthline.homes.warranty import Position, last_day, last_days, position
from tests.unit.homes.builders import cancelled, day, described, handed_over, signed


@pytest.mark.parametrize(
    ("handed_over_on", "months", "last"),
    [
        ("2025-06-30", 24, "2027-06-29"),
        ("2025-06-30", 1, "2025-07-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-28"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2025-12-15", 1, "2026-01-14"),
        ("2025-01-01", 12, "2025-12-31"),
        ("2025-03-01", 600, "2075-02-28"),
    ],
)
def test_a_warranty_ends_the_day_before_the_same_day_so_many_months_later(
    handed_over_on: str, months: int, last: str
) -> None:
    assert last_day(day(handed_over_on), months) == day(last)


BUILT = fold("home", [described(), signed(), handed_over()])


@pytest.mark.parametrize(
    ("part", "on", "found", "until"),
    [
        ("finishing", "2025-06-30", Position.WITHIN, "2027-06-29"),
        ("finishing", "2027-06-29", Position.WITHIN, "2027-06-29"),
        ("finishing", "2027-06-30", Position.EXPIRED, "2027-06-29"),
        ("waterproofing", "2027-06-30", Position.WITHIN, "2030-06-29"),
        ("finishing", "2025-06-29", Position.NOT_HANDED_OVER, None),
        ("lift", "2026-01-01", Position.UNKNOWN, None),
        # Without a part: where all of them agree.
        (None, "2026-01-01", Position.WITHIN, "2027-06-29"),
        (None, "2028-01-01", Position.UNKNOWN, None),
        (None, "2031-01-01", Position.EXPIRED, "2030-06-29"),
        (None, "2025-01-01", Position.NOT_HANDED_OVER, None),
    ],
)
def test_a_matter_is_within_expired_not_handed_over_or_unknown(
    part: str | None, on: str, found: Position, until: str | None
) -> None:
    stood = position(BUILT, part, day(on))

    assert (stood.position, stood.until, stood.part) == (found, day(until) if until else None, part)


def test_a_home_of_which_nothing_is_known_gives_no_position() -> None:
    assert position(None, "finishing", day("2026-01-01")).position is Position.UNKNOWN


def test_a_home_without_any_warranty_told_gives_no_position() -> None:
    bare = fold("home", [signed(), handed_over()])

    assert position(bare, None, day("2026-01-01")).position is Position.UNKNOWN


def test_who_built_the_part_is_named_where_a_trade_is_called_like_it_and_else_everybody() -> None:
    assert position(BUILT, "waterproofing", day("2026-01-01")).contractors == (("waterproofing", "东方雨虹"),)
    assert position(BUILT, "finishing", day("2026-01-01")).contractors == (
        ("main", "中建三局"),
        ("waterproofing", "东方雨虹"),
    )


def test_a_home_whose_sale_was_cancelled_is_under_no_warranty() -> None:
    sold = fold("home", [described(), signed(), handed_over(), cancelled()])

    assert last_days(sold) == {}
    assert position(sold, "finishing", day("2026-06-01")).position is Position.NOT_HANDED_OVER
