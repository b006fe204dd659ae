"""The manager's board: which promises break tonight and tomorrow, and who has them."""

from collections.abc import Mapping

from hearthline import root, root_site
from hearthline.pages.directory import Directory
from hearthline.pages.tonight import board_shown
from hearthline.pages.visits import Visit
from hearthline.platform.access import Principal
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.logs import log
from site_desk.staff_pages import staff_page


@staff_page
def tonight(request: Request, staff: Principal) -> Response:
    """`GET /desk/tonight`; it shows no contact and no unit, so its reading is a line of the log.

    The page's script asks for its changing part alone, each minute.
    """
    visit, now = Visit.of(request), root.now()
    board = root_site.tonight().board(staff, now)
    log("personal_data.read", actor=staff.id, what="list", view="tonight", cases=len(board.threats))
    template = "tonight/part.html" if visit.partial else "tonight/page.html"
    shown = board_shown(board, Directory(root.rulebook(), visit.language), now)
    return root_site.desk_pages().answer(visit, template, staff=staff, **shown)


ROUTES: Mapping[str, Handler] = {"GET /desk/tonight": tonight}
