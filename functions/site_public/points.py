"""A member's page of points: the ledger, rewards with a confirmation, codes of anonymous surveys."""

from collections.abc import Mapping
from typing import Any

from hearthline import root, root_answers, root_points
from hearthline.members.points_bodies import ClaimBody, RedeemBody
from hearthline.members.sessions import SignedIn
from hearthline.pages.faults import TOLD_IN_PLACE
from hearthline.pages.members import entries, vouchers
from hearthline.pages.typed import typed_in
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.bodies import PageQuery, form_repeat_key, read
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.ids import identifier
from hearthline.platform.problems import Problem
from site_public.member_pages import AREA, member_page, page, paging, told


def ledger(request: Request, who: SignedIn) -> Response:
    """`GET /me/points`."""
    return _ledger(request, who)


def claim(request: Request, who: SignedIn) -> Response:
    """`POST /me/points`: gives back the code of an anonymous survey."""
    form = request.form()
    try:
        code = read(ClaimBody, form).claim
        root_answers.claims().claim(who.stored.id, code, root.now())
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _ledger(request, who, typed=typed_in(form), **told(request, problem))
    return Response.redirect("/me/points?done=claimed")


def consider(request: Request, who: SignedIn) -> Response:
    """`GET /me/points/redeem/{reward}`: says what it costs and what is left."""
    return _confirm(request, who)


def redeem(request: Request, who: SignedIn) -> Response:
    """`POST /me/points/redeem/{reward}`: spends the points, once for each writing of the form."""
    try:
        reward = read(RedeemBody, {"reward": request.params["reward"]}).reward
        key = form_repeat_key(request.form())
        root_points.own_points().redeem(who.stored.id, reward, key, root.now())
    except Problem as problem:
        if problem.kind not in TOLD_IN_PLACE:
            raise
        return _confirm(request, who, **told(request, problem))
    return Response.redirect("/me/points?done=redeemed#vouchers")


def _ledger(request: Request, who: SignedIn, **values: Any) -> Response:
    query = read(PageQuery, paging(request), sign="?")
    points = root_points.own_points().view(who.stored.id, query.limit, query.cursor, root.now())
    language = Visit.of(request).language
    lines = entries(points, words(language, AREA)["points"], language)
    # What takes a redemption back is newer: a later page can't tell which vouchers are still good.
    good = [] if query.cursor else vouchers(lines)
    return page(request, who, "points", points=points, entries=lines, vouchers=good, **values)


def _confirm(request: Request, who: SignedIn, **values: Any) -> Response:
    points = root_points.own_points().view(who.stored.id, 1, None, root.now())
    offered = {reward["code"]: reward for reward in points["rewards"]}
    if request.params["reward"] not in offered:
        raise Problem.not_found()
    return page(
        request,
        who,
        "redeem",
        reward=offered[request.params["reward"]],
        balance=points["balance"],
        repeat_key=identifier(root.entropy),
        **values,
    )


ROUTES: Mapping[str, Handler] = {
    "GET /me/points": member_page(ledger),
    "POST /me/points": member_page(claim),
    "GET /me/points/redeem/{reward}": member_page(consider),
    "POST /me/points/redeem/{reward}": member_page(redeem),
}
