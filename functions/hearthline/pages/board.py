"""A post of the public board as its pages show it."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline.notices.wording import STATUSES
from hearthline.pages.filing import place_of
from hearthline.pages.wall_clock import WallClock

_UTC: Final = "UTC"


def shown(post: Mapping[str, Any], catalog: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Give a post with names for its codes, and its city's clock."""
    city = place_of(catalog, post["city"])
    kind = next(each for each in catalog["kinds"] if each["code"] == post["kind"])
    return {
        **post,
        "kind_name": kind["names"][language],
        "city_name": city["names"][language] if city else post["city"],
        "status_name": STATUSES[language].get(post["status"], post["status"]),
        "when": WallClock(city["zone"] if city else _UTC, language).moment,
    }
