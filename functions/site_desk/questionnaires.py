"""Pages of questionnaires: the list, one with its versions, and each as it looks on a phone."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline import root, root_questionnaires, root_site
from hearthline.pages.surveys import sheet_values
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform import bodies
from hearthline.platform.access import Principal
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Problem
from hearthline.surveys.ready_made import READY_MADE
from site_desk.staff_pages import staff_page
from site_desk.survey_pages import shown

AT: Final = "/desk/questionnaires"
LISTED: Final = 100


@staff_page
def page(request: Request, staff: Principal) -> Response:
    """`GET /desk/questionnaires`."""
    query = bodies.read(bodies.PageQuery, request.query, sign="?")
    found = root_questionnaires.questionnaires().page(staff, limit=LISTED, cursor=query.cursor)
    return shown(
        request,
        staff,
        "questionnaires/list.html",
        items=found["items"],
        next=found["next_cursor"],
        shipped=READY_MADE,
    )


@staff_page
def read(request: Request, staff: Principal) -> Response:
    """`GET /desk/questionnaires/{id}`: its newest version."""
    head, _ = root_questionnaires.questionnaires().read(staff, request.params["id"])
    return Response.redirect(f"{AT}/{head['id']}/versions/{head['latest']}")


@staff_page
def version(request: Request, staff: Principal) -> Response:
    """`GET /desk/questionnaires/{id}/versions/{version}`: what it asks, in both languages."""
    return _version(request, staff, "questionnaires/show.html")


@staff_page
def preview(request: Request, staff: Principal) -> Response:
    """`GET /desk/questionnaires/{id}/versions/{version}/preview`: a phone in each language."""
    return _version(request, staff, "questionnaires/preview.html").with_frames()


@staff_page
def phone(request: Request, staff: Principal) -> Response:
    """`GET /desk/questionnaires/{id}/versions/{version}/phone`: the page of the survey, tried out.

    Nothing is kept: what was answered so far stands in the form and its address.
    """
    from hearthline.survey_preview import tried

    edition = _edition(request, staff)
    asked = root_questionnaires.questionnaire_store().asked(edition["id"], edition["version"])
    if asked is None:
        raise Problem.not_found()
    visit = Visit.of(request)
    sheet, language = tried(asked, request.query, request.path, visit.language, root.now())
    values = sheet_values(sheet, language, words(language, "survey"))
    answer = root_site.public_pages().answer(Visit(language, request.path), "survey/page.html", **values)
    return answer.framed_here()


def _version(request: Request, staff: Principal, template: str) -> Response:
    edition = _edition(request, staff)
    head, _ = root_questionnaires.questionnaires().read(staff, edition["id"])
    return shown(request, staff, template, head=head, edition=edition, asked=edition["document"])


def _edition(request: Request, staff: Principal) -> Mapping[str, Any]:
    params = request.params
    return root_questionnaires.questionnaires().version(staff, params["id"], params["version"])[0]


ROUTES: Mapping[str, Handler] = {
    f"GET {AT}": page,
    f"GET {AT}/{{id}}": read,
    f"GET {AT}/{{id}}/versions/{{version}}": version,
    f"GET {AT}/{{id}}/versions/{{version}}/preview": preview,
    f"GET {AT}/{{id}}/versions/{{version}}/phone": phone,
}
