"""The page of a case for its filer: by its city's clock, with what is asked of the reader now on top."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from hearthline.notices.wording import STATUSES, yuan
from hearthline.pages.cases import files, stage, story
from hearthline.pages.promises import rounds
from hearthline.pages.wall_clock import WallClock
from hearthline.pages.words import words

CONTROLS: Final[tuple[str, ...]] = ("text", "accepted", "rating", "comment")
OFFER: Final = "remedy"
_UTC: Final = "UTC"


def followed(
    view: Mapping[str, Any], catalog: Mapping[str, Any], now: datetime, language: str
) -> dict[str, Any]:
    """Give what the template of the page needs beside the words."""
    city = _named(catalog["cities"], view["city"])
    zone = city["zone"] if city else _UTC
    text = words(language)
    return {
        "case": view,
        "address": f"/follow/{view['number']}",
        "status_name": STATUSES[language].get(view["status"], view["status"]),
        "kind": _name(catalog["kinds"], view["kind"], language),
        "city": city["names"][language] if city else view["city"],
        "category": _name(catalog["categories"], view["category"], language),
        "wall": text["follow"]["zone"].format(city["names"][language]) if city else _UTC,
        "when": WallClock(zone, language).moment,
        "stage": stage(view),
        "rounds": rounds(view["clocks"], now),
        "story": story(view),
        "files": files(view),
        "yuan": yuan,
    }


def labels(language: str, typed: Mapping[str, str]) -> dict[str, str]:
    """Give the names of the controls, for what is said of their faults."""
    text = words(language)
    found = {name: text["follow"][name] for name in CONTROLS}
    return {**found, "accepted": text["offer"]["question"]} if OFFER in typed else found


def _named(entries: Sequence[Mapping[str, Any]], code: str | None) -> Mapping[str, Any] | None:
    return next((entry for entry in entries if entry["code"] == code), None)


def _name(entries: Sequence[Mapping[str, Any]], code: str | None, language: str) -> str | None:
    found = _named(entries, code)
    return found["names"][language] if found else code
