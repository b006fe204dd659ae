"""A member's pages that are looked at: the overview, homes, referrals, complaints, messages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hearthline import root, root_homes, root_notices, root_points, root_standing
from hearthline.member_requests import shown
from hearthline.members.sessions import SignedIn
from hearthline.notices.wording import KINDS, STATUSES
from hearthline.pages.members import open_cases, own_homes, owned_lines
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.bodies import PageQuery, read
from hearthline.platform.http import Handler, Request, Response
from site_public.member_pages import AREA, clock_of, member_page, page, paging

_MOST_CASES = 50
"""Cases that the overview looks through for open ones: the newest."""


def overview(request: Request, who: SignedIn) -> Response:
    """`GET /me`."""
    now, person = root.now(), who.stored.person
    cases = root_standing.complaints().own(person.id, _MOST_CASES, None)["items"]
    return page(
        request,
        who,
        "overview",
        own=shown(person),
        points=root_points.own_points().view(person.id, 1, None, now),
        cases=open_cases(cases),
        homes=owned_lines(_homes(request, who, now)),
        **_case_words(request),
    )


def homes(request: Request, who: SignedIn) -> Response:
    """`GET /me/homes`."""
    return page(request, who, "homes", homes=_homes(request, who, root.now()))


def referrals(request: Request, who: SignedIn) -> Response:
    """`GET /me/referrals`."""
    query = read(PageQuery, paging(request), sign="?")
    found = root_standing.referral_lists().own(who.stored.person, query.limit, query.cursor)
    return page(request, who, "referrals", list=found)


def complaints(request: Request, who: SignedIn) -> Response:
    """`GET /me/complaints`."""
    query = read(PageQuery, paging(request), sign="?")
    found = root_standing.complaints().own(who.stored.id, query.limit, query.cursor)
    return page(request, who, "complaints", list=found, **_case_words(request))


def messages(request: Request, who: SignedIn) -> Response:
    """`GET /me/messages`."""
    query = read(PageQuery, paging(request), sign="?")
    found = root_notices.messages().page(who.stored.id, query.limit, query.cursor)
    return page(request, who, "messages", list=found)


def _homes(request: Request, who: SignedIn, now: datetime) -> list[dict[str, Any]]:
    language = Visit.of(request).language
    root.rulebook().refresh(now)
    cities = {code: city.names for code, city in root.rulebook().catalog().cities.items()}
    today = clock_of(who, language).today(now)
    view = root_homes.own_homes()(who.stored.person)
    return own_homes(view, cities, words(language, AREA)["homes"], language, today)


def _case_words(request: Request) -> dict[str, Any]:
    language = Visit.of(request).language
    return {"statuses": STATUSES[language], "kinds": KINDS[language]}


ROUTES: Mapping[str, Handler] = {
    "GET /me": member_page(overview),
    "GET /me/homes": member_page(homes),
    "GET /me/referrals": member_page(referrals),
    "GET /me/complaints": member_page(complaints),
    "GET /me/messages": member_page(messages),
}
