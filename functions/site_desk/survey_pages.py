"""What the pages of surveys have in common: the club's clock, the names of cities, and what one may do."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline import root, root_points, root_site
from hearthline.pages.campaigns import permitted
from hearthline.pages.surveys import zone_name
from hearthline.pages.times import clock_face
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import Principal
from hearthline.platform.bodies import repeat_key
from hearthline.platform.http import Request, Response
from hearthline.platform.ids import identifier
from hearthline.platform.problems import Kind

REPEAT_KEY: Final = "repeat_key"
VERSION: Final = "version"
TOLD_IN_PLACE: Final = frozenset({Kind.INVALID, Kind.REFUSED, Kind.STALE})
"""Problems that a form's own page tells; every other one has a page of its own."""


def shown(request: Request, staff: Principal, template: str, **values: Any) -> Response:
    """Answer with a page of surveys; times on it are by the club's clock, which it names."""
    visit, now = Visit.of(request), root.now()
    zone = root_points.club().refresh(now).zone
    return root_site.desk_pages().answer(
        visit,
        template,
        staff=staff,
        may=permitted(staff),
        when=clock_face(zone.key, visit.language),
        zone=zone_name(zone, words(visit.language)["survey"]),
        cities=cities(visit.language),
        new_key=identifier(root.entropy),
        **values,
    )


def cities(language: str) -> dict[str, str]:
    """Give the names of the cities that the catalog names, by their codes."""
    root.rulebook().refresh(root.now())
    return {code: city.names[language] for code, city in root.rulebook().catalog().cities.items()}


def key_of(form: Mapping[str, Any]) -> str | None:
    """Give what makes sending a form twice do it once; raise Problem 422 for what can't be one."""
    given = form.get(REPEAT_KEY)
    return repeat_key({"idempotency-key": given}) if isinstance(given, str) else None


def version_of(form: Mapping[str, Any]) -> int | None:
    """Give the version that the form has shown, None where it says none."""
    given = form.get(VERSION)
    if not isinstance(given, str) or not given.isascii() or not given.isdigit() or len(given) > 9:
        return None
    return int(given)
