"""A year's bill is reckoned from what was counted, line by line."""

from collections import Counter

import pytest

from benchmarks import prices
from benchmarks.bill import Stored, gigabyte_seconds, of_a_year, of_usage, polls
from benchmarks.company_runs import Runs
from benchmarks.cost import COUNTS, Year, reckon
from benchmarks.cost_tables import cost
from benchmarks.meter import Used


def of(**used: float) -> dict[str, Counter[Used]]:
    return {"ComplaintIntake": Counter({Used[name]: much for name, much in used.items()})}


def test_a_price_counts_what_is_free_once_a_year() -> None:
    assert prices.QUEUED.of(112_000_000) == pytest.approx(44.8)
    assert prices.QUEUED.of(112_000_000, free=True) == pytest.approx(40.0)
    assert prices.QUEUED.of(1, free=True) == 0


def test_a_function_with_half_the_memory_takes_twice_as_long_and_costs_the_same() -> None:
    busy = of(CPU_MS=1_769_000)

    assert gigabyte_seconds(busy) == pytest.approx(1_769 * 1769 / 1024)


def test_every_use_of_aws_has_its_line() -> None:
    lines = {price.what for used in Used for price, much in of_usage(of(**{used.name: 10**9})) if much}

    assert {price.what for price, _ in of_usage({})} == lines
    for used in Used:
        more = [much for _, much in of_usage(of(**{used.name: 10**9}))]
        assert any(more), used


def test_what_stands_there_costs_with_nobody_in_it() -> None:
    lines = dict(of_a_year({}, Stored(0, 0), 4, 0))

    assert lines[prices.QUEUED] == polls() > 12_000_000
    assert lines[prices.ALARMS] >= 12 * 50
    assert lines[prices.STAFF] == 0


def test_the_bill_is_the_sum_of_its_lines_for_as_many_of_each_as_there_are() -> None:
    year = Year()
    each = {name: of(WRITE_UNITS=1) for name in COUNTS}
    told = reckon(Runs(each, {}, {"complaint": 0, "member": 0, "owner asked": 0}, 0, 10, 10, 10, 5), year)

    (written,) = (line for line in told["lines"] if line["what"] == prices.WRITTEN.what)
    assert written["quantity"] == pytest.approx(sum(count(year) for count in COUNTS.values()))
    assert f"{written['quantity']:,.0f}" in cost(told)
