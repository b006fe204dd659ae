"""Growth curves as pictures: one line for each operation, from the figures that are kept.

Colours follow the reader's own scheme, light or dark; each line has marks of a shape and its name at its end,
so that colour is never needed to tell them apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import log10
from typing import Any, Final

WIDE, HIGH = 760, 380
_LINE: Final = 17
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 250, 40, 44
_COLOURS: Final = (
    ("#0a58a8", "#7db8f0"),
    ("#a03c00", "#f2a65a"),
    ("#1b6e3c", "#6fd08f"),
    ("#7a3e9d", "#cf9bf0"),
    ("#8a6d00", "#e3c341"),
    ("#a8123e", "#ff8fa8"),
)
_STYLE: Final = (
    "text{font:13px system-ui,sans-serif;fill:#1b1b1b}.grid{stroke:#d4d4d4}.line{fill:none;stroke-width:2}"
    ".paper{fill:#fff}"
    + "".join(f".c{n}{{stroke:{light};fill:{light}}}" for n, (light, _) in enumerate(_COLOURS))
    + ".line{fill:none}@media (prefers-color-scheme:dark){text{fill:#eee}.grid{stroke:#444}"
    + ".paper{fill:#161616}"
    + "".join(f".c{n}{{stroke:{dark};fill:{dark}}}" for n, (_, dark) in enumerate(_COLOURS))
    + ".line{fill:none}}"
)
KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "requests": ("growth-requests.svg", "requests"),
    "read_units": ("growth-read-units.svg", "read units"),
    "ms": ("growth-ms.svg", "milliseconds"),
}
"""What of the growth there is a picture of: its file, and what it shows."""


def growth(result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the pictures of growth: file and content."""
    sizes = [int(size) for size in result["sizes"]]
    for kind, (file, words) in KINDS.items():
        lines = {line["operation"]: [float(at[kind]) for at in line["at"]] for line in result["lines"]}
        # A scale of powers has no nothing.
        drawn = {name: values for name, values in lines.items() if min(values) > 0}
        yield file, _picture(f"{words}, by the number of open complaints", sizes, drawn)


def _picture(title: str, sizes: Sequence[int], lines: Mapping[str, Sequence[float]]) -> str:
    values = [value for each in lines.values() for value in each]
    low, high = _powers(values)
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDE} {HIGH}' role='img'>",
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        f"<rect class='paper' width='{WIDE}' height='{HIGH}'/>",
        f"<text x='12' y='22'>{escape(title)}</text>",
    ]
    for power in range(low, high + 1):
        y = _y(10.0**power, low, high)
        parts.append(f"<path class='grid' d='M{_LEFT} {y:.1f}H{WIDE - _RIGHT}'/>")
        parts.append(f"<text x='{_LEFT - 8}' y='{y + 4:.1f}' text-anchor='end'>{10**power:,g}</text>")
    for size in sizes:
        x = _x(size, sizes)
        parts.append(f"<text x='{x:.1f}' y='{HIGH - 16}' text-anchor='middle'>{size:,}</text>")
    names = _apart([_y(each[-1], low, high) for each in lines.values()])
    for place, (name, each) in enumerate(lines.items()):
        points = [(_x(size, sizes), _y(value, low, high)) for size, value in zip(sizes, each, strict=True)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f"<polyline class='line c{place % len(_COLOURS)}' points='{path}'/>")
        parts += [_mark(place, x, y) for x, y in points]
        parts.append(f"<text x='{WIDE - _RIGHT + 14}' y='{names[place] + 4:.1f}'>{escape(name)}</text>")
        parts.append(
            f"<path class='c{place % len(_COLOURS)}' stroke-dasharray='2 2' "
            f"d='M{points[-1][0]:.1f} {points[-1][1]:.1f}L{WIDE - _RIGHT + 12} {names[place]:.1f}'/>"
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _powers(values: Sequence[float]) -> tuple[int, int]:
    low, high = log10(min(values)), log10(max(values))
    return int(low // 1), int(-(-high // 1))


def _x(size: int, sizes: Sequence[int]) -> float:
    if len(sizes) == 1:
        return float(_LEFT)
    share = (log10(size) - log10(sizes[0])) / (log10(sizes[-1]) - log10(sizes[0]))
    return _LEFT + 20 + share * (WIDE - _LEFT - _RIGHT - 40)


def _y(value: float, low: int, high: int) -> float:
    share = (log10(value) - low) / max(1, high - low)
    return HIGH - _BOTTOM - share * (HIGH - _TOP - _BOTTOM)


def _apart(wanted: Sequence[float]) -> list[float]:
    """Move names that would lie upon one another apart: downwards, and up again where no room is left."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    given, last = [0.0] * len(wanted), -100.0
    for place in order:
        last = given[place] = max(wanted[place], last + _LINE)
    last = HIGH - _BOTTOM + _LINE
    for place in reversed(order):
        last = given[place] = min(given[place], last - _LINE)
    return given


def _mark(place: int, x: float, y: float) -> str:
    colour = f"class='c{place % len(_COLOURS)}'"
    match place % 4:
        case 0:
            return f"<circle {colour} cx='{x:.1f}' cy='{y:.1f}' r='4'/>"
        case 1:
            return f"<rect {colour} x='{x - 4:.1f}' y='{y - 4:.1f}' width='8' height='8'/>"
        case 2:
            return f"<path {colour} d='M{x:.1f} {y - 5:.1f}l5 9h-10z'/>"
    return f"<path {colour} d='M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z'/>"
