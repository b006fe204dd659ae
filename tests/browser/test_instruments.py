"""The instruments themselves: each finds what it is for on a page made wrong, and nothing on a good one."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Browse
from tests.browser.looking import axe, fits, stays_put, weight
from tests.browser.site import DESKTOP, Site
from tests.browser.watching import Watch

BEGIN = '<!doctype html><html lang="en"><title>T</title><link rel="icon" href="data:,">'
GOOD = f'{BEGIN}<link rel="stylesheet" href="/more.css"><main><h1>Good</h1>{"<p>Much text.</p>" * 500}</main>'
MOVING = f"{BEGIN}<main><h1>Moves</h1><p id=p>{'Text<br>' * 9}</p></main><script src=/move.js></script>"
PAGES = {
    "/good": GOOD,
    "/more.css": "main { color: #222; }",
    "/unlabelled": f"{BEGIN}<main><h1>Form</h1><input name=a></main>",
    "/dark": f"{BEGIN}<style>@media (prefers-color-scheme: dark) {{ p {{ color: #eee }} }}</style><p>Pale",
    "/wide": f"{BEGIN}<meta name=viewport content='width=device-width'><div style='width:2000px'>Wide</div>",
    "/moving": MOVING,
    "/move.js": "requestAnimationFrame(() => setTimeout(() => { p.style.marginTop = '300px' }, 50))",
    "/inline": f"{BEGIN}<h1>Inline</h1><script>document.title = 'ran'</script>",
    "/throws": f"{BEGIN}<h1>Throws</h1><script src=/throw.js></script>",
    "/throw.js": "throw new Error('thrown here')",
    "/missing": f"{BEGIN}<h1>Missing</h1><script src=/nowhere.js></script>",
    "/third": f"{BEGIN}<h1>Third</h1><script src=http://127.0.0.1:9/spy.js></script>",
}
POLICIES = {"/inline": "default-src 'none'; script-src 'self'"}


class Server(BaseHTTPRequestHandler):
    """Serves PAGES, compressed."""

    def do_GET(self) -> None:
        page = PAGES.get(self.path)
        body = gzip.compress((page or "nothing here").encode())
        self.send_response(404 if page is None else 200)
        kind = {"js": "text/javascript", "css": "text/css"}.get(self.path.rpartition(".")[2], "text/html")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        if self.path in POLICIES:
            self.send_header("Content-Security-Policy", POLICIES[self.path])
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        return


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()


@pytest.fixture
def screen(browse: Browse) -> Page:
    return browse(DESKTOP, "en")


def test_a_good_page_passes_all_of_them(screen: Page) -> None:
    screen.goto("/good")

    axe(screen)
    stays_put(screen)
    fits(screen)


@pytest.mark.parametrize(
    ("address", "rule"), [("/unlabelled", r"label .*\n?.*input"), ("/dark", "color-contrast")]
)
def test_barriers_are_found_also_in_dark_colours(screen: Page, address: str, rule: str) -> None:
    screen.goto(address)

    with pytest.raises(AssertionError, match=rule):
        axe(screen)


def test_what_moves_and_what_sticks_out_is_found(screen: Page) -> None:
    screen.goto("/wide")
    with pytest.raises(AssertionError, match="2008 px wide"):
        fits(screen)

    screen.goto("/moving")
    screen.wait_for_function("p.style.marginTop")
    with pytest.raises(AssertionError, match="moved by"):
        stays_put(screen)


def test_a_page_weighs_what_crossed_the_wire(screen: Page) -> None:
    weighed = weight(screen, "/good")

    assert weighed.requests == 2
    body = len(gzip.compress(GOOD.encode()))
    assert body < weighed.each[f"{screen.url}"] < body + 400 < len(GOOD)
    assert weighed.bytes == sum(weighed.each.values())


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("/inline", "Content Security Policy"),
        ("/throws", "thrown here"),
        ("/missing", "404 GET"),
        ("/third", "third party: GET http://127.0.0.1:9/spy.js"),
    ],
)
def test_whatever_a_page_complains_of_fails_its_test(
    browse: Browse, site: Site, watch: Watch, address: str, fault: str
) -> None:
    unforgiving = Watch(site)
    page = browse(DESKTOP, "en")
    unforgiving.follow(page.context)
    watch.expect(fault)
    if address == "/third":
        watch.expect("ERR_")
    page.goto(address)
    page.context.close()

    with pytest.raises(AssertionError, match=fault.replace(".", r"\.")):
        unforgiving.judge()


def test_what_is_expected_must_come(site: Site) -> None:
    patient = Watch(site)
    patient.expect("422 POST")

    with pytest.raises(AssertionError, match="never seen"):
        patient.judge()
