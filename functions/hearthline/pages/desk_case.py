"""A case as its page shows it to staff: the story newest first, files, and which commands fit it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from hearthline.pages.cases import readable_size
from hearthline.pages.directory import Directory
from hearthline.pages.promises import rounds
from hearthline.pages.wall_clock import WallClock
from hearthline.platform.instants import read_instant

ORDER: Final = (
    *("reply", "ask", "note", "heard", "claim", "assign", "acknowledge", "triage", "transfer"),
    *("visit", "visited", "finish", "offer", "approve", "decline", "extend", "resolve", "reject"),
    *("merge", "link", "publish", "hide", "reopen", "close"),
)
"""The commands in the order in which they stand on the page."""

_PROPOSED: Final = "proposed"
_ENDED: Final = frozenset({"closed", "rejected", "merged"})


def shown(body: Mapping[str, Any], names: Directory, now: datetime) -> dict[str, Any]:
    """Give what the template needs of a case beside its own words."""
    language = names.language
    clock = WallClock(names.zone(body["city"]), language)
    remedies = body["remedies"]
    return {
        "case": body,
        "names": names,
        "when": clock.moment,
        "due_at": read_instant,
        "now": now,
        "rounds": rounds(body["clocks"], now),
        "story": list(reversed(body["timeline"])),
        "files": [{**file, "shown_size": readable_size(file["size"])} for file in body["attachments"]],
        "proposed": next((one for one in reversed(remedies) if one["state"] == _PROPOSED), None),
        "unreported": [visit for visit in body["visits"] if visit["outcome"] is None],
        "undone": [work for work in body["works"] if work["done_at"] is None],
        "running": [
            each["clock"] for each in body["clocks"] if each["met_at"] is None and each["stopped_at"] is None
        ],
        "flagged": [flag["explanation"][language] for flag in body["flags"] if flag["assessed_at"] is None],
    }


def proposal(body: Mapping[str, Any]) -> str:
    """Give the address where an improvement is proposed that this case is the first evidence of."""
    outcome = body["outcome"] or {}
    learnt = {name: outcome.get(name) for name in ("cause", "department", "contractor")}
    return _address("/desk/improvements/new", {**_where(body, "project"), **learnt})


def incident_of(body: Mapping[str, Any]) -> str:
    """Give the address where an incident is opened with this case; none where it has one, or has ended."""
    if body["incident"] or body["status"] in _ENDED:
        return ""
    where = _where(body, "project", "building")
    return _address("/desk/incidents/new", {**where, "category": body["category"]})


def since(timeline: Sequence[Mapping[str, Any]], version: int | None) -> list[Mapping[str, Any]]:
    """Give what happened after a version of the case; nothing where that is not known."""
    if version is None:
        return []
    return [entry for entry in timeline if int(entry["id"].split("#")[1]) > version]


def _where(body: Mapping[str, Any], *parts: str) -> dict[str, str | None]:
    home = body["home"] or {}
    return {
        "complaints": body["number"],
        "city": body["city"],
        **{part: home.get(part) for part in parts},
    }


def _address(path: str, given: Mapping[str, str | None]) -> str:
    return f"{path}?{urlencode({name: value for name, value in given.items() if value})}"
