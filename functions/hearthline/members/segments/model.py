"""A saved segment, and a count of it: plain values, no rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

MOST_DRAWN: Final = 10
"""How many persons a sample has."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A filter under a name. `filter` is its document as JSON text, which was checked when it was saved.

    `request` is the fingerprint of the request that made it, where that can be repeated.
    """

    id: str
    name: str
    filter: str
    by: str
    created_at: datetime
    changed_at: datetime
    changed_by: str
    version: int = 1
    archived_at: datetime | None = None
    request: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """One count of a segment as it was at `at`: the filter of its `version`, in so many `parts`.

    It looks at persons of `cities` only, unless it looks `everywhere`: the scope of who asked for it. Whom
    `excluded`, another filter, means is not counted. The audience of a campaign is counted in the same way,
    under the campaign's id.
    """

    id: str
    segment: str
    version: int
    filter: str
    by: str
    at: datetime
    parts: int
    everywhere: bool = False
    cities: tuple[str, ...] = ()
    excluded: str | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A person of a sample, and the keyed hash by which they were drawn: the smallest are."""

    hash: str
    person: str


@dataclass(frozen=True, slots=True)
class Subtotal:
    """What one part of a count has come to after so many `pages`; `next` is where the following one starts.

    `by_city` counts a person in each city that they belong to, under "" who belongs to none. `half_units`
    are the read units spent, in halves.
    """

    part: int
    pages: int = 0
    scanned: int = 0
    count: int = 0
    by_city: Mapping[str, int] = field(default_factory=dict)
    sample: tuple[Drawn, ...] = ()
    requests: int = 0
    half_units: int = 0
    next: Mapping[str, str] | None = None
    done: bool = False


def together(subtotals: "tuple[Subtotal, ...]") -> Subtotal:
    """Give what all parts come to; the sample is the same however the audience was cut into parts."""
    cities: dict[str, int] = {}
    for each in subtotals:
        for city, count in each.by_city.items():
            cities[city] = cities.get(city, 0) + count
    drawn = sorted((one for each in subtotals for one in each.sample), key=lambda one: one.hash)
    return Subtotal(
        part=0,
        pages=sum(each.pages for each in subtotals),
        scanned=sum(each.scanned for each in subtotals),
        count=sum(each.count for each in subtotals),
        by_city=dict(sorted(cities.items())),
        sample=tuple(drawn[:MOST_DRAWN]),
        requests=sum(each.requests for each in subtotals),
        half_units=sum(each.half_units for each in subtotals),
        done=all(each.done for each in subtotals),
    )
