"""What a person asks of their data, carried out by an administrator: to be given it, or taken out."""

from collections.abc import Mapping
from typing import Final

from hearthline import root, root_privacy
from hearthline.complaints.privacy.bodies import PersonBody
from hearthline.complaints.privacy.model import ERASURE, EXPORT
from hearthline.pages import person_forms as forms
from hearthline.pages.campaigns import SOON
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.typed import typed_in
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import Action, Principal, authorize
from hearthline.platform.bodies import form_repeat_key, read
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import FieldError, Problem
from hearthline.staff_requests import record
from site_desk.person_pages import of_members
from site_desk.staff_pages import staff_page

AT: Final = "/desk/members/wishes"
KINDS: Final[Mapping[str, str]] = {"exports": EXPORT, "erasures": ERASURE}
CONTROLS: Final = ("wish", "phone", "email", "reason")


@staff_page
def begin(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/wishes`."""
    authorize(staff, Action.SERVE_PERSON, None)
    return _form(request, staff, {})


@staff_page
def ask(request: Request, staff: Principal) -> Response:
    """`POST /desk/members/wishes`: asked about once more, then begun; the contact stands in no address."""
    authorize(staff, Action.SERVE_PERSON, None)
    form, now = request.form(), root.now()
    wish = str(form.get("wish", ""))
    try:
        body = read(PersonBody, {name: form[name] for name in CONTROLS[1:] if name in form})
        if wish not in KINDS:
            raise Problem.invalid([FieldError("/wish", "Must be given.")])
        if "sure" not in form:
            return of_members(
                request,
                staff,
                "members/wish_sure.html",
                typed=typed_in(form),
                wish=wish,
                contact=body.contact(),
            )
        key = form_repeat_key(form)
        begun = root_privacy.persons().begin(staff, KINDS[wish], body.contact(), body.reason, key, now)
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _form(request, staff, typed_in(form), forms.at_controls(problem, forms.NO_CONTACT))
    return Response.redirect(f"{AT}/{wish}/{begun['id']}")


@staff_page
def look(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/wishes/{wish}/{id}`: a script looks again until it has ended."""
    wish = request.params["wish"]
    if wish not in KINDS:
        raise Problem.not_found()
    view = root_privacy.persons().status(staff, KINDS[wish], request.params["id"])
    template = "members/wish_state.html" if Visit.of(request).partial else "members/wish.html"
    return of_members(request, staff, template, one=view, wish=wish, look_again=SOON)


@staff_page
def file(request: Request, staff: Principal) -> Response:
    """`GET /desk/members/wishes/exports/{id}/file`: to where it is, for a minute; it is recorded."""
    identity = request.params["id"]
    url = root_privacy.persons().file_url(staff, identity, root.now())
    record(request, staff, "export", about=identity)
    return Response.redirect(url)


def _form(
    request: Request, staff: Principal, typed: Mapping[str, str], problem: Problem | None = None
) -> Response:
    said = words(Visit.of(request).language, "members")
    names = {**said["fields"], **said["wishes"]["fields"]}
    return of_members(
        request,
        staff,
        "members/wishes.html",
        typed=typed,
        labels=forms.labels(names, CONTROLS),
        problem=problem,
        wishes=list(KINDS),
    )


ROUTES: Mapping[str, Handler] = {
    f"GET {AT}": begin,
    f"POST {AT}": ask,
    f"GET {AT}/{{wish}}/{{id}}": look,
    f"GET {AT}/exports/{{id}}/file": file,
}
