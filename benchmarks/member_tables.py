"""The import of members and the count of a segment as tables, with the formulas that carry them further."""

import math
from typing import Any

from benchmarks.tables import table

Result = dict[str, Any]
WRITE_PRICE = 0.625e-6
READ_PRICE = 0.125e-6
"""Dollars for a unit, on demand (us-east-1, 2026)."""
UNITS_A_PAGE = 128
"""Read units of a page of 1 MB, read eventually consistently as indexes are."""


def members(result: Result) -> str:
    """Give what was imported, what that comes to for all households, and what a count takes."""
    return f"{_import(result)}\n\n{_further(result)}\n\n{_count(result)}"


def _import(result: Result) -> str:
    operations = ", ".join(f"{count:,} {name}" for name, count in result["by_operation"].items())
    killed = ", ".join(f"{rows:,}" for rows in result["killed_at"])
    lines: list[list[object]] = [
        ["rows imported", f"{result['members']:,}"],
        ["lost, or doubled", 0],
        ["worker killed after so many rows", killed],
        ["items in the table afterwards, as reckoned from the file", f"{result['items']:,}"],
        ["seconds, kills and starts among them", f"{result['seconds']:,}"],
        ["rows a second", round(result["members"] / result["seconds"])],
        ["bytes a row", round(result["bytes"] / result["members"])],
        ["requests a row", result["requests_each"]],
        ["write units a row", result["write_units_each"]],
        ["milliseconds of processor time a row", result["processor_ms_each"]],
    ]
    note = f"What is said of a row: {result['counted']:,} rows apart, uninterrupted; {operations}."
    return f"{table(['', 'measured'], lines)}\n\n{note}"


def _further(result: Result) -> str:
    rows = result["households"]
    requests, units = rows * result["requests_each"], rows * result["write_units_each"]
    lines = [
        ["bytes", "rows × bytes a row", f"{rows * result['bytes'] / result['members'] / 1e6:,.0f} MB"],
        ["requests", "rows × requests a row", f"{requests:,.0f}"],
        ["write units", "rows × write units a row", f"{units:,.0f}"],
        ["dollars", "write units × 0.625 a million", f"{units * WRITE_PRICE:,.2f}"],
        ["time on this machine", "rows ÷ rows a second", _time(rows * result["seconds"] / result["members"])],
        [
            "processor time of the function",
            "rows × processor time a row",
            _time(rows * result["processor_ms_each"] / 1000),
        ],
    ]
    return table([f"{rows:,} rows", "formula", ""], lines)


def _count(result: Result) -> str:
    count, rows = result["count"], result["households"]
    each = count["bytes"] / result["members"]
    pages, units = rows * each / 1024 / 1024 + count["parts"], rows * each / 8192
    lines = [
        [
            line["name"],
            f"{line['count']:,}",
            line["pages"],
            sum(line["by_operation"].values()),
            ", ".join(f"{number} {name}" for name, number in line["by_operation"].items()),
            f"{line['page_units']:,.0f}",
        ]
        for line in count["lines"]
    ]
    measured = table(
        ["a filter", "persons meant", "pages", "requests", "which", "read units of the pages"], lines
    )
    whole = count["parts"] * math.ceil(count["whole_units"] / count["parts"] / UNITS_A_PAGE)
    formula = (
        f"By the formula: the index holds {count['bytes']:,} bytes ({each:.0f} a person). In "
        f"{count['parts']} parts that are {count['pages']} pages of 1 MB, and bytes ÷ 8,192 = "
        f"{count['units']:,} read units. DynamoDB Local counts whole items, not what the index holds of "
        f"them, in units as in pages: by the same formula {whole} pages and {count['whole_units']:,} units. "
        f"For {rows:,} persons AWS reads {pages:,.0f} pages and {units:,.0f} units: "
        f"{units * READ_PRICE * 100:.2f} cents a count."
    )
    return f"{measured}\n\n{formula}"


def _time(seconds: float) -> str:
    return f"{seconds / 3600:.1f} h" if seconds >= 3600 else f"{seconds / 60:.0f} min"
