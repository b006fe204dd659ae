"""Pages of letters on how a building goes on: a project's letters, one as buyers read it, and its sending."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline import root, root_lifecycle
from hearthline.lifecycle import bodies as life
from hearthline.pages import letters as shapes
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.times import month_in_words
from hearthline.pages.typed import typed_in, without_hidden
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform import bodies
from hearthline.platform.access import ALLOWED, Action, Principal, authorize_role
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Problem
from site_desk.city_pages import names_now, shown
from site_desk.staff_pages import staff_page

LISTED: Final = "25"
SEND: Final = f"{shapes.ADDRESS}/send"


@staff_page
def page(request: Request, staff: Principal) -> Response:
    """`GET /desk/letters`: which project, and then its letters, newest first."""
    authorize_role(staff, Action.READ_LETTER)
    asked = {name: request.query[name] for name in ("city", "project", "cursor") if request.query.get(name)}
    found, problem = None, None
    if "project" in asked:
        try:
            query = bodies.read(life.LetterQuery, {"limit": LISTED, **asked}, sign="?")
            found = root_lifecycle.letters().page(
                staff, query.city, query.project, limit=query.limit, cursor=query.cursor
            )
        except Problem as refused:
            if refused.kind not in TOLD_IN_PLACE:
                raise
            problem = refused
    return _shown(
        request,
        staff,
        "lives/letters.html",
        asked,
        typed=asked,
        problem=problem,
        found=found,
        later="cursor" in asked,
    )


@staff_page
def one(request: Request, staff: Principal) -> Response:
    """`GET /desk/letters/letter`: a month's letter as buyers read it, or the form that writes it."""
    return _letter(request, staff, request.query)


@staff_page
def write(request: Request, staff: Principal) -> Response:
    """`POST /desk/letters/letter`."""
    form = request.form()
    try:
        body = bodies.read(life.LetterBody, shapes.written(form))
        root_lifecycle.letters().write(staff, body.which(), body.words(), root.now())
    except Problem as problem:
        return _again(request, staff, form, problem)
    return Response.redirect(shapes.address(shapes.LETTER, shapes.which(form), done="written"))


@staff_page
def send(request: Request, staff: Principal) -> Response:
    """`POST /desk/letters/send`: begun, and worked on behind the page."""
    form = request.form()
    try:
        body = bodies.read(life.WhichLetterBody, shapes.which(form))
        root_lifecycle.letters().send(staff, body.which(), root.now())
    except Problem as problem:
        return _again(request, staff, form, problem)
    return Response.redirect(shapes.address(shapes.LETTER, shapes.which(form), done="sent"))


def _again(request: Request, staff: Principal, form: Mapping[str, Any], problem: Problem) -> Response:
    if problem.kind not in TOLD_IN_PLACE:
        raise problem
    return _letter(request, staff, shapes.which(form), without_hidden(typed_in(form)), problem)


def _letter(
    request: Request,
    staff: Principal,
    asked: Mapping[str, Any],
    typed: Mapping[str, str] | None = None,
    problem: Problem | None = None,
) -> Response:
    which = bodies.read(life.WhichLetterBody, shapes.which(asked), sign="?").which()
    found = root_lifecycle.letters().one(staff, which, root.now())
    letter = found["letter"]
    may = bool(staff.roles & ALLOWED[Action.WRITE_LETTER]) and which.month in found["months"]
    return _shown(
        request,
        staff,
        "lives/letter.html",
        {"city": which.city, "project": which.project, "month": which.month},
        typed=shapes.typed_of(letter) if typed is None else typed,
        problem=problem,
        letter=letter,
        waiting=found["waiting"],
        sending=found["sending"],
        writes=may and not (letter and letter["sent_at"]),
        editing=problem is not None or "edit" in request.query or letter is None,
        done=request.query.get("done", ""),
    )


def _shown(
    request: Request, staff: Principal, template: str, asked: Mapping[str, str], **values: Any
) -> Response:
    language = Visit.of(request).language
    fields = words(language, "lives")["letter"]["fields"]
    labels = {
        f"{part}.{each}": f"{fields[part]} ({fields[each]})"
        for part in shapes.PARTS
        for each in shapes.LANGUAGES
    }
    city = asked.get("city")
    return shown(
        request,
        staff,
        template,
        city,
        asked=asked,
        address=shapes.address,
        at=shapes.LETTER,
        month=lambda code: month_in_words(code, language),
        months=root_lifecycle.letters().months(city, root.now()) if city else (),
        projects=names_now(language).projects(),
        writer=bool(staff.roles & ALLOWED[Action.WRITE_LETTER]),
        labels={**labels, **{name: fields[name] for name in shapes.WHICH}},
        **values,
    )


ROUTES: Mapping[str, Handler] = {
    f"GET {shapes.ADDRESS}": page,
    f"GET {shapes.LETTER}": one,
    f"POST {shapes.LETTER}": write,
    f"POST {SEND}": send,
}
