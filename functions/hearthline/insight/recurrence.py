"""Whether a repair held: what comes back in the same home within ninety days. Pure.

A case that was resolved, and for which a contractor was named, has *recurred* when a later complaint or
repair request of the same home and category was received within ninety days after that. It counts once for
the contractor of the earlier case, in the month in which the earlier one was received. Cases that were merged
or rejected are no recurrence.

What is known of a home are facts of its cases, without a name. When a person is taken out of a case, its
facts go too; what they had counted stays, as a number of the city's (`KEPT`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hearthline.insight import measures
from hearthline.insight.contribution import on_sheet, pair, pair_group
from hearthline.insight.model import Case
from hearthline.insight.periods import day_of, month_of
from hearthline.insight.sheets import OF, Contribution, Part

WITHIN: Final = timedelta(days=90)
KEPT: Final = "kept"
"""The dimension of what cases had counted that no home knows any more."""
MOST_OF_A_HOME: Final = 500
"""Cases that are followed of one home; what comes beyond that counts everywhere but here."""
_COMING_BACK: Final = frozenset(measures.KINDS)


@dataclass(frozen=True, slots=True)
class Told:
    """What recurrence needs of one case of a home."""

    number: str
    city: str
    apart: bool
    month: str
    category: str
    received_at: datetime
    contractor: str | None = None
    resolved_at: datetime | None = None
    comes_back: bool = False


def told(case: Case, further: int = 0) -> Told | None:
    """Give what a home keeps of a case; None where it can neither recur nor be a recurrence.

    `further` says on which sheets the case stands.
    """
    comes_back = case.kind in _COMING_BACK and case.status not in {"merged", "rejected"}
    resolved = case.resolved_at if case.settled else None
    if case.category is None or not (comes_back or (case.contractor and resolved)):
        return None
    month = on_sheet(month_of(day_of(case.received_at, case.zone)), further)
    return Told(
        case.number,
        case.city,
        case.apart,
        month,
        case.category,
        case.received_at,
        case.contractor,
        resolved,
        comes_back,
    )


def recurrences(cases: Iterable[Told]) -> Contribution:
    """Give what the cases of one home add."""
    known = sorted(cases, key=lambda one: one.number)
    return tuple(_part(one, one.contractor) for one in known if one.contractor and _recurred(one, known))


def kept(before: Contribution, after: Contribution) -> Contribution:
    """Give, as counts of the city's, what the cases of a home no longer show."""
    left = list(after)
    gone = []
    for part in before:
        if part in left:
            left.remove(part)
        else:
            gone.append(part)
    return tuple(
        Part(one.city, one.apart, one.period, (f"{KEPT}={_KEPT_AS.join(one.groups)}",), one.counts)
        for one in gone
    )


def shown(city: str, period: str, counters: Mapping[str, int], *, apart: bool) -> Contribution:
    """Give what a sheet of KEPT stands for in the sheets of contractors."""
    parts = []
    for name, number in counters.items():
        groups, _, measure = name.rpartition(OF)
        parts.append(Part(city, apart, period, tuple(groups.split(_KEPT_AS)), {measure: number}))
    return tuple(parts)


_KEPT_AS: Final = "\x1f"
"""Stands between the groups in the name of what was kept."""


def _part(one: Told, contractor: str) -> Part:
    both = pair_group(pair("contractor", "category"), contractor, one.category)
    groups = (f"contractor={contractor}", both)
    return Part(one.city, one.apart, one.month, groups, {measures.RECURRED: 1})


def _recurred(one: Told, known: Iterable[Told]) -> bool:
    resolved = one.resolved_at
    return resolved is not None and any(
        other.comes_back
        and other.category == one.category
        and resolved < other.received_at <= resolved + WITHIN
        for other in known
        if other.number != one.number
    )
