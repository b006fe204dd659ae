"""Holds the figures of a new run against those that are kept, each within its band."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.bands import BANDS, MACHINE, figures
from benchmarks.places import FOLDER, KEPT


@dataclass(frozen=True, slots=True)
class Outside:
    """A figure that lies outside of its band, or is missing."""

    name: str
    path: str
    kept: object
    found: object
    band: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One benchmark's figures, compared: how many, which lie outside; `another` says why none could be."""

    name: str
    compared: int
    outside: tuple[Outside, ...] = ()
    another: str = ""


def check() -> list[Checked]:
    """Compare every result of this checkout's own runs with the one that is kept of the same name."""
    found = []
    for path in sorted(FOLDER.glob("*.json")):
        kept = KEPT / path.name
        if path.stem in BANDS and kept.exists():
            found.append(compare(path.stem, _read(kept), _read(path)))
    return found


def compare(name: str, kept: dict[str, Any], new: dict[str, Any]) -> Checked:
    """Compare one result with the one that is kept; both must tell of a figure, but for sizes not run."""
    bands = BANDS[name]
    for given in bands.given:
        if kept[given] != new[given]:
            return Checked(name, 0, another=f"{given} {new[given]:,}, kept is one of {kept[given]:,}")
    outside = tuple(_outside(name, figures(name, kept), figures(name, new)))
    both = figures(name, kept).keys() & figures(name, new).keys()
    return Checked(name, sum(bands.band(path) is not MACHINE for path in both), outside)


def _outside(name: str, kept: dict[str, object], new: dict[str, object]) -> Iterator[Outside]:
    bands = BANDS[name]
    for path in sorted(kept.keys() | new.keys()):
        band = bands.band(path)
        if path in kept and path in new:
            if not band.holds(kept[path], new[path]):
                yield Outside(name, path, kept[path], new[path], band.words)
        elif band is not MACHINE and name != "growth":  # sizes may be left out there
            yield Outside(name, path, kept.get(path), new.get(path), band.words)


def shown(found: list[Checked]) -> str:
    """Give what was found in lines."""
    lines = []
    for each in found:
        if each.another:
            lines.append(f"{each.name}: not compared: {each.another}")
            continue
        lines.append(f"{each.name}: {each.compared:,} figures compared, {len(each.outside)} outside")
        lines += [f"  {one.path}: {one.found} where {one.kept} is kept ({one.band})" for one in each.outside]
    return "\n".join(lines) or "no results yet, run the benchmarks first"


def _read(path: Any) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return result
