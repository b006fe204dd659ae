"""The import of members and the count of a segment as tables, with the formulas that carry them further."""

from typing import Any

from benchmarks.tables import table

Result = dict[str, Any]
WRITE_PRICE = 0.625e-6
READ_PRICE = 0.125e-6
"""Dollars for a unit, on demand (us-east-1, 2026)."""


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
    ]
    note = f"Requests and units: {result['counted']:,} rows apart, uninterrupted; {operations}."
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
        ["time on AWS, reckoned", "requests × 20 ms ÷ 8 writers", _time(requests * 0.02 / 8)],
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
    formula = (
        f"By the formula: {count['parts']} parts of {count['bytes']:,} bytes in the index ({each:.0f} a "
        f"person) are {count['pages']} pages of 1 MB, and bytes ÷ 8,192 = {count['units']:,} read units. "
        f"DynamoDB Local charges whole items, not what the index holds of them: by the same formula "
        f"{count['whole_units']:,} units. For {rows:,} persons AWS reads {pages:,.0f} pages and {units:,.0f} "
        f"units: {units * READ_PRICE * 100:.2f} cents a count."
    )
    return f"{measured}\n\n{formula}"


def _time(seconds: float) -> str:
    return f"{seconds / 3600:.1f} h" if seconds >= 3600 else f"{seconds / 60:.0f} min"
