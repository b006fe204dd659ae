"""Early trends as their page shows them: what a group is called, its chart, and how rare its rise is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from hearthline.pages.directory import Directory

ADDRESS: Final = "/desk/reports/trends"
ASKED: Final = ("until", "city", "of")
_WIDE: Final = 0.7
"""What a column takes of its place."""
_RAREST: Final = 1_000_000
_SMALLEST: Final = 0.0001


@dataclass(frozen=True, slots=True)
class Column:
    """One period of a chart, in per cent of its room: the count, and where the usual number would be."""

    x: str
    y: str
    width: str
    height: str
    usual: str
    said: str
    judged: bool


@dataclass(frozen=True, slots=True)
class Rise:
    """What has risen, as it is read: `one_in` is how rarely chance does it, `false` a share in per cent."""

    name: str
    kind: str
    found: Mapping[str, Any]
    columns: tuple[Column, ...]
    one_in: str
    rarest: bool
    false: str
    cases: str


def rises(items: Sequence[Mapping[str, Any]], names: Directory, asked: Mapping[str, str]) -> list[Rise]:
    """Give what has risen, the rarest first."""
    return [_rise(item, names, asked) for item in items]


def address(at: str, asked: Mapping[str, str], **changes: str | None) -> str:
    """Give an address as it was asked for, with changes; None and the empty text leave out."""
    rest = {name: value for name, value in {**asked, **changes}.items() if value}
    return f"{at}?{urlencode(rest)}" if rest else at


def name_of(group: Mapping[str, str], names: Directory) -> str:
    """Give what a group is called."""
    told = {"category": names.category, "cause": names.cause, "contractor": names.contractor}
    return " · ".join(told[by](value) if by in told else value for by, value in group.items())


def _rise(item: Mapping[str, Any], names: Directory, asked: Mapping[str, str]) -> Rise:
    rarely = min(_RAREST, round(1 / item["p"])) if item["p"] else _RAREST
    city = {"city": item["city"]} if item["city"] else {}
    return Rise(
        name=name_of(item["group"], names),
        kind="_".join(item["by"]),
        found=item,
        columns=columns(item["periods"]),
        one_in=f"{rarely:,}",
        rarest=rarely >= _RAREST,
        false=_per_cent(item["q"]),
        cases=address(f"{ADDRESS}/cases", {**asked, **city, **item["group"]}),
    )


def _per_cent(share: float) -> str:
    """Give a small share in words: nobody reads a power of ten."""
    return f"{100 * share:.2g}%" if share >= _SMALLEST else f"< {100 * _SMALLEST:g}%"


def columns(periods: Sequence[Mapping[str, Any]]) -> tuple[Column, ...]:
    """Draw a column for each period; the last one is judged."""
    top = max(1.0, *(max(period["count"], period["expected"]) for period in periods))
    room = 100 / len(periods)
    return tuple(
        Column(
            x=f"{(place + (1 - _WIDE) / 2) * room:.2f}%",
            y=f"{100 - 100 * period['count'] / top:.2f}%",
            width=f"{_WIDE * room:.2f}%",
            height=f"{100 * period['count'] / top:.2f}%",
            usual=f"{100 - 100 * period['expected'] / top:.2f}%",
            said=f"{period['first']} – {period['last']}: {period['count']}",
            judged=place == len(periods) - 1,
        )
        for place, period in enumerate(periods)
    )
