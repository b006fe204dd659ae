"""Improvements as their pages show them, and what is typed into their forms as the API's bodies have it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from hearthline.pages.directory import Directory
from hearthline.pages.incidents import numbers
from hearthline.pages.wall_clock import WallClock

ADDRESS: Final = "/desk/improvements"
DECISIONS: Final = ("accepted", "adopted", "declined", "proposed")
"""The decisions by the status that each leads to, in the order in which they stand on the page."""

FILTERS: Final = ("status", "department", "cause", "contractor", "city")
_PROPOSAL: Final = ("title", "text", "department", "cause", "contractor", "city", "project")


def lines(cards: Iterable[Mapping[str, Any]], names: Directory, otherwise: str) -> list[dict[str, Any]]:
    """Give the lines of the list, each with its days by its city's clock; `otherwise` is the group's zone."""
    return [_line(card, names, otherwise) for card in cards]


def address(asked: Mapping[str, str], **changes: str | None) -> str:
    """Give the address of the list as it was asked for, with changes; None and the empty text leave out."""
    rest = {name: value for name, value in {**asked, **changes}.items() if value}
    return f"{ADDRESS}?{urlencode(rest)}" if rest else ADDRESS


def proposal(form: Mapping[str, Any]) -> dict[str, Any]:
    """Give the body of a proposal; its cases are typed into one control."""
    given = {name: form[name] for name in _PROPOSAL if form.get(name)}
    return {**given, "complaints": numbers(form.get("complaints"))}


def amendment(form: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Give the body of an amendment: what differs from what stands there."""
    given = {
        name: form[name] for name in ("title", "text") if form.get(name) and form[name] != before.get(name)
    }
    added = numbers(form.get("complaints_added"))
    return {**given, **({"complaints_added": added} if added else {})}


def _line(card: Mapping[str, Any], names: Directory, otherwise: str) -> dict[str, Any]:
    day = WallClock(names.zone(card["city"]) if card["city"] else otherwise, names.language).day_of
    decided = card["decided_at"]
    return {**card, "at": day(card["proposed_at"]), "decided": day(decided) if decided else ""}
