"""A year of complaints, counted, as a table."""

from typing import Any

from benchmarks.tables import table

Result = dict[str, Any]


def insight(result: Result) -> str:
    """Give what happened, what it came to, and what it would cost."""
    lines: list[list[object]] = [
        ["complaints, of projects", f"{result['complaints']:,}, {result['projects']:,}"],
        ["changes of them", f"{result['changes']:,}"],
        ["events told, in any order, some of them much later", f"{result['told']:,}"],
        ["deaths of who counts, before a request or after it", result["died"]],
        ["counters that differ from the recount", result["differences"]],
        ["complaints that are behind", result["behind"]],
        ["counters; sheets", f"{result['counters']:,}; {result['sheets']:,}"],
        ["largest sheet, KB", result["largest_sheet_kb"]],
        ["repairs that did not hold, found by their homes", f"{result['recurrences']:,}"],
        [
            "transactions; write units of all of them",
            f"{result['transactions']:,}; {result['write_units']:,}",
        ],
        [
            "items of a year by project, all cities (at most 400 with the year before)",
            result["year_of_projects"],
        ],
    ]
    return table(["", "found"], lines)
