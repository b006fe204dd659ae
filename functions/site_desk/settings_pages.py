"""What all pages of settings have in common: names for codes, their clock, and who may change them."""

from typing import Any, Final

from hearthline import root, root_desk, root_site
from hearthline.complaints.rulebook import REPORTING_LINE
from hearthline.pages.directory import Directory
from hearthline.pages.visits import Visit
from hearthline.pages.wall_clock import WallClock
from hearthline.platform.access import ALLOWED, Action, Principal
from hearthline.platform.http import Request, Response
from hearthline.staff_requests import record

AT: Final = "/desk/settings"


def shown(request: Request, staff: Principal, template: str, **values: Any) -> Response:
    """Answer with a page of settings; instants on it are by the reporting line's clock, which it names."""
    visit, book = Visit.of(request), root.rulebook()
    book.refresh(root.now())
    directory = Directory(book, visit.language)
    clock = WallClock(book.reporting_line().zone, visit.language)
    return root_site.desk_pages().answer(
        visit,
        template,
        staff=staff,
        at=AT,
        may_edit=staff.hq and bool(staff.roles & ALLOWED[Action.EDIT_DOCUMENT]),
        directory=directory,
        when=clock.moment,
        day=clock.day,
        zone=clock.zone,
        **values,
    )


def edition_of(request: Request, staff: Principal, name: str, version: str | None) -> dict[str, Any]:
    """Give a version of a document, the one in force where none is named; reading of staff is recorded."""
    found = root_desk.documents_desk().one(staff, name, version, root.now())
    if name == REPORTING_LINE:
        record(request, staff, "document", about=name)
    return found
