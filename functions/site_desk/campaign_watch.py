"""Pages that watch a campaign: how far it is, who is in which state, and messages nobody knows of."""

from collections.abc import Mapping
from typing import Final

from hearthline import root, root_campaign_desk
from hearthline.pages.campaigns import look_again, standings
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.typed import typed_in
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform import bodies
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.bodies import form_version
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.problems import Problem
from hearthline.staff_requests import record
from hearthline.surveys.campaign_bodies import DoubtfulBody, RecipientsQuery
from site_desk.staff_pages import staff_page
from site_desk.survey_pages import shown, shown_campaign

AT: Final = "/desk/campaigns/{id}"
LISTED: Final = "50"
RESEND: Final[Mapping[str, bool]] = {"yes": True, "no": False}


@staff_page
def progress(request: Request, staff: Principal) -> Response:
    """`GET /desk/campaigns/{id}/progress`: a part of its page, looked at again while it changes.

    Where it is in another state than the page has shown, the whole page is to be loaded anew.
    """
    identity = request.params["id"]
    found = root_campaign_desk.recipients().progress(staff, identity, root.now())
    if not Visit.of(request).partial:
        return Response.redirect(f"/desk/campaigns/{identity}")
    if request.query.get("state") != found["state"]:
        return Response.empty(204, {"HX-Refresh": "true"})
    return shown(
        request,
        staff,
        "campaigns/progress.html",
        progress=found,
        standings=standings(found),
        look_again=look_again(found),
    )


@staff_page
def recipients(request: Request, staff: Principal) -> Response:
    """`GET /desk/campaigns/{id}/recipients`; that persons were shown is recorded."""
    identity, now = request.params["id"], root.now()
    query = bodies.read(RecipientsQuery, {"state": "made", "limit": LISTED, **request.query}, sign="?")
    page = root_campaign_desk.recipients().page(
        staff, identity, query.state, now, limit=query.limit, cursor=query.cursor
    )
    found = root_campaign_desk.recipients().progress(staff, identity, now)
    view, _ = root_campaign_desk.campaigns().read(staff, identity, now)
    if page["items"]:
        record(request, staff, "campaign_recipients", about=identity)
    return shown(
        request,
        staff,
        "campaigns/recipients.html",
        campaign=view,
        progress=found,
        state=query.state,
        items=page["items"],
        next=page["next_cursor"],
    )


@staff_page
def doubtful(request: Request, staff: Principal) -> Response:
    """`GET /desk/campaigns/{id}/doubtful`: what is to be decided."""
    return _doubtful(request, staff, {})


@staff_page
def decide(request: Request, staff: Principal) -> Response:
    """`POST /desk/campaigns/{id}/doubtful`: about a hundred of them; the page comes again for the others."""
    form, identity = request.form(), request.params["id"]
    given = {"reason": form.get("reason", ""), "resend": RESEND.get(str(form.get("resend")))}
    try:
        body = bodies.read(DoubtfulBody, {name: value for name, value in given.items() if value is not None})
        decided = root_campaign_desk.doubtful().decide(
            staff, identity, body.reason, form_version(form), root.now(), resend=body.resend
        )
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _doubtful(request, staff, typed_in(form), problem)
    return Response.redirect(f"/desk/campaigns/{identity}{'/doubtful' if decided['more'] else ''}")


def _doubtful(
    request: Request, staff: Principal, typed: Mapping[str, str], problem: Problem | None = None
) -> Response:
    authorize_role(staff, Action.EDIT_CAMPAIGN)
    said = words(Visit.of(request).language, "campaigns")["doubtful"]
    return shown_campaign(
        request,
        staff,
        "campaigns/doubtful.html",
        typed=typed,
        labels={"resend": said["what"], "reason": said["reason"]},
        problem=problem,
    )


ROUTES: Mapping[str, Handler] = {
    f"GET {AT}/progress": progress,
    f"GET {AT}/recipients": recipients,
    f"GET {AT}/doubtful": doubtful,
    f"POST {AT}/doubtful": decide,
}
