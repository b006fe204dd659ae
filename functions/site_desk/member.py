"""A person's page: who they are, where they stand, what they agree to; and what the desk may change."""

from collections.abc import Callable, Mapping
from typing import Any

from hearthline import root, root_members
from hearthline.members.desk_bodies import DeskMemberBody
from hearthline.pages import person_forms as forms
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.persons import contacts, editable, known_facts
from hearthline.pages.typed import typed_in, without_hidden
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.bodies import form_version, read
from hearthline.platform.http import Handler, Request, Response, etag
from hearthline.platform.problems import Problem
from hearthline.staff_requests import record
from site_desk.person_pages import ONE, of_members, theirs
from site_desk.staff_pages import staff_page
from site_desk.survey_pages import cities

Reading = Callable[[Mapping[str, Any], Mapping[str, Any]], dict[str, Any]]


@staff_page
def look(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/{id}`; the reading of personal data is recorded."""
    return _page(request, staff)


@staff_page
def edit(request: Request, staff: Principal) -> Response:
    """`POST /desk/members/{id}/edit`: what somebody is to the company, and where they belong."""
    return _change(request, staff, "edit", forms.editing)


@staff_page
def declare(request: Request, staff: Principal) -> Response:
    """`POST /desk/members/{id}/consents`: what somebody declares at the counter or on the telephone."""
    return _change(request, staff, "consents", lambda form, _: forms.declaring(form))


def _change(request: Request, staff: Principal, name: str, reading: Reading) -> Response:
    authorize_role(staff, Action.EDIT_MEMBER)
    form, identity, now = request.form(), request.params["id"], root.now()
    desk = root_members.desk()
    person, _ = desk.read(staff, identity)
    try:
        body = read(DeskMemberBody, reading(form, person))
        desk.change(staff, identity, body.facts(), body.stated(), form_version(form), now)
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _page(request, staff, typed=typed_in(form), problem=problem, open_=name)
    return Response.redirect(theirs(request, f"?done={name}"))


def _page(
    request: Request,
    staff: Principal,
    *,
    typed: Mapping[str, str] | None = None,
    problem: Problem | None = None,
    open_: str = "",
) -> Response:
    """Write the page of a person as they stand now; `open_` is the form that comes back."""
    person, version = root_members.desk().read(staff, request.params["id"])
    record(request, staff, "member", about=person["id"])
    language = Visit.of(request).language
    kept = without_hidden(typed or {})
    return of_members(
        request,
        staff,
        "members/person.html",
        headers={"ETag": etag(version)},
        typed=kept if open_ == "edit" else {**editable(person), **kept},
        labels=forms.labels(words(language, "members")["fields"], forms.EDITING),
        problem=problem,
        person=person,
        version=version,
        contacts=contacts(person),
        facts=known_facts(person),
        open=open_,
        theirs=_cities(staff, language, person["city"]),
        texts=root_members.consenting().texts(None, root.now()),
    )


def _cities(staff: Principal, language: str, present: str | None) -> dict[str, str]:
    """Give the cities that can be chosen: those of the reader, and the one that stands there."""
    known = cities(language)
    return {code: name for code, name in known.items() if staff.sees(code) or code == present}


ROUTES: Mapping[str, Handler] = {
    f"GET {ONE}": look,
    f"POST {ONE}/edit": edit,
    f"POST {ONE}/consents": declare,
}
