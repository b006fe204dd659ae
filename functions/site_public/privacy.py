"""A member's own file, leaving for good, and the page of their data that both stand on."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline import root, root_privacy, root_site
from hearthline.members import views
from hearthline.members.sessions import SignedIn, cleared
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.members import choices
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.bodies import form_repeat_key
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.ids import identifier
from hearthline.platform.problems import FieldError, Kind, Problem
from site_public.member_pages import AREA, member_page, page, told

_NOTHING: Final[Mapping[str, str]] = {}


def data_page(
    request: Request, who: SignedIn, typed: Mapping[str, str] = _NOTHING, **values: Any
) -> Response:
    """Answer with the page: profile, contacts, file, and the way out; `typed` wins over what is stored."""
    language = Visit.of(request).language
    a, own = words(language, AREA), views.for_member(who.stored.person)
    root.rulebook().refresh(root.now())
    cities = root.rulebook().catalog().cities.values()
    stored = {
        **{name: str(own[name] or "") for name in ("name", "birth_date", "city", "sex", "education")},
        "employer": own["employer"] or "",
        "language": own["language"],
        "channels": ",".join(own["channels"]),
    }
    # Of the profile's form all controls are taken as they were sent, the empty ones too.
    shown = typed if "version" in typed else {**stored, **typed}
    return page(
        request,
        who,
        "data",
        typed=shown,
        own=own,
        version=who.stored.person.version,
        cities=[{"code": city.code, "names": city.names} for city in cities],
        sexes=choices(a["sexes"], language),
        educations=choices(a["educations"], language),
        **_file(who),
        **values,
    )


def ask_for_file(request: Request, who: SignedIn) -> Response:
    """`POST /me/data/export`."""
    try:
        root_privacy.own_exports().ask(who.stored, form_repeat_key(request.form()), root.now())
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return data_page(request, who, **told(request, problem))
    return Response.redirect("/me/data?done=export#export")


def how_far(request: Request, who: SignedIn) -> Response:
    """`GET /me/data/export`: the part of the page that says so; the page itself for who opens it."""
    if not Visit.of(request).partial:
        return Response.redirect("/me/data#export")
    return page(request, who, "export", **_file(who))


def file(_: Request, who: SignedIn) -> Response:
    """`GET /me/data/export/file`: to where it is, for a minute."""
    lent = root_privacy.own_exports().view(who.stored, root.now())
    if lent["file_url"] is None:
        return Response.redirect("/me/data#export")
    return Response.redirect(lent["file_url"])


def consider(request: Request, who: SignedIn) -> Response:
    """`GET /me/data/erase`: what goes and what stays."""
    return page(request, who, "erase")


def erase(request: Request, who: SignedIn) -> Response:
    """`POST /me/data/erase`: takes them out, once they have said that they understand."""
    try:
        if request.form().get("sure") != "on":
            raise Problem.invalid([FieldError("/sure", "Must be given.")])
        root_privacy.closing().close(who, root.now())
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return page(request, who, "erase", **told(request, problem))
    visit = Visit.of(request)
    return root_site.public_pages().answer(visit, f"{AREA}/gone.html", cookies=(cleared(),))


def _file(who: SignedIn) -> dict[str, Any]:
    """Give how far the newest request is, None where there is none, and the key of the next."""
    try:
        export = root_privacy.own_exports().view(who.stored, root.now())
    except Problem as problem:
        if problem.kind is not Kind.NOT_FOUND:
            raise
        export = None
    return {"export": export, "repeat_key": identifier(root.entropy)}


ROUTES: Mapping[str, Handler] = {
    "POST /me/data/export": member_page(ask_for_file),
    "GET /me/data/export": member_page(how_far),
    "GET /me/data/export/file": member_page(file),
    "GET /me/data/erase": member_page(consider),
    "POST /me/data/erase": member_page(erase),
}
