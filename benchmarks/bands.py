"""How far a figure may lie from the one that is kept: the band of each.

Counts are the same on every machine. Ratios within one run are nearly so, as noise meets both sides alike.
How long something took is the machine's alone, and is compared with nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Final

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Band:
    """A figure lies within it that differs by at most `share` of the kept one; with None, any does.

    Where `better` is 1 or -1, only what is smaller or larger counts: who is better than that is not outside.
    """

    share: float | None
    words: str
    better: int = 0

    def holds(self, kept: object, found: object) -> bool:
        """Tell whether a figure lies within."""
        if self.share is None:
            return True
        if isinstance(kept, bool) or not isinstance(kept, int | float) or not isinstance(found, int | float):
            return kept == found
        worse = abs(found - kept) if not self.better else (kept - found) * self.better
        return worse <= self.share * abs(kept) + 1e-9


EXACT: Final = Band(0.0, "the same")
NEAR: Final = Band(0.05, "± 5 %")
RATIO: Final = Band(0.2, "at most 20 % more", better=-1)
SHARE: Final = Band(0.2, "at most 20 % less", better=1)
MACHINE: Final = Band(None, "the machine's own: not compared")


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands of one benchmark: the first whose pattern fits a figure's path counts.

    Where one of `given` is another, the run is another one, and nothing of it can be compared.
    """

    of: Sequence[tuple[str, Band]]
    given: tuple[str, ...] = ()

    def band(self, path: str) -> Band:
        """Give the band of a figure; LookupError where none is stated."""
        for pattern, band in self.of:
            if fnmatchcase(path, pattern):
                return band
        raise LookupError(path)


_CAMPAIGN: Final = Bands(
    [("seconds/*", MACHINE), ("kills/*", MACHINE), ("doubts/*", MACHINE), ("*", EXACT)], ("owners", "twice")
)
BANDS: Final[Mapping[str, Bands]] = {
    "cold-start": Bands(
        [
            ("programs/*_ratio", RATIO),
            ("programs/*_ms", MACHINE),
            ("programs/*/ratio_at_most", EXACT),
            ("programs/*/modules", NEAR),
            ("*zipped", NEAR),
            ("unpacked", NEAR),
            ("*", EXACT),
        ]
    ),
    "requests": Bands([("*", EXACT)], ("stored",)),
    "overhead": Bands([("ratio/*", RATIO), ("lines/*_ms", MACHINE), ("*", EXACT)]),
    "broadcast": Bands([("share", SHARE), ("*per_second", MACHINE), ("*", EXACT)], ("members",)),
    "fan-out": Bands([("share_of_*", SHARE), ("per_second/*", MACHINE), ("*", EXACT)], ("owners", "rounds")),
    "members": Bands(
        [
            ("seconds", MACHINE),
            ("killed_at*", MACHINE),
            ("processor_ms_each", MACHINE),
            ("*seconds", MACHINE),
            ("*ms", MACHINE),
            ("*", EXACT),
        ],
        ("members",),
    ),
    "campaign": _CAMPAIGN,
    "campaign-twice": _CAMPAIGN,
    "lifecycle": Bands([("seconds of CPU", MACHINE), ("*", EXACT)], ("homes", "years", "seed")),
    "insight": Bands([("*", EXACT)], ("complaints", "projects")),
    "trends": Bands([("look_ms", MACHINE), ("*", EXACT)], ("complaints", "looks")),
    "analytics": Bands(
        [("ratio/*", RATIO), ("*seconds", MACHINE), ("*_ms", MACHINE), ("bytes", NEAR), ("*", EXACT)],
        ("cases",),
    ),
    "growth": Bands(
        [
            ("ratio/*", RATIO),
            ("*/ms", MACHINE),
            ("lines/*", EXACT),
            ("at_most", EXACT),
            ("*", MACHINE),
        ]
    ),
    "cost": Bands(
        [
            ("each/*processor time", MACHINE),
            ("each/*bytes*", NEAR),
            ("each/*dollars*", NEAR),
            ("each/*", EXACT),
            ("lines/Lambda GB*", MACHINE),
            ("lines/*quantity", NEAR),
            ("lines/*dollars", NEAR),
            ("lines/*after_free", RATIO),
            ("standing", NEAR),
            ("*", EXACT),
        ]
    ),
    "helpdesk": Bands([("*/queries", EXACT), ("*/requests", EXACT), ("*", MACHINE)]),
    "load": Bands([("lost", EXACT), ("doubled", EXACT), ("*", MACHINE)]),
}
"""Of every benchmark."""

_NAMES: Final = ("operation", "name", "what", "by", "size")


def figures(name: str, result: Result) -> dict[str, object]:
    """Give every figure of a result by its path, and the ratios that follow from its times."""
    found = dict(_flat(result, ""))
    found |= _ratios(name, result)
    return {path: value for path, value in found.items() if not path.startswith("machine/")}


def _flat(value: Any, path: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _flat(inner, f"{path}/{name}" if path else str(name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _flat(inner, f"{path}/{_called(inner, place)}")
    else:
        yield path, value


def _called(value: Any, place: int) -> str:
    if isinstance(value, Mapping):
        called = [str(value[name]) for name in ("service", *_NAMES, "usual") if name in value]
        if called:
            return " ".join(called)
    return str(place)


def _ratios(name: str, result: Result) -> Mapping[str, float]:
    match name:
        case "growth":
            ends = f"{result['sizes'][0]}-{result['sizes'][-1]}"
            return {
                f"ratio/{line['operation']}/{ends}": line["at"][-1]["ms"] / line["at"][0]["ms"]
                for line in result["lines"]
            }
        case "overhead":
            ms = {line["name"]: line["median_ms"] for line in result["lines"]}
            yardstick = ms["botocore: one GetItem"]
            return {f"ratio/{each}": value / yardstick for each, value in ms.items() if value != yardstick}
        case "analytics":
            return {"ratio/ours to DuckDB": result["ours_ms"] / result["duckdb_ms"]}
    return {}
