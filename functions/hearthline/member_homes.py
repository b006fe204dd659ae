"""Where members and homes meet: what owners see of their own homes."""

from collections.abc import Mapping
from typing import Any

from hearthline.homes.model import Home
from hearthline.homes.store import HomeStore
from hearthline.homes.warranty import last_days
from hearthline.members.model import Holding, Person


class OwnHomes:
    """The homes of one person, by each contract that is or was theirs."""

    def __init__(self, store: HomeStore) -> None:
        self._store = store

    def __call__(self, person: Person) -> dict[str, Any]:
        """Give them, the latest signed first; who else owns them is not said. One request."""
        held = sorted(person.holdings, key=lambda one: (one.signed_on, one.contract), reverse=True)
        homes = self._store.load_many(dict.fromkeys(one.home for one in held)) if held else {}
        return {"items": [_line(one, homes[one.home]) for one in held if one.home in homes]}


def _line(holding: Holding, home: Home) -> dict[str, Any]:
    owned = holding.until is None
    return {
        "home": {
            "city": home.address.city,
            "project": home.address.project,
            "building": home.address.building,
            "unit": home.address.unit,
        },
        "contract": holding.contract,
        "state": _state(holding),
        "bought": holding.bought,
        "signed_on": holding.signed_on,
        "handed_over_on": holding.handed_over_on,
        "passed_on": holding.passed_on,
        "until": holding.until,
        "warranties": _warranties(home) if owned else [],
        "contractors": _contractors(home.contractors) if owned else [],
    }


def _state(holding: Holding) -> str:
    if holding.cancelled:
        return "cancelled"
    return "handed_over" if holding.handed_over_on else "signed"


def _warranties(home: Home) -> list[dict[str, Any]]:
    until = last_days(home)
    return [
        {"part": part, "months": months, "until": until.get(part)} for part, months in home.warranties.items()
    ]


def _contractors(contractors: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"trade": trade, "contractor": contractor} for trade, contractor in contractors.items()]
