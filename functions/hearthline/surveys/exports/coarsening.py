"""Making groups of an anonymous export large enough that nobody stands alone in one.

Rows that share all of kind, city, project, tier and stage are a group. A group under five gives up the finest
of these, project first and city last, until it has become part of one that is large enough. What is left over
at the end takes the smallest group along; fewer than five rows in all are not exported.

Results show the same answers by each of these alone. What they hide is given up here as well, and of all rows
of a city, a tier and so on those that gave it up are none or five at least: so the difference between results
and rows tells of no fewer either.
Source of the notion: L. Sweeney, k-anonymity: a model for protecting privacy, 2002; here k = 5.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from hearthline.surveys.model import Strata
from hearthline.surveys.suppression import hidden, hidden_parts

LEAST: Final = 5
"""How many rows a group has at least."""

NOWHERE: Final = Strata(kind="")
"""The strata of a row that gave up all of them."""

_GIVEN_UP: Final = ("project", "tier", "stage", "kind", "city")
"""In this order; `kind` becomes empty, the others None."""


def coarsened(counts: Mapping[Strata, int], least: int = LEAST) -> dict[Strata, Strata] | None:
    """Give for each group's strata those under which its rows are exported; None where there are too few.

    Of all rows with the same exported strata there are at least `least`.
    """
    if sum(counts.values()) < least:
        return {} if not counts else None
    veiled = _veiled(counts)
    sizes: Counter[Strata] = Counter()
    for strata, number in counts.items():
        sizes[veiled[strata]] += number
    grouped = _grouped(sizes, least)
    return _evened({strata: grouped[veiled[strata]] for strata in counts}, counts, least)


def _veiled(counts: Mapping[Strata, int]) -> dict[Strata, Strata]:
    """Give strata without what results hide of them."""
    found = {strata: strata for strata in counts}
    for name in _GIVEN_UP:
        sizes: Counter[str] = Counter()
        for strata, number in counts.items():
            sizes[_value(strata, name)] += number
        gone = hidden_parts(sizes) if name == "project" else hidden(sizes)
        found = {
            strata: _less(left, name) if _value(strata, name) in gone else left
            for strata, left in found.items()
        }
    return found


def _grouped(counts: Mapping[Strata, int], least: int) -> dict[Strata, Strata]:
    found: dict[Strata, Strata] = {}
    for level in range(len(_GIVEN_UP) + 1):
        rest = {strata: _without(strata, level) for strata in counts if strata not in found}
        sizes: Counter[Strata] = Counter()
        for strata, coarse in rest.items():
            sizes[coarse] += counts[strata]
        found |= {strata: coarse for strata, coarse in rest.items() if sizes[coarse] >= least}
    return _taking_along(found, counts, least)


def _taking_along(
    found: dict[Strata, Strata], counts: Mapping[Strata, int], least: int
) -> dict[Strata, Strata]:
    """Put what is left over together with the smallest groups, until it is large enough."""
    left = {strata: NOWHERE for strata in counts if strata not in found}
    while left and sum(counts[strata] for strata in left) < least:
        sizes: Counter[Strata] = Counter()
        for strata, coarse in found.items():
            sizes[coarse] += counts[strata]
        smallest = min(sizes, key=lambda coarse: (sizes[coarse], repr(coarse)))
        taken = {strata: NOWHERE for strata, coarse in found.items() if coarse == smallest}
        left |= taken
        found = {strata: coarse for strata, coarse in found.items() if strata not in taken}
    return found | left


def _without(strata: Strata, level: int) -> Strata:
    gone: dict[str, Any] = {name: "" if name == "kind" else None for name in _GIVEN_UP[:level]}
    return replace(strata, **gone)


def _evened(found: dict[Strata, Strata], counts: Mapping[Strata, int], least: int) -> dict[Strata, Strata]:
    """Let more rows give up what too few have given up: a whole group each time, the smallest first."""
    while (uneven := _uneven(found, counts, least)) is not None:
        name, group = uneven
        found = {
            strata: _less(coarse, name) if coarse == group else coarse for strata, coarse in found.items()
        }
    return found


def _uneven(
    found: Mapping[Strata, Strata], counts: Mapping[Strata, int], least: int
) -> tuple[str, Strata] | None:
    for name in _GIVEN_UP:
        known: Counter[str] = Counter()
        shown: dict[str, Counter[Strata]] = {}
        for strata, coarse in found.items():
            known[_value(strata, name)] += counts[strata]
            if getattr(coarse, name):
                shown.setdefault(_value(strata, name), Counter())[coarse] += counts[strata]
        for value, groups in sorted(shown.items()):
            if 0 < known[value] - groups.total() < least:
                return name, min(groups, key=lambda coarse: (groups[coarse], repr(coarse)))
    return None


def _value(strata: Strata, name: str) -> str:
    """Give what somebody is counted under in results; a project is one of its city."""
    value = getattr(strata, name) or ""
    return f"{strata.city or ''}/{value}" if name == "project" else value


def _less(strata: Strata, name: str) -> Strata:
    """Give strata without one of them; without the city there is no project, which would tell it."""
    gone: dict[str, Any] = {name: "" if name == "kind" else None}
    return replace(strata, **gone, project=None) if name == "city" else replace(strata, **gone)
