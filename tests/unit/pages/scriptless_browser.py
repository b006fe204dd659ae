"""A browser without script, in front of the intake function as the gateway is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from complaint_intake.handler import handle
from tests.unit.gateway_event import gateway_event
from tests.unit.pages.html_page import Form, HtmlPage

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CASE = "/api/complaints/"


@dataclass
class ScriptlessBrowser:
    """Opens addresses and sends forms; what came last is in `status`, `headers`, `text` and `page`."""

    language: str = "en"
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def page(self) -> HtmlPage:
        """What is on the screen."""
        return HtmlPage(self.text)

    def begin(self, language: str = "en") -> "ScriptlessBrowser":
        """Get the form on one page, by sending it empty from elsewhere."""
        return self.post("/api/complaints", f"language={language}")

    def open(self, address: str) -> "ScriptlessBrowser":
        """Open an address of this site."""
        return self._ask("GET", address, {}, "")

    def send(self, form: Form, **values: str) -> "ScriptlessBrowser":
        """Fill a form in (`contact__name` is the control contact.name), send it, and go where that leads."""
        body = form.filled({name.replace("__", "."): value for name, value in values.items()})
        return self.post(form.action, body)

    def post(self, address: str, body: str) -> "ScriptlessBrowser":
        """Send a form's body, and go where the answer leads."""
        self._ask("POST", address, {"content-type": "application/x-www-form-urlencoded"}, body)
        return self.open(self.headers["Location"]) if self.status == 303 else self

    def _ask(self, method: str, address: str, headers: dict[str, str], body: str) -> "ScriptlessBrowser":
        parts = urlsplit(address)
        event = gateway_event(
            _route(method, parts.path),
            path=parts.path,
            query=parts.query,
            params={"number": parts.path.removeprefix(CASE).partition("/")[0]},
            headers={"Accept": ACCEPT, "Accept-Language": self.language, **headers},
            body=body,
        )
        answer: dict[str, Any] = handle(event, None)
        self.status, self.headers, self.text = answer["statusCode"], answer["headers"], answer["body"]
        return self


def _route(method: str, path: str) -> str:
    """Find the gateway's route of a path below the complaints; other paths are routes themselves."""
    number, slash, rest = path.removeprefix(CASE).partition("/")
    return (
        f"{method} {CASE}{{number}}{slash}{rest}" if path.startswith(CASE) and number else f"{method} {path}"
    )
