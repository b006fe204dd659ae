"""Making groups of an anonymous export large enough that nobody stands alone in one.

Rows that share all of kind, city, project, tier and stage are a group. A group under five gives up the finest
of these, project first and city last, until it has become part of one that is large enough. What is left over
at the end takes the smallest group along; fewer than five rows in all are not exported.
Source of the notion: L. Sweeney, k-anonymity: a model for protecting privacy, 2002; here k = 5.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from hearthline.surveys.model import Strata

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
