"""Campaigns as their pages show them: in groups, how far each is, whom it asks, and what happened to it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from hearthline.platform.access import ALLOWED, Principal

GROUPS: Final = ("under_way", "waiting", "by_itself", "ended")
_GROUP_OF: Final[Mapping[str, str]] = {
    "draft": "waiting",
    "scheduled": "waiting",
    "sending": "under_way",
    "paused": "under_way",
    "finished": "ended",
    "cancelled": "ended",
}
SOON: Final = 3
"""Seconds until a page looks again at what is being sent or counted."""
LATER: Final = 20
"""The same of a campaign that rests, of which the last few messages may still be told."""
_SHARES: Final[Mapping[str, str]] = {"all": "and", "any": "or"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How many are in a state; `share` in per cent of all that were made."""

    state: str
    count: int
    share: float


def permitted(staff: Principal) -> frozenset[str]:
    """Name the actions that somebody's roles allow, whatever their cities: what a page offers."""
    return frozenset(action.value for action, roles in ALLOWED.items() if roles & staff.roles)


def grouped(heads: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Give campaigns by the groups of the list, each in the order given."""
    found: dict[str, list[Mapping[str, Any]]] = {name: [] for name in GROUPS}
    for head in heads:
        found["by_itself" if head["trigger"] else _GROUP_OF[head["state"]]].append(head)
    return found


def standings(progress: Mapping[str, Any]) -> list[Standing]:
    """Give the states in which anybody is, in the order of an invitation's life."""
    made = progress["made"]
    return [
        Standing(state, count, round(100 * count / made, 1) if made else 0.0)
        for state, count in progress["states"].items()
        if count
    ]


def look_again(progress: Mapping[str, Any]) -> int | None:
    """Give after how many seconds a page that shows this looks again; None where nothing will change."""
    if progress["state"] == "sending":
        return SOON
    return LATER if progress["state"] == "paused" or not _settled(progress) else None


def _settled(progress: Mapping[str, Any]) -> bool:
    """Say whether nothing of an ended campaign is open; of one that has not begun nothing is, either."""
    waiting = sum(progress["states"][state] for state in ("made", "held"))
    return progress["state"] in {"draft", "scheduled"} or waiting == 0


def filter_told(document: Any, said: Mapping[str, Any]) -> str:
    """Give whom a filter means in words; `said` holds those of conditions, tests and values."""
    if not isinstance(document, Mapping) or len(document) != 1:
        return json.dumps(document, ensure_ascii=False)
    ((name, inner),) = document.items()
    if name in _SHARES and isinstance(inner, list):
        parts = [filter_told(part, said) for part in inner]
        return str(said[_SHARES[name]]).join(parts) if parts else str(said["everybody"])
    if name == "not":
        return str(said["not"]).format(filter_told(inner, said))
    return f"{said['conditions'].get(name, name)}{said['colon']}{_values(inner, said)}"


def _values(given: Any, said: Mapping[str, Any]) -> str:
    if isinstance(given, list):
        return str(said["comma"]).join(_values(each, said) for each in given)
    if isinstance(given, Mapping):
        tests = said["tests"]
        parts = [
            str(tests[name]).format(_values(each, said)) for name, each in given.items() if name in tests
        ]
        return str(said["comma"]).join(parts)
    return str(said["values"].get(str(given), given))
