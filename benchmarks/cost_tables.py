"""A year's bill as tables."""

from collections.abc import Iterable, Mapping
from typing import Any

from benchmarks.cost import BESIDE, PER_STAFF
from benchmarks.prices import MILLION
from benchmarks.tables import table

Result = Mapping[str, Any]


def cost(result: Result) -> str:
    """Give the bill by line, its sum beside the goal, and what one of each thing costs."""
    own = [line for line in result["lines"] if line["service"] not in BESIDE]
    sent = [line for line in result["lines"] if line["service"] in BESIDE]
    whole, after = _sum(own, "dollars"), _sum(own, "after_free")
    rows = [_row(line) for line in sorted(own, key=lambda line: -line["dollars"])]
    rows.append(["**together**", "", "", "", f"**{whole:,.2f}**", f"**{after:,.2f}**"])
    rows += [_row(line) for line in sent]
    head = ["service", "what", "a year", "dollars", "list price", "after what is free for good"]
    year = result["year"]
    hosted = year["staff"] * PER_STAFF
    said = (
        f"{year['complaints']:,} complaints, {year['members']:,} members, {year['staff']} staff; "
        f"at most {result['goal']} dollars beside messages: {_mark(after, result['goal'])}. "
        f"{result['standing']:,.2f} of it are for what stands there with nobody in it. "
        f"All of it is {after / year['complaints'] * 100:.1f} cents a complaint. "
        f"A hosted desk at 55 dollars a month for each of the staff is {hosted:,} a year."
    )
    sources = ", ".join(f"[{service}]({url})" for service, url in _sources(result["lines"]))
    return "\n\n".join([table(head, rows), said, _each(result), f"Prices: {sources}."])


def _each(result: Result) -> str:
    rows = [
        [
            name,
            f"{each['a_year']:,}",
            f"{each['dollars_a_thousand']:,.3f}",
            f"{each['dollars_a_thousand'] / 1000 * each['a_year']:,.2f}",
            *(_number(each["used"].get(what, 0)) for what in _SHOWN),
        ]
        for name, each in result["each"].items()
    ]
    return table(["one of", "a year", "dollars a thousand", "dollars a year", *_SHOWN], rows)


_SHOWN = (
    *("invocations", "HTTP requests", "write units", "read units", "queue requests", "events", "mails"),
    "bytes of logs",
)


def _row(line: Mapping[str, Any]) -> list[object]:
    per = "" if line["per"] == 1 else " a million" if line["per"] == MILLION else f" for {line['per']:,}"
    return [
        line["service"],
        line["what"],
        _number(line["quantity"]),
        f"{line['price']:g}{per}",
        f"{line['dollars']:,.2f}",
        f"{line['after_free']:,.2f}",
    ]


def _sum(lines: Iterable[Mapping[str, Any]], name: str) -> float:
    return sum(float(line[name]) for line in lines)


def _mark(value: float, most: float) -> str:
    return f"{value:,.2f} {'✓' if value <= most else '✗'}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.2f}".rstrip("0").rstrip(".")


def _sources(lines: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return list({line["service"]: line["source"] for line in lines}.items())
