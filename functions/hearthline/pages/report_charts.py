"""Which chart shows a report best, and what stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from hearthline.insight.periods import Months
from hearthline.pages import charts
from hearthline.pages.charts import Bar, Columns, Place
from hearthline.pages.figures import Figure, Number, Reader
from hearthline.pages.report_groups import IN_TIME, Groups, all_in_time

MOST_BARS: Final = 20
ADDED: Final = frozenset({"count", "fen", "points"})
"""Units whose numbers add up, so that they stand as columns from nothing upwards."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is drawn of a report by itself: one figure, or several that are parts of a whole."""

    figures: tuple[str, ...]
    kind: Literal["bars", "stacked", "pareto", "funnel"] = "bars"


SHAPES: Final[Mapping[str, Shape]] = {
    "promise": Shape(("answered_in_time",)),
    "breaches": Shape(("acknowledge_broken", "answer_broken", "resolve_broken"), "stacked"),
    "causes": Shape(("received",), "pareto"),
    "contractors": Shape(("complaints", "repairs"), "stacked"),
    "remedies": Shape(("fen_taken",)),
    "improvements": Shape(("accepted", "adopted", "declined"), "stacked"),
    "staff": Shape(("answers",)),
    "campaigns": Shape(("audience", "invited", "reached", "opened", "begun", "answered"), "funnel"),
}
"""Any other report is drawn by its first figure."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its words; either bars or columns. `ticks` are those of the columns, the top one first.

    `open`: bars say what chance leaves open.
    """

    kind: str
    title: str
    legend: tuple[str, ...]
    bars: tuple[Bar, ...] = ()
    columns: Columns | None = None
    ticks: tuple[str, ...] = ()
    left_out: int = 0
    before: bool = True
    open: bool = False


def shape_of(report: str, wished: str, figures: Sequence[Figure]) -> Shape:
    """Give the shape that was wished for, or the report's own."""
    drawn = [figure.name for figure in figures if figure.drawn]
    if wished in drawn:
        return Shape((wished,))
    own = SHAPES.get(report)
    return own if own and set(own.figures) <= set(drawn) else Shape((drawn[0],))


def chart_of(
    found: Mapping[str, Any], shape: Shape, figures: Sequence[Figure], reader: Reader, groups: Groups
) -> Drawn | None:
    """Draw a report as it was read; None where nothing was counted."""
    by, chosen = found["broken_down_by"], [_named(figures, name) for name in shape.figures]
    if shape.kind == "funnel":
        return _funnel(found["total"], chosen, reader)
    places = _places(found, chosen, reader, groups)
    counted = (number for place in places for number in (*place.numbers, place.before))
    if not any(number or (number == 0 and chosen[0].unit not in ADDED) for number in counted):
        return None
    return over_time(places, chosen, reader) if by in IN_TIME else _by_group(places, chosen, shape, reader)


def _funnel(whole: Mapping[str, Any], chosen: Sequence[Figure], reader: Reader) -> Drawn | None:
    """Draw how many are left at each step."""
    places = []
    for figure in chosen:
        number, before = (whole[side][figure.column]["value"] for side in ("values", "before"))
        places.append(Place(figure.title, (number,), reader.number(figure.unit, number), before))
    if not any(number for place in places for number in (*place.numbers, place.before)):
        return None
    top = charts.top_of(_numbers(places))
    return Drawn("bars", "", (str(reader.words["chart"]["now"]),), charts.bars(places, top))


def over_time(places: Sequence[Place], chosen: Sequence[Figure], reader: Reader) -> Drawn:
    """Draw what comes one after the other: counts as columns, anything else as a line."""
    unit = chosen[0].unit
    top = _top(chosen[0], places)
    draw = charts.columns if unit in ADDED else charts.line
    return Drawn(
        "columns" if draw is charts.columns else "line",
        _title(chosen, reader),
        tuple(figure.title for figure in chosen),
        columns=draw(places, top),
        ticks=tuple(reader.number(unit, _whole(part)) for part in (top, top / 2, 0)),
        before=len(chosen) == 1 and any(place.before is not None for place in places),
    )


def spread_of(spread: Mapping[str, Any], reader: Reader) -> Drawn | None:
    """Draw how long something took; None where nothing was counted."""
    places = [
        Place(
            reader.step(step["after"], step["until"]),
            (step["number"],),
            reader.number("count", step["number"]),
            step["before"],
            _below(step, reader),
        )
        for step in spread["steps"]
    ]
    if not any(place.numbers[0] or place.before for place in places):
        return None
    title = str(reader.words["spreads"].get(spread["name"], spread["name"]))
    return over_time(places, [Figure(spread["name"], title, "", "count", "")], reader)


def _below(step: Mapping[str, Any], reader: Reader) -> str:
    until = step["until"]
    return reader.duration(until, short=True) if until else f">{reader.duration(step['after'], short=True)}"


def ageing_of(lines: Sequence[Mapping[str, Any]], severities: Mapping[str, str], reader: Reader) -> Drawn:
    """Draw what is open by its age, the most severe first."""
    places = [
        Place(
            age_in_words(line, lines, reader),
            tuple(line["by_severity"].get(severity, 0) for severity in severities),
            reader.number("count", line["open"]),
        )
        for line in lines
    ]
    top = max(line["open"] for line in lines) or 1
    legend = tuple(severities.values())
    return Drawn(
        "stacked", str(reader.words["open"]["title"]), legend, charts.bars(places, top), before=False
    )


def age_in_words(line: Mapping[str, Any], lines: Sequence[Mapping[str, Any]], reader: Reader) -> str:
    """Give an age by the step that it is."""
    until = line["until_days"]
    bounds = [each["until_days"] for each in lines if each["until_days"] is not None]
    words = reader.words["open"]
    if until is None:
        return str(words["older"]).format(bounds[-1])
    at = bounds.index(until)
    return str(words["days"]).format(bounds[at - 1] + 1 if at else 0, until)


def _by_group(places: Sequence[Place], chosen: Sequence[Figure], shape: Shape, reader: Reader) -> Drawn:
    shown = places[:MOST_BARS]
    if shape.kind == "pareto":
        drawn = charts.pareto(shown, sum(place.numbers[0] or 0 for place in places))
    else:
        drawn = charts.bars(shown, _top(chosen[0], shown))
    return Drawn(
        shape.kind,
        _title(chosen, reader),
        tuple(figure.title for figure in chosen),
        drawn,
        left_out=len(places) - len(shown),
        before=len(chosen) == 1 and any(place.before is not None for place in shown),
        open=any(bar.open for bar in drawn),
    )


def _places(
    found: Mapping[str, Any], chosen: Sequence[Figure], reader: Reader, groups: Groups
) -> list[Place]:
    by = found["broken_down_by"]
    lines = {line["group"]: _place(line, by, chosen, reader, groups) for line in found["lines"]}
    if by not in IN_TIME:
        return list(lines.values())
    months = Months(found["months"]["first"], found["months"]["last"])
    nothing = (None,) * len(chosen)
    return [
        lines.get(code) or Place(groups.name(by, code), nothing, "", None, groups.short(by, code))
        for code in all_in_time(by, months, [group for group in lines if group])
    ]


def _place(
    line: Mapping[str, Any], by: str, chosen: Sequence[Figure], reader: Reader, groups: Groups
) -> Place:
    numbers = tuple(line["values"][figure.column]["value"] for figure in chosen)
    one = chosen[0]
    whole: Number = numbers[0] if len(chosen) == 1 else sum(number or 0 for number in numbers)
    before = line["before"][one.column]["value"] if len(chosen) == 1 else None
    told = reader.value(one, whole)
    if line.get("cumulative") is not None and one.unit == "count" and len(chosen) == 1:
        told = f"{told} · {reader.number('share', line['cumulative'])}"
    name = line["label"] or groups.name(by, line["group"])
    bounds = (line["values"][one.column]["low"], line["values"][one.column]["high"])
    open_ = bounds if len(chosen) == 1 and None not in bounds else None
    return Place(name, numbers, told, before, groups.short(by, line["group"]), open_)


def _named(figures: Sequence[Figure], name: str) -> Figure:
    return next(figure for figure in figures if figure.name == name)


def _title(chosen: Sequence[Figure], reader: Reader) -> str:
    return str(reader.words["comma"]).join(figure.title for figure in chosen)


def _top(figure: Figure, places: Sequence[Place]) -> float:
    numbers = _numbers(places)
    if figure.moves:
        by = 100 if figure.unit == "share" else 1
        return charts.top_of(by * abs(number) for number in numbers) / by
    match figure.unit:
        case "share":
            return 1
        case "score":
            return 100
        case "fen":
            return 100 * charts.top_of(number / 100 for number in numbers)
    return charts.top_of(numbers)


def _numbers(places: Sequence[Place]) -> list[float]:
    sums = [sum(number or 0 for number in place.numbers) for place in places]
    before = [place.before or 0 for place in places]
    return [*sums, *before, *(bound for place in places for bound in place.open or ())]


def _whole(number: float) -> Number:
    return int(number) if number == int(number) else number
