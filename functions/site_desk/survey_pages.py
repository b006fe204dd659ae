"""What the pages of surveys have in common: the club's clock, the names of cities, and what one may do."""

from typing import Any

from hearthline import root, root_campaign_desk, root_points, root_site
from hearthline.pages.campaigns import permitted
from hearthline.pages.surveys import zone_name
from hearthline.pages.visits import Visit
from hearthline.pages.wall_clock import WallClock
from hearthline.pages.words import words
from hearthline.platform.access import Principal
from hearthline.platform.http import Request, Response
from hearthline.platform.ids import identifier


def shown(request: Request, staff: Principal, template: str, **values: Any) -> Response:
    """Answer with a page of surveys; times on it are by the club's clock, which it names."""
    visit, now = Visit.of(request), root.now()
    zone = root_points.club().refresh(now).zone
    return root_site.desk_pages().answer(
        visit,
        template,
        staff=staff,
        may=permitted(staff),
        when=WallClock(zone.key, visit.language).moment,
        zone=zone_name(zone, words(visit.language, "survey")),
        cities=cities(visit.language),
        new_key=identifier(root.entropy),
        **values,
    )


def shown_campaign(request: Request, staff: Principal, template: str, **values: Any) -> Response:
    """Answer with a page about a campaign as it stands now, and how far it is."""
    identity, now = request.params["id"], root.now()
    view, version = root_campaign_desk.campaigns().read(staff, identity, now)
    progress = root_campaign_desk.recipients().progress(staff, identity, now)
    return shown(request, staff, template, campaign=view, version=version, progress=progress, **values)


def cities(language: str) -> dict[str, str]:
    """Give the names of the cities that the catalog names, by their codes."""
    root.rulebook().refresh(root.now())
    return {code: city.names[language] for code, city in root.rulebook().catalog().cities.items()}


def filter_words(language: str) -> dict[str, Any]:
    """Give the words in which a filter is told, cities by their names."""
    said = words(language, "campaigns")["filter"]
    return {**said, "values": {**cities(language), **said["values"]}}
