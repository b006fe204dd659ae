"""Incidents as their pages show them: lines of the list, cases of one, and how far an answer to all is."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from hearthline.pages.directory import Directory
from hearthline.pages.wall_clock import WallClock
from hearthline.pages.words import words
from hearthline.platform.ids import read_number
from hearthline.platform.problems import FieldError, Problem

SOON: Final = 3
"""Seconds until a page looks again at what is being linked or answered."""

WISHES: Final = ("confirm", "dismiss", "link", "close")
"""What has a form on an incident's page, in the order in which they stand there."""

TEXTS: Final = ("zh", "en")
_LOST: Final = "other"
_OUTCOME: Final = ("cause", "department", "contractor")


def lines(cards: Iterable[Mapping[str, Any]], names: Directory) -> list[dict[str, Any]]:
    """Give the lines of the list, each with the time by its city's clock."""
    return [
        {
            **card,
            "place": place(card, names),
            "at": WallClock(names.zone(card["city"]), names.language).moment(card["created_at"]),
        }
        for card in cards
    ]


def place(incident: Mapping[str, Any], names: Directory) -> str:
    """Give where it is and what about, in one line; its project and building are as they were typed."""
    parts = (incident["project"], incident["building"], names.category(incident["category"]))
    return " · ".join(part for part in parts if part)


def members(
    found: Iterable[Mapping[str, Any]], cases: Mapping[str, Mapping[str, Any]], language: str
) -> list[dict[str, Any]]:
    """Give the cases of a page; of one that the reader may not see no more than its number."""
    return [
        {
            **case,
            **{name: member[name] for name in ("number", "state")},
            "seen": bool(case),
            "why": why(member["missed"]["reason"], language) if member["missed"] else "",
        }
        for member in found
        for case in [cases.get(member["number"], {})]
    ]


def broadcasts(
    body: Mapping[str, Any], left_out: Mapping[str, Iterable[tuple[str, str]]], language: str
) -> list[dict[str, Any]]:
    """Give the answers to all, newest first, each with how far it is and whom it has left out."""
    said = {
        line["data"]["broadcast"]: line["data"].get("translations", {})
        for line in body["timeline"]
        if line["kind"] == "broadcast"
    }
    return [
        {
            **sent,
            "ended": sent["answered"] + sent["skipped"] + sent["failed"],
            "translations": said.get(sent["id"], {}),
            "left_out": [
                (number, why(reason, language)) for number, reason in sorted(left_out.get(sent["id"], ()))
            ],
        }
        for sent in reversed(body["broadcasts"])
    ]


def evidence(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Give what suggested it, None where somebody opened it; earlier ones don't say by how many."""
    return next((line["data"] for line in body["timeline"] if line["kind"] == "suggested"), None)


def why(reason: str, language: str) -> str:
    """Give in words why a case was left out."""
    told = words(language, "refusals")
    return str(told.get(reason) or told[_LOST])


def announced(form: Mapping[str, Any]) -> dict[str, Any]:
    """Give the body of an answer to all: the first text is everybody's, the other for who writes so."""
    given = {code: text for code in TEXTS if (text := _text(form, code))}
    first, *others = given or {TEXTS[0]: ""}
    body: dict[str, Any] = {"text": given.get(first, "")}
    if others:
        body["translations"] = {code: given[code] for code in others}
    resolve = form.get("resolve")
    if form.get("settles") and isinstance(resolve, Mapping):
        body["resolve"] = {name: value for name in _OUTCOME if (value := resolve.get(name))}
    return body


def at_controls(problem: Problem, form: Mapping[str, Any]) -> Problem:
    """Give the problem with what is wrong of a text at the control of its language."""
    first = next((code for code in TEXTS if _text(form, code)), TEXTS[0])
    errors = [
        FieldError(
            re.sub("^/translations|^/text", f"/text/{first}" if at == "/text" else "/text", at), detail
        )
        for at, detail in ((error.pointer, error.detail) for error in problem.errors)
    ]
    return Problem(problem.kind, problem.detail, errors=errors, extra=problem.extra, headers=problem.headers)


def opening(form: Mapping[str, Any]) -> dict[str, Any]:
    """Give the body of an incident that somebody opens; its cases are typed into one control."""
    given = {name: form.get(name) for name in ("title", "city", "project", "building", "category", "text")}
    found: dict[str, Any] = {name: value for name, value in given.items() if value}
    return {"title": "", **found, "complaints": numbers(form.get("complaints"))}


def numbers(typed: object) -> list[str]:
    """Give the numbers of cases that somebody typed, with blanks, commas or lines between them, each once."""
    parts = str(typed or "").replace(",", " ").replace("，", " ").replace("、", " ").split()
    return list({read_number(part) or part: part for part in parts}.values())


def _text(form: Mapping[str, Any], code: str) -> str:
    text = form.get("text")
    given = text.get(code) if isinstance(text, Mapping) else None
    return given if isinstance(given, str) and given.strip() else ""
