"""Notes whatever a page complains of while a test uses it, and fails the test for it."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

from tests.browser.site import Site

LEFT = "net::ERR_ABORTED"
"""A request whose page was left before it ended, or that became a download: nothing is wrong with it."""

TOLD_TWICE = "Failed to load resource"
"""The console repeats so what the request itself tells, with its status."""


class Watch:
    """Watches all pages of a test: console errors, exceptions, refusals by the policy, requests.

    A page that is itself an answer of 4xx is one like any other; what a page loads is not.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._faults: list[str] = []
        self._expected: list[str] = []

    def follow(self, context: BrowserContext) -> None:
        """Watch the pages of a context, from now on."""
        context.on("console", self._said)
        context.on("weberror", self._raised)
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("requestfailed", self._failed)

    def expect(self, text: str) -> None:
        """Let pass what holds this text, such as `422 POST`; the test fails where nothing of it comes."""
        self._expected.append(text)

    def judge(self) -> None:
        """Fail for what was noted and not expected, and for what was expected and never came."""
        left = [fault for fault in self._faults if not any(text in fault for text in self._expected)]
        missed = [text for text in self._expected if not any(text in fault for fault in self._faults)]
        assert not left, "the page complained:\n" + "\n".join(left)
        assert not missed, f"expected and never seen: {missed}"

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(TOLD_TWICE):
            self._faults.append(f"console: {message.text}")

    def _raised(self, error: WebError) -> None:
        self._faults.append(f"exception: {error.error}")

    def _asked(self, request: Request) -> None:
        if not self._site.owns(request.url):
            self._faults.append(f"third party: {request.method} {request.url}")

    def _answered(self, response: Response) -> None:
        least = 500 if response.request.is_navigation_request() else 400
        if response.status >= least:
            self._faults.append(f"status: {response.status} {response.request.method} {response.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT:
            self._faults.append(f"failed: {request.failure} {request.method} {request.url}")
