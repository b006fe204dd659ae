"""Pages that run a campaign: whom it asks, and each step asked about once more before it is done."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from hearthline import root, root_campaign_desk, root_points, root_segments
from hearthline.pages import campaign_forms as forms
from hearthline.pages.campaigns import SOON, filter_told
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.typed import typed_in
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform import bodies
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.bodies import form_repeat_key, form_version
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Kind, Problem
from hearthline.staff_requests import record
from hearthline.surveys.campaign_bodies import AudienceBody, LaunchBody
from site_desk.staff_pages import staff_page
from site_desk.survey_pages import cities, filter_words, shown, shown_campaign

Act = Callable[[], object]

AT: Final = "/desk/campaigns/{id}"
ACTS: Final = ("launch", "pause", "resume", "cancel")
SEGMENTS: Final = 100


@staff_page
def audience(request: Request, staff: Principal) -> Response:
    """`GET /desk/campaigns/{id}/audience`; that a sample of persons was shown is recorded."""
    return _audience(request, staff, {"who": "everybody"})


@staff_page
def choose(request: Request, staff: Principal) -> Response:
    """`POST /desk/campaigns/{id}/audience`: counted behind the page, which looks again until it is done."""
    form, identity, now = request.form(), request.params["id"], root.now()
    try:
        body = bodies.read(AudienceBody, forms.choosing(form))
        name = form.get("save_as")
        if isinstance(name, str) and body.filter:
            root_segments.segments().save(staff, name, body.filter, form_repeat_key(form), now)
        root_campaign_desk.acts().choose(
            staff, identity, body, form_repeat_key(form), form_version(form), now
        )
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _audience(request, staff, typed_in(form), problem)
    return Response.redirect(f"/desk/campaigns/{identity}/audience")


@staff_page
def ask(request: Request, staff: Principal) -> Response:
    """`GET /desk/campaigns/{id}/{act}`: what it would do, and to how many."""
    return _confirm(request, staff, {"when": "at_once"})


@staff_page
def launch(request: Request, staff: Principal) -> Response:
    """`POST /desk/campaigns/{id}/launch`."""
    form, now = request.form(), root.now()
    zone = root_points.club().refresh(now).zone

    def act() -> None:
        body = bodies.read(LaunchBody, forms.launching(form, zone))
        root_campaign_desk.acts().launch(
            staff, request.params["id"], body.instants(), form_version(form), now, at_once=body.at_once
        )

    return _done(request, staff, form, act)


@staff_page
def stop_or_go_on(request: Request, staff: Principal) -> Response:
    """`POST /desk/campaigns/{id}/{act}`: pause, resume or cancel.

    A campaign under way changes all the time, and a brake must work: the state it is in decides, not whether
    it is still as it was when the page was made.
    """
    form, identity, now = request.form(), request.params["id"], root.now()
    acts = root_campaign_desk.acts()
    do = {"pause": acts.pause, "resume": acts.resume, "cancel": acts.cancel}[_act(request)]
    return _done(request, staff, form, lambda: do(staff, identity, None, now))


def _done(request: Request, staff: Principal, form: Mapping[str, Any], act: Act) -> Response:
    try:
        act()
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _confirm(request, staff, typed_in(form), problem)
    return Response.redirect(f"/desk/campaigns/{request.params['id']}")


def _confirm(
    request: Request, staff: Principal, typed: Mapping[str, str], problem: Problem | None = None
) -> Response:
    authorize_role(staff, Action.EDIT_CAMPAIGN)
    said = words(Visit.of(request).language, "campaigns")["fields"]
    return shown_campaign(
        request,
        staff,
        "campaigns/confirm.html",
        act=_act(request),
        typed=typed,
        labels={name: said[name] for name in forms.INSTANTS},
        problem=problem,
    )


def _audience(
    request: Request, staff: Principal, typed: Mapping[str, str], problem: Problem | None = None
) -> Response:
    identity, now, visit = request.params["id"], root.now(), Visit.of(request)
    count = _count(request, staff)
    if visit.partial and problem is None:
        return shown(
            request, staff, "campaigns/count.html", counted_at=visit.path, count=count, look_again=SOON
        )
    view, version = root_campaign_desk.campaigns().read(staff, identity, now)
    said, told = words(visit.language, "campaigns"), filter_words(visit.language)
    saved = root_segments.segments().page(staff, limit=SEGMENTS, cursor=None)["items"]
    return shown(
        request,
        staff,
        "campaigns/audience.html",
        id=identity,
        campaign=view,
        version=version,
        count=count,
        counted_at=f"/desk/campaigns/{identity}/audience",
        look_again=SOON,
        segments=[each for each in saved if each["archived_at"] is None],
        asks=filter_told(view["filter"], told) if view["filter"] else None,
        without=filter_told(view["excluded"], told) if view["excluded"] else None,
        choices={code: name for code, name in cities(visit.language).items() if staff.sees(code)},
        typed={**{f"cities.{city}": "on" for city in view["cities"] or ()}, **typed},
        labels={name: said["audience"][name] for name in forms.AUDIENCE},
        problem=problem,
    )


def _count(request: Request, staff: Principal) -> Mapping[str, Any] | None:
    """Give what the count has come to; None where nobody was counted."""
    try:
        found = root_campaign_desk.acts().audience(staff, request.params["id"], root.now())
    except Problem as problem:
        if problem.kind is not Kind.NOT_FOUND:
            raise
        return None
    if found["sample"]:
        record(request, staff, "campaign_sample", about=found["run"])
    return found


def _act(request: Request) -> str:
    return request.path.rpartition("/")[2]


ROUTES: Mapping[str, Handler] = {
    f"GET {AT}/audience": audience,
    f"POST {AT}/audience": choose,
    **{f"GET {AT}/{act}": ask for act in ACTS},
    f"POST {AT}/launch": launch,
    **{f"POST {AT}/{act}": stop_or_go_on for act in ACTS[1:]},
}
