"""What pages that speak of cities and cases share: names and words, one clock, a key for what is sent."""

from typing import Any

from hearthline import root, root_site
from hearthline.pages.directory import Directory
from hearthline.pages.visits import Visit
from hearthline.pages.wall_clock import WallClock
from hearthline.pages.words import words
from hearthline.platform.access import Principal, visible_cities
from hearthline.platform.http import Request, Response
from hearthline.platform.ids import identifier


def names_now(language: str) -> Directory:
    """Give the names that are in force now."""
    root.rulebook().refresh(root.now())
    return Directory(root.rulebook(), language)


def shown(
    request: Request,
    staff: Principal,
    template: str,
    city: str | None = None,
    *,
    otherwise: str = "UTC",
    **values: Any,
) -> Response:
    """Answer with a page; its times are by the clock of a city, or of a zone where it is about none."""
    visit = Visit.of(request)
    names = names_now(visit.language)
    clock = WallClock(names.zone(city) if city else otherwise, visit.language)
    return root_site.desk_pages().answer(
        visit,
        template,
        staff=staff,
        names=names,
        cities=names.cities(visible_cities(staff)),
        when=clock.moment,
        day=clock.day,
        cases=words(visit.language, "cases"),
        new_key=identifier(root.entropy),
        **values,
    )
