"""Pages of campaigns: the list, a draft, what one is like and how far it is, and what changes it."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline import root, root_campaign_desk, root_points, root_questionnaires
from hearthline.pages import campaign_forms as forms
from hearthline.pages.campaigns import filter_told, grouped, look_again, standings
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.typed import typed_in
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform import bodies
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.bodies import form_repeat_key, form_version
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Kind, Problem
from hearthline.surveys.campaign_bodies import CampaignBody, CampaignChangeBody
from hearthline.surveys.triggers import BUILT_IN
from site_desk.staff_pages import staff_page
from site_desk.survey_pages import cities, filter_words, shown

AT: Final = "/desk/campaigns"
LISTED: Final = 100


@staff_page
def page(request: Request, staff: Principal) -> Response:
    """`GET /desk/campaigns`: by how they stand, those that ask by themselves among them."""
    query = bodies.read(bodies.PageQuery, request.query, sign="?")
    desk, now = root_campaign_desk.campaigns(), root.now()
    found = desk.page(staff, limit=LISTED, cursor=query.cursor)
    there = {head["id"] for head in found["items"]}
    missing = [] if query.cursor else [each.id for each in BUILT_IN.values() if each.id not in there]
    by_itself = [desk.read(staff, identity, now)[0] for identity in missing]
    groups = grouped([*found["items"], *by_itself])
    return shown(request, staff, "campaigns/list.html", groups=groups, next=found["next_cursor"])


@staff_page
def draft(request: Request, staff: Principal) -> Response:
    """`GET /desk/campaigns/new`; `questionnaire` may be chosen by the link."""
    chosen = request.query.get("questionnaire", "")
    typed = {"channels.email": "on", "channels.sms": "on", "rate": "600", "questionnaire": chosen}
    return _form(request, staff, typed)


@staff_page
def make(request: Request, staff: Principal) -> Response:
    """`POST /desk/campaigns/new`."""
    form = request.form()
    zone = root_points.club().refresh(root.now()).zone
    try:
        body = bodies.read(CampaignBody, forms.making(form, zone))
        made = root_campaign_desk.campaigns().make(staff, body, form_repeat_key(form), root.now())
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _form(request, staff, typed_in(form), problem=problem)
    return Response.redirect(f"{AT}/{made['id']}/audience")


@staff_page
def read(request: Request, staff: Principal) -> Response:
    """`GET /desk/campaigns/{id}`."""
    identity, now = request.params["id"], root.now()
    view, version = root_campaign_desk.campaigns().read(staff, identity, now)
    progress = root_campaign_desk.recipients().progress(staff, identity, now)
    said = filter_words(Visit.of(request).language)
    return shown(
        request,
        staff,
        "campaigns/show.html",
        campaign=view,
        version=version,
        progress=progress,
        standings=standings(progress),
        look_again=look_again(progress),
        changeable=forms.changeable(view),
        asks=filter_told(view["filter"], said) if view["filter"] else None,
        without=filter_told(view["excluded"], said) if view["excluded"] else None,
    )


@staff_page
def edit(request: Request, staff: Principal) -> Response:
    """`GET /desk/campaigns/{id}/edit`."""
    authorize_role(staff, Action.EDIT_CAMPAIGN)
    return _as_it_stands(request, staff)


@staff_page
def change(request: Request, staff: Principal) -> Response:
    """`POST /desk/campaigns/{id}/edit`: what reads otherwise than it stands."""
    form, identity, now = request.form(), request.params["id"], root.now()
    authorize_role(staff, Action.EDIT_CAMPAIGN)
    desk = root_campaign_desk.campaigns()
    view, _ = desk.read(staff, identity, now)
    try:
        changes = forms.changing(form, view, root_points.club().refresh(now).zone)
        if changes:
            body = bodies.read(CampaignChangeBody, changes)
            desk.change(staff, identity, body.changes(), form_version(form), now)
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        if problem.kind is Kind.STALE:
            return _as_it_stands(request, staff, problem)
        return _form(request, staff, typed_in(form), campaign=view, problem=problem)
    return Response.redirect(f"{AT}/{identity}")


def _as_it_stands(request: Request, staff: Principal, problem: Problem | None = None) -> Response:
    """Give the form with the campaign as it is now."""
    view, version = root_campaign_desk.campaigns().read(staff, request.params["id"], root.now())
    zone = root_points.club().refresh(root.now()).zone
    typed = {**forms.typed_of(view, zone), "version": str(version)}
    return _form(request, staff, typed, campaign=view, problem=problem)


def _form(
    request: Request,
    staff: Principal,
    typed: Mapping[str, str],
    campaign: Mapping[str, Any] | None = None,
    problem: Problem | None = None,
) -> Response:
    """Give the form of a campaign; of one that is there, what may still be changed of it."""
    authorize_role(staff, Action.EDIT_CAMPAIGN)
    language = Visit.of(request).language
    said = words(language, "campaigns")["fields"]
    heads = root_questionnaires.questionnaires().page(staff, limit=LISTED, cursor=None)["items"]
    known = cities(language)
    theirs = {code: name for code, name in known.items() if staff.sees(code)}
    return shown(
        request,
        staff,
        "campaigns/form.html",
        typed=typed,
        labels={name: said[name.partition(".")[0]] for name in forms.CONTROLS},
        problem=problem,
        campaign=campaign,
        fields=forms.changeable(campaign) if campaign else frozenset(forms.MADE_OF),
        questionnaires=[{"code": head["id"], "names": head["title"]} for head in heads],
        choices=theirs,
    )


ROUTES: Mapping[str, Handler] = {
    f"GET {AT}": page,
    f"GET {AT}/new": draft,
    f"POST {AT}/new": make,
    f"GET {AT}/{{id}}": read,
    f"GET {AT}/{{id}}/edit": edit,
    f"POST {AT}/{{id}}/edit": change,
}
