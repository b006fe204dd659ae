"""Every page there is, full of texts that would do harm: nothing of them runs, breaks out or is reckoned."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from hearthline import root, root_insight, root_results, root_work
from hearthline.notices.leaving import LeavingLinks
from hearthline.notices.model import MessageClass
from hearthline.platform.outbox import read_event
from hearthline.surveys.tally_store import Subject
from hearthline.surveys.tokens import Tokens
from infra.local.staff import STAFF
from site_desk.handler import AREAS as DESK
from site_public.handler import AREAS as PUBLIC
from tests.contract.aftermath import Aftermath
from tests.contract.answer import Answer
from tests.contract.club import Club, cookie_of
from tests.contract.desk_browser import HTMX
from tests.contract.page_browser import PageBrowser
from tests.contract.service import Service, staff
from tests.contract.surveyor import surveying
from tests.desk_cookie import desk_cookie
from tests.every_page.addresses import MEMBER, NO_PAGES, PAGES, PARTS, Look
from tests.every_page.hostile import HEADER, LONG, NAME, both, full_of, harm_in, harm_in_headers
from tests.every_page.world import ANSWERS, Behind, World, plant
from tests.unit.pages.html_page import HtmlPage

CLAIMS = {member.username: staff(member.username, *member.groups) for member in STAFF}
SHOWN = "&lt;script&gt;"
ALWAYS = {"lang", "done", "next", "state", "cursor"}
"""Words of an address that many pages know, and that stand in no link of theirs."""
HELD = {"version", "idempotency_key", "city", "language"}
"""Controls that a form is not taken without; everything else is filled in with such texts."""
ENDS = ("/sign-out", "/erase")
"""Forms after which nobody is there any more."""


def test_every_route_that_shows_something_is_gone_through() -> None:
    served = [route for area in (*DESK.values(), *PUBLIC.values()) for route in area()]
    routes = {route.removeprefix("GET ") for route in served if route.startswith("GET ")}

    known = {look.route for look in (*PAGES, *PARTS)} | NO_PAGES.keys()
    assert routes - known == set()
    assert NO_PAGES.keys() - routes == set()


class Visitors:
    """Whoever looks at the pages: each in a browser of their own, signed in for good."""

    def __init__(self, service: Service, world: World) -> None:
        self._service = service
        self.world = world

    def open(self, look: Look, more: str = "") -> PageBrowser:
        """Open a page as whom it is for; `more` is added to its query."""
        browser = PageBrowser("en")
        if look.who:
            name, _, value = self._cookie(look.who).partition("=")
            browser.cookies[name] = value
        at = look.at(self.world)
        if more:
            at = f"{at}{'&' if '?' in at else '?'}{more}"
        return browser.open(at, **(HTMX if look in PARTS else {}))

    def _cookie(self, who: str) -> str:
        if who == MEMBER:
            return self.world.member
        return desk_cookie(root.sessions_table(), CLAIMS[who], self._service.now)


@pytest.fixture(scope="module")
def visitors(shared_service: Service) -> Visitors:
    """Give those who only look."""
    return visiting(shared_service)


def visiting(service: Service) -> Visitors:
    """Fill a service with such texts, its documents included."""

    def ask(method: str, path: str, body: Any = None, *, staff: str = "") -> Any:
        answer = service.ask(method, path, json_body=body, claims=CLAIMS.get(staff))
        assert answer.status < 300, (method, path, answer.text)
        return answer.json if answer.text else None

    for name in ("saved-replies", "catalog", "reporting-line"):
        document = ask("GET", f"/api/documents/{name}", staff="admin")["document"]
        ask("POST", f"/api/documents/{name}", named(name, document), staff="admin")
    joined = Club(service).join(name=NAME, employer=NAME)
    assert joined.status == 201, joined.text
    links = LeavingLinks(root.secret(), "")
    tokens = Tokens(root.secret())
    behind = Behind(
        root.surveys_table(),
        tokens,
        root.settings().timer_shards,
        lambda person: links(person, MessageClass.SURVEY)["email"],
    )
    world = plant(ask, behind, joined.json["id"], cookie_of(joined), service.now)
    people = (f"PERSON{place:010d}" for place in range(1, ANSWERS))
    hashes = (tokens.hash_of(world.campaign, each) for each in (world.person, *people))
    root_insight.counting().count([world.case.replace("-", "")], service.now)
    root_results.counting().count([Subject(world.campaign, each) for each in hashes])
    return Visitors(service, world)


def named(name: str, document: dict[str, Any]) -> dict[str, Any]:
    """Give a document with such texts for all its names; a team and a colleague more, where it has some."""
    changed = full_of(document, NAME[:40])
    if name == "reporting-line":
        team = {"city": "sz", "names": both(NAME), "members": ["li"], "lead": ["zhao"]}
        people = {each: {**told, "name": NAME} for each, told in document["people"].items()}
        changed = {**changed, "people": people, "teams": {"sz-lift": team}}
    return changed


@pytest.mark.parametrize("look", [*PAGES, *PARTS], ids=str)
def test_what_others_wrote_is_shown_and_does_nothing(visitors: Visitors, look: Look) -> None:
    answer = visitors.open(look).answer

    assert answer.status == look.status, answer.text
    assert harm_of(answer) == []
    assert SHOWN in answer.text or not look.shows
    HtmlPage(answer.text)


def test_what_stands_in_an_address_does_nothing(visitors: Visitors) -> None:
    harm: dict[str, list[str]] = {}
    for look in (*PAGES, *PARTS):
        shown = visitors.open(look)
        for query in queries(HtmlPage(shown.answer.text)):
            answer = visitors.open(look, query).answer
            harm[f"{look} {query}"] = [*harm_of(answer), *([answer.text] if answer.status >= 500 else [])]

    assert len(harm) > 120
    assert {where: what for where, what in harm.items() if what} == {}


def test_what_is_sent_by_a_form_does_nothing_on_the_page_that_answers(service: Service) -> None:
    visitors = visiting(service)
    harm: dict[str, list[str]] = {}
    for look in PAGES:
        browser = visitors.open(look)
        address = browser.address
        for form in HtmlPage(browser.answer.text).forms:
            action = form.action or address
            if form.method != "post" or action.endswith(ENDS) or action in harm:
                continue
            typed = set(form.values) - set(form.offered) - HELD
            short, long = ({**form.values, **dict.fromkeys(typed, text)} for text in (NAME, LONG))
            harm[action] = []
            for values in (dict.fromkeys(form.names, HEADER), long, short):
                answer = browser.post(action, urlencode(values)).answer
                harm[action] += [*harm_of(answer), *([answer.text] if answer.status >= 500 else [])]

    assert len(harm) > 40
    assert {where: what for where, what in harm.items() if what} == {}


def test_what_stands_in_a_message_does_nothing(visitors: Visitors, shared_service: Service) -> None:
    with surveying(shared_service) as surveyor:
        told = Aftermath(shared_service).events()
        for detail in told:
            root_work.notifier().on_event(read_event(detail), shared_service.now)
        sent = [notice for _, notice in (*surveyor.email.sent, *surveyor.sms.sent)]

    assert len({each.id.partition("/")[0] for each in sent}) > 3
    assert any(SHOWN in each.html for each in sent)
    for each in sent:
        assert harm_in(each.html) == []
        assert harm_in_headers({"subject": each.subject, "short": each.short}) == []


def harm_of(answer: Answer) -> list[str]:
    """Give what a page would let run, and what it would let into its headers."""
    return [*harm_in(answer.text), *harm_in_headers(answer.headers, answer.cookies)]


def queries(page: HtmlPage) -> Iterator[str]:
    """Give what to add to a page's address: in each word that it or its links and forms know, such a text."""
    linked = [str(each.get("href")) for each in page.all("a") if "?" in str(each.get("href"))]
    known = {name for each in linked for name, _ in parse_qsl(urlsplit(each).query)}
    known |= {name for form in page.forms if form.method == "get" for name in form.names}
    for name in sorted(known - ALWAYS):
        yield urlencode({name: LONG})
    for text in (LONG, HEADER):
        yield urlencode(dict.fromkeys(ALWAYS, text))
