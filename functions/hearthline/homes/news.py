"""What others are told when a home changes: that it did, and what became known of its contracts. Pure.

A step of a contract is told once its signing is known, since only then it is known whose step it is: a
handover that came before its signing is told together with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hearthline.homes.model import Contract, Home

CHANGED: Final = "home.changed"
SIGNED: Final = "home.contract_signed"
HANDED_OVER: Final = "home.handed_over"
TRANSFERRED: Final = "home.ownership_transferred"
CANCELLED: Final = "home.contract_cancelled"


@dataclass(frozen=True, slots=True)
class News:
    """One event to tell; `data` holds codes, days and ids of persons."""

    type: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Step:
    """What may become known of a contract: on which day, and whom it concerns."""

    type: str
    day: Callable[[Contract], date | None]
    whose: Callable[[Contract], tuple[str, ...]]


_STEPS: Final = (
    _Step(SIGNED, lambda contract: contract.signed_on, lambda contract: contract.buyers),
    _Step(
        HANDED_OVER,
        lambda contract: contract.handed_over_on,
        lambda contract: contract.owners or contract.buyers,
    ),
    _Step(TRANSFERRED, lambda contract: contract.transferred_on, lambda contract: contract.owners),
    _Step(CANCELLED, lambda contract: contract.cancelled_on, lambda contract: contract.buyers),
)


def news(before: Home | None, after: Home) -> list[News]:
    """Give what is told of a change: first that there was one, then each step that became known."""
    known = {contract.number: contract for contract in before.contracts} if before else {}
    place = {"home": after.id, "city": after.address.city, "project": after.address.project}
    told = [News(CHANGED, dict(place))]
    for contract in after.contracts:
        for step in _STEPS:
            on = step.day(contract)
            if on is not None and _fresh(step, known.get(contract.number), contract):
                facts = {"contract": contract.number, "persons": list(step.whose(contract))}
                told.append(News(step.type, {**place, **facts, "on": on.isoformat()}))
    return told


def _fresh(step: _Step, before: Contract | None, after: Contract) -> bool:
    """Tell whether a step was not known before; a contract may be passed on again and again."""
    if after.signed_on is None:
        return False
    if before is None or before.signed_on is None or step.day(before) is None:
        return True
    passed_on = step.type == TRANSFERRED and after.cancelled_on is None
    return passed_on and (before.transferred_on, before.owners) != (after.transferred_on, after.owners)
