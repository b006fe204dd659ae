"""Bringing members along from another system: a file is announced, sent and worked through."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline import root, root_work
from hearthline.complaints.imports.bodies import ImportBody
from hearthline.imports.model import LARGEST_FILE, Wanted
from hearthline.members.imports.bodies import MemberImportBody
from hearthline.pages import import_forms as forms
from hearthline.pages.campaigns import SOON
from hearthline.pages.cases import readable_size
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.typed import typed_in
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.bodies import form_repeat_key, read
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import FieldError, Problem
from hearthline.staff_requests import record
from site_desk.person_pages import of_members
from site_desk.staff_pages import staff_page
from site_desk.survey_pages import cities

AT: Final = "/desk/members/imports"
ONE: Final = f"{AT}/{{id}}"
_FIRST: Final[Mapping[str, str]] = {
    "kind": forms.MEMBERS,
    "how": "columns",
    "mapping.encoding": "utf-8",
    "mapping.delimiter": ",",
}


@staff_page
def begin(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/imports`; with `?id=`, on to the import of that number."""
    authorize_role(staff, Action.IMPORT)
    if wanted := request.query.get("id", "").strip().upper():
        return Response.redirect(f"{AT}/{root_work.imports().status(staff, wanted, root.now())['id']}")
    return _form(request, staff, _FIRST)


@staff_page
def announce(request: Request, staff: Principal) -> Response:
    """`POST /desk/members/imports`: where and how the file is sent; under the same key, the same import."""
    authorize_role(staff, Action.IMPORT)
    form, now = request.form(), root.now()
    try:
        wanted = _wanted(forms.beginning(form))
        begun = root_work.imports().begin(staff, wanted, form_repeat_key(form), now)
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        wrong = problem.errors if problem.errors and forms.WRITTEN in form else ()
        return _form(request, staff, typed_in(form), forms.at_controls(problem, form), wrong)
    return of_members(
        request,
        staff,
        "members/import_file.html",
        files_at=root_work.import_files().upload_origin(),
        begun=begun,
        largest=LARGEST_FILE[wanted.kind],
        largest_shown=readable_size(LARGEST_FILE[wanted.kind]),
    )


@staff_page
def look(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/imports/{id}`: a script looks again until it has ended."""
    view = root_work.imports().status(staff, request.params["id"], root.now())
    template = "members/import_state.html" if Visit.of(request).partial else "members/import.html"
    return of_members(request, staff, template, one=view, look_again=SOON)


@staff_page
def rejected(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/imports/{id}/rejected`: to where the file is; who fetched it is recorded."""
    identity = request.params["id"]
    url = root_work.imports().rejected_url(staff, identity, root.now())
    record(request, staff, "rejected_rows", about=identity)
    return Response.redirect(url)


def _wanted(body: Mapping[str, Any]) -> Wanted:
    if body.get("kind") == forms.MEMBERS:
        return read(MemberImportBody, body).wanted()
    return read(ImportBody, body).wanted()


def _form(
    request: Request,
    staff: Principal,
    typed: Mapping[str, str],
    problem: Problem | None = None,
    wrong: tuple[FieldError, ...] = (),
) -> Response:
    language = Visit.of(request).language
    return of_members(
        request,
        staff,
        "members/imports.html",
        typed=typed,
        labels=forms.labels(words(language, "members")["imports"]["fields"]),
        problem=problem,
        wrong=wrong,
        columns=forms.SHOWN,
        rest=forms.REST,
        days=forms.DAYS,
        needed=forms.NEEDED,
        open_rest=any(typed.get(f"mapping.{name}.column") for name in forms.REST),
        consents=forms.CONSENTS,
        theirs={code: name for code, name in cities(language).items() if staff.sees(code)},
        everywhere=staff.hq,
    )


ROUTES: Mapping[str, Handler] = {
    f"GET {AT}": begin,
    f"POST {AT}": announce,
    f"GET {ONE}": look,
    f"GET {ONE}/rejected": rejected,
}
