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


def trends(result: Result) -> str:
    """Give how often there was a false alarm, and how often a real rise was seen."""
    alarms: list[list[object]] = [
        [what, _percent(result[name]["looks_with_any"]), f"{result[name]['a_look']:.2f}"]
        for name, what in (
            ("shuffled", "shuffled, one by one"),
            ("clumps", "shuffled in clumps"),
            ("clumps_without", "… and if clumps were not reckoned with"),
        )
    ]
    factors = [name for name in result["seen"][0] if name.startswith("times_")]
    seen: list[list[object]] = [
        [one["by"], one["usual"], *(_percent(one[name]) for name in factors)] for one in result["seen"]
    ]
    said = (
        f"{result['complaints']:,} complaints of {result['projects']} projects in 56 weeks; "
        f"{result['tested']:,} groups tested in each of {result['looks']} looks. In clumps the counts of "
        f"projects vary {result['variation']} times as much as one by one. A look takes "
        f"{result['look_ms']} ms of processor time, the making of the town included."
    )
    no_rise = table(["nothing has risen", "looks with a false alarm", "false alarms a look"], alarms)
    return (
        f"{no_rise}\n\n{table(['what rises', 'usual in four weeks', *map(_times, factors)], seen)}\n\n{said}"
    )


def _percent(share: float) -> str:
    return f"{100 * share:g} %"


def _times(name: str) -> str:
    return f"seen at {name.removeprefix('times_')} times as many"
