"""Charts of reports: shapes as long as their numbers, nothing drawn where nothing is known."""

from typing import Any

import pytest

from hearthline.insight.periods import Months
from hearthline.insight.reports.catalog import REPORTS
from hearthline.pages.charts import Place, bars, columns, line, pareto, top_of
from hearthline.pages.figures import Figure, Reader
from hearthline.pages.report_charts import SHAPES
from hearthline.pages.report_groups import all_in_time
from hearthline.pages.words import words

ENGLISH = Reader("en", words("en", "reports"))


def test_a_bar_is_as_long_as_its_parts_together() -> None:
    (bar,) = bars([Place("sz", (1, None, 3), "4", before=2)], top=8)

    assert [(box.x, box.width, box.series) for box in bar.boxes] == [
        ("0.00%", "12.50%", 0),
        ("12.50%", "37.50%", 2),
    ]
    assert (bar.before and bar.before.width, bar.zero) == ("25.00%", "0.00%")


def test_a_bar_below_nothing_goes_to_the_other_side_with_what_chance_leaves_open() -> None:
    down, up = bars(
        [Place("old", (-10,), "−10.0", open=(-40, 20)), Place("new", (50,), "50.0", before=-20)], top=100
    )

    assert (down.zero, up.zero) == ("50.00%", "50.00%")
    assert [(box.x, box.width) for box in (*down.boxes, *up.boxes)] == [
        ("45.00%", "5.00%"),
        ("50.00%", "25.00%"),
    ]
    assert (down.open and (down.open.x1, down.open.x2)) == ("30.00%", "60.00%")
    assert up.before
    assert (up.before.x, up.before.width) == ("40.00%", "10.00%")


@pytest.mark.parametrize(
    ("name", "unit", "value", "told"),
    [
        ("nps_change", "score", -4.25, "−4.2"),
        ("loyalty_change", "share", 0.034, "+3.4 points"),
        ("loyalty_change", "share", 0, "±0.0 points"),
        ("nps", "score", -4.25, "-4.2"),
    ],
)
def test_how_far_a_figure_moved_is_told_with_its_sign(name: str, unit: str, value: float, told: str) -> None:
    figure = Figure(name, "", "", unit, name)

    assert (ENGLISH.value(figure, value), figure.drawn) == (told, True)


def test_what_came_together_ends_at_all_of_it() -> None:
    drawn = pareto([Place("a", (6,), "6"), Place("b", (3,), "3"), Place("c", (1,), "1")], whole=10)

    assert [bar.reached.x2 for bar in drawn if bar.reached] == ["60.00%", "90.00%", "100.00%"]
    assert [bar.reached.x1 for bar in drawn if bar.reached] == ["0.00%", "60.00%", "90.00%"]


def test_columns_stand_upon_one_another_and_on_the_ground() -> None:
    first, second = columns([Place("Nov", (2, 1), "3")], top=4).boxes

    assert (first.y, first.height) == ("50.00%", "50.00%")
    assert (second.y, second.height) == ("25.00%", "25.00%")


def test_a_line_has_a_gap_where_nothing_is_known() -> None:
    drawn = line([Place(str(at), (number,), "") for at, number in enumerate((0.5, 1, None, 0))], top=1)

    assert [point.y for point in drawn.points] == ["50.00%", "0.00%", "100.00%"]
    assert len(drawn.line) == 1


@pytest.mark.parametrize(("most", "top"), [(0, 2), (1, 2), (7, 8), (11, 20), (999, 1000), (1001, 2000)])
def test_a_scale_is_round_and_holds_the_most(most: int, top: float) -> None:
    assert top_of([None, most]) == top


def test_days_of_which_nothing_was_counted_have_their_place() -> None:
    days = all_in_time("day", Months("2026-10", "2026-11"), ["2026-10-02", "2026-11-03", "2026-11-31"])

    assert (len(days), days[0], days[-1]) == (61, "2026-10-01", "2026-11-30")


@pytest.mark.parametrize(
    ("unit", "now", "before", "change"),
    [
        ("count", 15, 10, "+5 (+50%)"),
        ("count", 1, 0, "+1"),
        ("count", 3, 3, "no change"),
        ("share", 0.9, 0.95, "−5.0 points"),
        ("share", 0.9, None, ""),
        ("fen", 150_050, 100_000, "+CNY 500.50 (+50%)"),
        ("mean", 4.5, 4.25, "+0.25"),
    ],
)
def test_a_change_is_told_in_the_figures_own_unit(unit: str, now: Any, before: Any, change: str) -> None:
    assert ENGLISH.change(unit, now, before) == change


@pytest.mark.parametrize(
    ("over", "until", "told"), [(0, 15, "up to 15 min"), (60, 120, "1 h – 2 h"), (10080, None, "over 7 d")]
)
def test_a_step_is_told_by_its_bounds(over: int, until: int | None, told: str) -> None:
    assert ENGLISH.step(over, until) == told


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_figure_and_breakdown_of_every_report_has_a_name(language: str) -> None:
    named = words(language, "reports")
    for report in REPORTS.values():
        columns = [
            {"name": one.name, "unit": one.unit.value, "definition": one.words, "cases": False}
            for one in report.columns
        ]
        figures = {figure.name for figure in Reader(language, named).figures(columns)}
        assert figures - named["figures"].keys() == set(), report.name
        assert {*report.by, *report.within} - named["by"].keys() == set(), report.name
        assert {spread.name for spread in report.spreads} - named["spreads"].keys() == set()
        assert set(SHAPES[report.name].figures if report.name in SHAPES else ()) <= figures
