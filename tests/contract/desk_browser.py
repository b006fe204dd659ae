"""A browser in front of the desk's pages: it keeps cookies, fills in forms, and says where it was sent."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from hearthline import root
from tests.contract import gateway
from tests.contract.answer import Answer
from tests.contract.service import Service
from tests.desk_cookie import desk_cookie
from tests.engines.world import PUBLIC_URL
from tests.unit.pages.html_page import HtmlPage

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORM = "application/x-www-form-urlencoded"
HTMX = {"HX-Request": "true", "Accept": "*/*"}


@dataclass
class DeskBrowser:
    """Opens pages of the service. `enter` signs somebody in without the issuer."""

    service: Service
    language: str = "en"
    cookies: dict[str, str] = field(default_factory=dict)

    def enter(self, claims: dict[str, Any]) -> "DeskBrowser":
        """Let the browser have a session of whom the claims are of, from now on for an hour."""
        name, _, value = desk_cookie(root.sessions_table(), claims, self.service.now).partition("=")
        self.cookies[name] = value
        return self

    def get(self, address: str, **headers: str) -> Answer:
        """Open an address; `HX_Request` is the header HX-Request."""
        return self._ask("GET", address, b"", headers)

    def post(self, address: str, fields: Any, **headers: str) -> Answer:
        """Send a form; a list of pairs may name a field twice."""
        sent = {"Content-Type": FORM, "Origin": PUBLIC_URL, **headers}
        return self._ask("POST", address, urlencode(fields).encode(), sent)

    def page(self, address: str) -> HtmlPage:
        """Open a page that is there."""
        answer = self.get(address)
        assert answer.status == 200, answer.text
        return HtmlPage(answer.text)

    def _ask(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> Answer:
        parts = urlsplit(address)
        sent = {
            "Accept": ACCEPT,
            "Accept-Language": self.language,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        answer = gateway.ask(method, parts.path, query=parts.query, body=body, headers=sent)
        for cookie in answer.cookies:
            pair, *attributes = cookie.split("; ")
            name, _, value = pair.partition("=")
            if "Max-Age=0" in attributes:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return answer
