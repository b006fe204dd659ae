"""One browser for the run, and for each test pages of its own that are watched.

`phone` and `desktop` are pages on these devices, in Chinese and in English; `page` is one on both, in one
language each (`make thorough`: in both); `without_script` is a phone that runs none. `browse` opens more of
them; `enter` lets staff in at one. A test that fails leaves a picture of each page in .local/browser. The
markers and the worker that has the stack: tests/conftest.py.
"""

import json
import re
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from infra.local import browser
from infra.local.stack import LocalStack
from tests.browser.guests import Guests
from tests.browser.site import DESKTOP, DEVICES, PHONE, Device, Language, Site, settings
from tests.browser.watching import Watch
from tests.every_page.hostile import NAME
from tests.every_page.world import ANSWERS, World, plant
from tests.sizes import THOROUGH
from tests.system.client import Client, eventually
from tests.system.test_membership import ask_code, cookie_of, joining

PATIENCE = 60_000
"""Milliseconds that a page may take: a function's first start on a busy machine."""

PICTURES = Path(__file__).parents[2] / ".local" / "browser"
FAILED = pytest.StashKey[bool]()
LANGUAGES = ("zh", "en")
PAIRS = list(product(DEVICES, LANGUAGES)) if THOROUGH else [("phone", "en"), ("desktop", "zh")]
"""What `page` is: in two pairs each device and each language is looked at."""

expect.set_options(timeout=PATIENCE / 3)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test each pair of device and language, or each language where it has a device of its own."""
    asked = set(metafunc.fixturenames)
    own = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    if "page" in asked:
        metafunc.parametrize(("page", "language"), PAIRS, indirect=True)
    elif "language" in asked and not any("language" in names for names in own):
        metafunc.parametrize("language", LANGUAGES, indirect=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Note for the fixtures whether the test itself has failed."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give the system's browser, started once."""
    with sync_playwright() as driver:
        running = browser.launch(driver)
        yield running
        running.close()


@pytest.fixture(scope="session")
def site(stack: LocalStack) -> Site:
    """Give the deployed site."""
    described = stack.description()
    return Site(described["url"], storage=described["endpoint"])


@pytest.fixture(scope="session")
def guests(stack: LocalStack) -> Guests:
    """Give whom the stack has written to."""
    return Guests(stack)


@pytest.fixture(scope="session")
def world(stack: LocalStack, guests: Guests) -> World:
    """Give what there is to be looked at on the running stack."""
    url = stack.description()["url"]

    def ask(method: str, path: str, body: Any = None, *, staff: str = "") -> Any:
        client = Client(url, stack.token(staff) if staff else None)
        answer = client.call(method, path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        assert answer.status < 300, (method, path, answer.body)
        return answer.json if answer.body else None

    email = f"planted-{uuid.uuid4().hex[:8]}@example.com"
    anyone = Client(url)
    joined = anyone.post("/api/members", {**joining(email, ask_code(stack, anyone, email)), "name": NAME})
    assert joined.status == 201, joined.body
    planted = plant(ask, guests.behind, joined.json["id"], cookie_of(joined), datetime.now(UTC))
    lead = Client(url, stack.token("group"))
    figures = f"/api/campaigns/{planted.campaign}/results"
    eventually(lambda: lead.get(figures).json["overall"]["response"]["answered"] == ANSWERS)
    return planted


@pytest.fixture
def language(request: pytest.FixtureRequest) -> Language:
    """Give each of the site's languages."""
    chosen: Language = request.param
    return chosen


@pytest.fixture
def watch(site: Site) -> Watch:
    """Give what watches the test's pages, to be told of what a test provokes."""
    return Watch(site)


class Browse:
    """Opens pages for a test, each in a context of its own: no cookie, no storage, nothing in its cache."""

    def __init__(self, chromium: Browser, site: Site, watch: Watch) -> None:
        self._chromium = chromium
        self._site = site
        self._watch = watch
        self.contexts: list[BrowserContext] = []

    def __call__(self, device: Device, language: Language, **more: Any) -> Page:
        """Open an empty page; `more` as for Playwright's new_context. Addresses may begin with a slash."""
        given = {**settings(device, language), "base_url": self._site.url, **more}
        context = self._chromium.new_context(**given)
        context.set_default_timeout(PATIENCE)
        self._watch.follow(context)
        self.contexts.append(context)
        return context.new_page()


@pytest.fixture
def browse(request: pytest.FixtureRequest, chromium: Browser, site: Site, watch: Watch) -> Iterator[Browse]:
    """Give a way to open pages on any device; in the end, judge what they complained of."""
    opened = Browse(chromium, site, watch)
    yield opened
    if request.node.stash.get(FAILED, False):
        _take_pictures(request.node.name, opened.contexts)
    for context in opened.contexts:
        context.close()
    watch.judge()


@pytest.fixture
def enter(site: Site, desk_cookie: Callable[[str], str]) -> Callable[[Page, str], None]:
    """Give what lets one of the demonstration's staff in at a page's browser, without the issuer."""

    return lambda page, username: carry(page, site, desk_cookie(username))


def carry(page: Page, site: Site, cookie: str) -> None:
    """Let a page's browser have a cookie of ours, given as `name=value`."""
    name, _, value = cookie.partition("=")
    # The driver sets no `__Host-` cookie over http; to the browser this machine is as good as https.
    safe = site.url.replace("http:", "https:")
    page.context.add_cookies(
        [{"name": name, "value": value, "url": safe, "httpOnly": True, "secure": True, "sameSite": "Lax"}]
    )


@pytest.fixture
def phone(browse: Browse, language: Language) -> Page:
    """Give a phone's page."""
    return browse(PHONE, language)


@pytest.fixture
def desktop(browse: Browse, language: Language) -> Page:
    """Give a desktop's page."""
    return browse(DESKTOP, language)


@pytest.fixture
def page(request: pytest.FixtureRequest, browse: Browse, language: Language) -> Page:
    """Give a page on each device."""
    return browse(DEVICES[request.param], language)


@pytest.fixture
def without_script(browse: Browse, language: Language) -> Page:
    """Give a phone's page where no script runs."""
    return browse(PHONE, language, java_script_enabled=False)


def _take_pictures(test: str, contexts: list[BrowserContext]) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    shown = [page for context in contexts for page in context.pages]
    for number, one in enumerate(shown, 1):
        name = re.sub(r"[^\w.-]+", "-", test).strip("-")
        one.screenshot(path=PICTURES / f"{name}-{number}.png", full_page=True)
