"""What the pages of persons have in common: the club's clock, the words of members, and who it is about."""

from typing import Any, Final

from hearthline import root, root_members, root_points
from hearthline.pages.members import grouped
from hearthline.pages.visits import Visit
from hearthline.pages.wall_clock import WallClock
from hearthline.pages.words import words
from hearthline.platform.access import Principal
from hearthline.platform.http import Request, Response
from site_desk.survey_pages import shown

AT: Final = "/desk/members"
ONE: Final = f"{AT}/{{id}}"


def of_members(request: Request, staff: Principal, template: str, **values: Any) -> Response:
    """Answer with a page about persons; `m` are the words that members read of the same things."""
    language = Visit.of(request).language
    zone = root_points.club().refresh(root.now()).zone
    return shown(
        request,
        staff,
        template,
        m=words(language, "member"),
        clock=WallClock(zone.key, language),
        grouped=grouped,
        done=request.query.get("done", ""),
        **values,
    )


def of_person(request: Request, staff: Principal, template: str, **values: Any) -> Response:
    """Answer with a page about one person. That they were read is to be recorded by then."""
    person, version = root_members.desk().read(staff, request.params["id"])
    return of_members(request, staff, template, person=person, version=version, **values)


def theirs(request: Request, rest: str = "") -> str:
    """Give the address of the person's page, or of one below it."""
    return f"{AT}/{request.params['id']}{rest}"
