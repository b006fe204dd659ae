"""A browser without script in front of the whole gateway: it keeps cookies and goes where answers lead."""

from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from hearthline import root
from tests.contract import gateway
from tests.contract.answer import Answer
from tests.unit.pages.html_page import Form, HtmlPage

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORM = "application/x-www-form-urlencoded"


class PageBrowser:
    """Opens addresses and sends forms; what came last is in `answer`, and its address in `address`."""

    def __init__(self, language: str = "en") -> None:
        self.cookies: dict[str, str] = {}
        self.address = ""
        self.answer = Answer(0, {}, "")
        self._language = language

    @property
    def page(self) -> HtmlPage:
        """What is on the screen."""
        return HtmlPage(self.answer.text)

    def open(self, address: str, **headers: str) -> "PageBrowser":
        """Open an address, and go where that leads."""
        return self._ask("GET", address, "", headers)

    def send(self, form: Form, **values: str) -> "PageBrowser":
        """Fill a form in (`consents__terms` is the control consents.terms) and send it."""
        body = form.filled({name.replace("__", "."): value for name, value in values.items()})
        return self.post(form.action, body)

    def post(self, address: str, body: str, **headers: str) -> "PageBrowser":
        """Send a form's body as our own page does, and go where the answer leads."""
        # As browsers do from a page whose policy is no-referrer.
        own = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
        return self._ask("POST", address, body, {"Content-Type": FORM, **own, **headers})

    def _ask(self, method: str, address: str, body: str, headers: dict[str, str]) -> "PageBrowser":
        parts = urlsplit(address.removeprefix(root.settings().public_url))
        sent = {"Accept": ACCEPT, "Accept-Language": self._language, **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.address = address
        self.answer = gateway.ask(method, parts.path, query=parts.query, body=body, headers=sent)
        for cookie in self.answer.cookies:
            self._keep(cookie)
        location = self.answer.headers.get("location", "")
        if self.answer.status == 303 and location.startswith("/"):
            return self.open(location)
        return self

    def _keep(self, cookie: str) -> None:
        for name, morsel in SimpleCookie(cookie).items():
            self.cookies.pop(name, None)
            if morsel["max-age"] != "0":
                self.cookies[name] = morsel.value
