"""Finding a person by what only they have, and making somebody a person."""

from collections.abc import Mapping
from typing import Any

from hearthline import root, root_members
from hearthline.members.desk_bodies import MembersQuery, RegisterBody
from hearthline.pages import person_forms as forms
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.persons import who_has_it
from hearthline.pages.typed import typed_in
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.bodies import form_repeat_key, read
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Kind, Problem
from hearthline.staff_requests import record
from site_desk.person_pages import AT, of_members
from site_desk.staff_pages import staff_page
from site_desk.survey_pages import cities

_FIRST: Mapping[str, str] = {"kind": "customer", "language": "zh"}


@staff_page
def begin(request: Request, staff: Principal) -> Response:
    """`GET /desk/members`."""
    authorize_role(staff, Action.READ_MEMBER)
    return _finding(request, staff, {})


@staff_page
def find(request: Request, staff: Principal) -> Response:
    """`POST /desk/members`: by a form, so that no contact stands in an address.

    One who is found alone has their page opened; of several each name that is shown is recorded.
    """
    authorize_role(staff, Action.READ_MEMBER)
    form = request.form()
    desk = root_members.desk()
    try:
        number = forms.member_number(form)
        if number:
            return _by_number(request, staff, number, typed_in(form))
        query = read(MembersQuery, forms.seeking(form), sign="?")
        found = desk.find(staff, query.sought(), query.limit, query.cursor)
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _finding(request, staff, typed_in(form), problem=forms.at_controls(problem, forms.FOUND_BY))
    items = found["items"]
    if len(items) == 1 and not query.cursor and not found["next_cursor"]:
        return Response.redirect(f"{AT}/{items[0]['id']}")
    for item in items:
        record(request, staff, "member", about=item["id"])
    return _finding(request, staff, typed_in(form), found=found)


@staff_page
def enter(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/new`."""
    authorize_role(staff, Action.EDIT_MEMBER)
    return _registering(request, staff, _FIRST)


@staff_page
def register(request: Request, staff: Principal) -> Response:
    """`POST /desk/members/new`; the form that is sent twice makes one person."""
    authorize_role(staff, Action.EDIT_MEMBER)
    form = request.form()
    try:
        wish = read(RegisterBody, forms.registering(form)).registration()
        made = root_members.desk().register(staff, wish, form_repeat_key(form), root.now())
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _registering(request, staff, typed_in(form), forms.at_controls(problem, forms.NO_CONTACT))
    return Response.redirect(f"{AT}/{made['id']}?done=registered")


def _by_number(request: Request, staff: Principal, number: str, typed: Mapping[str, str]) -> Response:
    try:
        root_members.desk().read(staff, number)
    except Problem as problem:
        if problem.kind is not Kind.NOT_FOUND:
            raise
        return _finding(request, staff, typed, found={"items": [], "next_cursor": None})
    return Response.redirect(f"{AT}/{number}")


def _finding(
    request: Request,
    staff: Principal,
    typed: Mapping[str, str],
    *,
    problem: Problem | None = None,
    found: Mapping[str, Any] | None = None,
) -> Response:
    said = words(Visit.of(request).language, "members")["fields"]
    return of_members(
        request,
        staff,
        "members/find.html",
        typed=typed,
        labels=forms.labels(said, forms.FINDING),
        problem=problem,
        found=found,
        theirs=_cities_of(request, staff),
    )


def _registering(
    request: Request, staff: Principal, typed: Mapping[str, str], problem: Problem | None = None
) -> Response:
    now = root.now()
    return of_members(
        request,
        staff,
        "members/new.html",
        typed=typed,
        labels=forms.labels(words(Visit.of(request).language, "members")["fields"], forms.REGISTERING),
        problem=problem,
        holder=who_has_it(problem.extra) if problem else None,
        theirs=_cities_of(request, staff),
        texts=root_members.consenting().texts(None, now),
    )


def _cities_of(request: Request, staff: Principal) -> dict[str, str]:
    known = cities(Visit.of(request).language)
    return {code: name for code, name in known.items() if staff.sees(code)}


ROUTES: Mapping[str, Handler] = {
    f"GET {AT}": begin,
    f"POST {AT}": find,
    f"GET {AT}/new": enter,
    f"POST {AT}/new": register,
}
