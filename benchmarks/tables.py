"""Results as tables, in Markdown: what is measured, how far it may go, and whether it does."""

from collections.abc import Callable, Sequence
from typing import Any

Result = dict[str, Any]


def table(head: Sequence[str], lines: Sequence[Sequence[object]]) -> str:
    """Give a Markdown table."""
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)


def cold_start(result: Result) -> str:
    """Give each handler beside the yardstick."""
    lines = [
        [
            f"`{line['name']}`",
            f"{line['wall_ms']:.0f}",
            f"{line['wall_ratio']:.2f}",
            f"{line['processor_ratio']:.2f}",
            line["modules"],
            *_goal(line["wall_ratio"], line["ratio_at_most"]),
        ]
        for line in result["programs"]
    ]
    head = ["process", "ms", "of the yardstick", "of its processor time", "modules", "at most", ""]
    mib = 1024 * 1024
    size = (
        f"Artefact: {result['zipped'] / mib:.1f} MiB zipped (at most {result['zipped_at_most'] / mib:.0f}), "
        f"{result['unpacked'] / mib:.1f} MiB unpacked. Medians of {result['rounds']} rounds."
    )
    return f"{table(head, lines)}\n\n{size}"


def overhead(result: Result) -> str:
    """Give the processor time of each request."""
    lines = [
        [
            line["name"],
            f"{line['median_ms']:.2f}",
            f"{line['p95_ms']:.2f}",
            *_goal(line["median_ms"], result["at_most_ms"] if line["own"] else None),
        ]
        for line in result["lines"]
    ]
    head = ["one warm request", "median, ms of CPU", "95th percentile", "at most", ""]
    return f"{table(head, lines)}\n\n{result['requests']:,} requests of each kind, in turns."


def spending(result: Result) -> str:
    """Give requests and capacity units of each operation."""
    lines = [
        [
            line["operation"],
            line["requests"],
            ", ".join(f"{count} {name}" for name, count in line["by_operation"].items()),
            _units(line["read_units"]),
            _units(line["write_units"]),
            *_goal(line["requests"], line["requests_at_most"]),
        ]
        for line in result["lines"]
    ]
    head = ["operation", "requests", "which", "read units", "write units", "at most", ""]
    return table(head, lines)


def broadcast(result: Result) -> str:
    """Give what a broadcast costs for each complaint, and its speed beside the bare transactions'."""
    which = ", ".join(f"{count} {name}" for name, count in result["by_operation"].items())
    lines = [
        [
            "requests for each complaint",
            result["requests_each"],
            *_goal(result["requests_each"], result["requests_each_at_most"]),
        ],
        ["write units for each complaint", result["write_units_each"], "", ""],
        ["answered a second", result["per_second"], "", ""],
        ["the same transactions, bare, a second", result["bare_per_second"], "", ""],
        ["share of the bare speed", result["share"], "", ""],
    ]
    return f"{table(['', 'measured', 'at most', ''], lines)}\n\n{result['members']:,} complaints; {which}."


def growth(result: Result) -> str:
    """Give three tables: requests, read units and time by the number of stored complaints."""
    sizes = [f"{size:,}" for size in result["sizes"]]
    parts = []
    kinds: dict[str, tuple[str, Callable[[Any], str]]] = {
        "requests": ("Requests", str),
        "read_units": ("Read units", _units),
        "ms": ("Milliseconds (read the ratio)", lambda ms: f"{ms:,.0f}" if ms >= 100 else f"{ms:.1f}"),
    }
    for kind, (title, shown) in kinds.items():
        lines = []
        for line in result["lines"]:
            values = [each[kind] for each in line["at"]]
            ratio = max(values) / values[0] if values[0] else 1.0
            lines.append([line["operation"], *map(shown, values), *_goal(ratio, result["at_most"], ratio)])
        parts.append(
            f"{title}:\n\n{table(['open complaints', *sizes, 'most / first', 'at most', ''], lines)}"
        )
    return "\n\n".join(parts)


def machine(result: Result) -> str:
    """Give the machine in one line."""
    return (
        f"Measured on {result['day']}: {result['processor']}, {result['memory']}, {result['system']}, "
        f"Python {result['python']}, botocore {result['botocore']}; load {result['load']} at the end."
    )


def _goal(value: float, most: float | None, shown: float | None = None) -> list[str]:
    """Give the columns `at most` and whether it holds, after `shown` if there is one."""
    before = [] if shown is None else [f"{shown:.2f}"]
    if most is None:
        return [*before, "", ""]
    return [*before, f"{most:g}", "✓" if value <= most else "✗"]


def _units(units: float) -> str:
    return f"{units:,.1f}".removesuffix(".0")
