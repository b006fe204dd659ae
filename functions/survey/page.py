"""The survey's page: looked at with GET, saved with each press of its button; no script is needed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hearthline import root, root_answers, root_site
from hearthline.platform.http import Handler, Request, Response
from hearthline.platform.ids import identifier
from hearthline.platform.problems import Language
from survey.answers import NOT_LISTED

# The API does without pages; so does its cold start.
if TYPE_CHECKING:
    from hearthline.survey_page import Shown

LARGEST: Final = 640 * 1024
"""Bytes of a form: 40,000 Chinese characters, nine bytes each as forms write them, and the controls."""
MOST_FIELDS: Final = 2500
"""Controls of a form: a hundred questions with their options or rows."""
DEVICE: Final = "__Secure-device"
_MARK: Final = re.compile("[A-Za-z0-9_-]{8,64}")
_DEVICE_KEPT: Final = 90 * 24 * 3600


def look(request: Request) -> Response:
    """`GET /s/{token}`: a link in a mail leads here, whoever fetches it."""
    page = root_answers.survey_page()
    shown = page.look(
        request.params["token"], request.query, _language(request), root.now(), _at_once(request)
    )
    return _page(request, shown)


def head(request: Request) -> Response:
    """`HEAD /s/{token}`: as `GET`, without the page."""
    return replace(look(request), body="")


def post(request: Request) -> Response:
    """`POST /s/{token}`: a form of this page."""
    from hearthline.survey_page import LANGUAGE, LANGUAGES, Posted

    form = request.form(largest=LARGEST, most=MOST_FIELDS)
    named = form.get(LANGUAGE)
    language = LANGUAGES.get(named if isinstance(named, str) else None, _language(request))
    posted = Posted(form, language, _mark(request), _at_once(request))
    shown = root_answers.survey_page().post(request.params["token"], posted, root.now())
    if isinstance(shown, str):
        return Response.redirect(shown, NOT_LISTED)
    return _page(request, shown)


def _page(request: Request, shown: "Shown") -> Response:
    """Give the page; a browser that has no mark yet gets a random one, good for this survey alone."""
    from hearthline.pages.surveys import sheet_values
    from hearthline.pages.visits import Visit
    from hearthline.pages.words import words

    values = sheet_values(shown.sheet, shown.language, words(shown.language, "survey"))
    answer = root_site.public_pages().answer(
        Visit(shown.language, shown.sheet.address),
        "survey/page.html",
        status=shown.status,
        headers=NOT_LISTED,
        **values,
    )
    if shown.anonymous or _mark(request):
        return answer
    from hearthline.survey_sheets import ADDRESS

    mark = identifier(root.entropy)
    path = f"{ADDRESS}{request.params['token']}"
    cookie = f"{DEVICE}={mark}; Path={path}; Max-Age={_DEVICE_KEPT}; Secure; HttpOnly; SameSite=Lax"
    return replace(answer, cookies=(cookie,))


def _language(request: Request) -> Language:
    """Give the language that this browser has chosen on our pages, or prefers."""
    from hearthline.pages.visits import Visit

    return Visit.of(request).language


def _at_once(request: Request) -> int:
    """Give how many questions come at a time: one on a phone, which says so itself."""
    from hearthline.survey_sheets import ONE
    from hearthline.surveys.stepping import STEP

    phone = request.headers.get("sec-ch-ua-mobile") == "?1" or "Mobi" in request.headers.get("user-agent", "")
    return ONE if phone else STEP


def _mark(request: Request) -> str | None:
    """Give the mark of the browser, None where it has none, or none that was given here."""
    mark = request.cookies.get(DEVICE, "")
    return mark if _MARK.fullmatch(mark) else None


ROUTES: Mapping[str, Handler] = {
    "GET /s/{token}": look,
    "HEAD /s/{token}": head,
    "POST /s/{token}": post,
}
