"""A browser without script, in front of the functions as the gateway is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.contract import gateway
from tests.unit.pages.html_page import Form, HtmlPage

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass
class ScriptlessBrowser:
    """Opens addresses and sends forms; what came last is in `address`, `status`, `headers` and `text`."""

    language: str = "en"
    address: str = ""
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    cookies: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def page(self) -> HtmlPage:
        """What is on the screen."""
        return HtmlPage(self.text)

    def begin(self, language: str = "en") -> "ScriptlessBrowser":
        """Get the form on one page, by sending it empty from elsewhere."""
        return self.post("/api/complaints", f"language={language}")

    def open(self, address: str) -> "ScriptlessBrowser":
        """Open an address of this site, and go where that leads."""
        self._ask("GET", address, {}, "")
        return self.open(self.headers["location"]) if self.status == 303 else self

    def send(self, form: Form, **values: str) -> "ScriptlessBrowser":
        """Fill a form in (`contact__name` is the control contact.name), send it, and go where that leads."""
        body = form.filled({name.replace("__", "."): value for name, value in values.items()})
        return self.post(form.action, body)

    def post(self, address: str, body: str) -> "ScriptlessBrowser":
        """Send a form's body, and go where the answer leads."""
        self._ask("POST", address, {"content-type": "application/x-www-form-urlencoded"}, body)
        return self.open(self.headers["location"]) if self.status == 303 else self

    def _ask(self, method: str, address: str, headers: dict[str, str], body: str) -> None:
        parts = urlsplit(address)
        sent = [
            f"{name}={value}" for name, (value, path) in self.cookies.items() if parts.path.startswith(path)
        ]
        asked = {"Accept": ACCEPT, "Accept-Language": self.language, "Cookie": "; ".join(sent), **headers}
        answer = gateway.ask(method, parts.path, query=parts.query, headers=asked, body=body)
        self.address, self.status = address, answer.status
        self.headers, self.text = answer.headers, answer.text
        for cookie in answer.cookies:
            pair, *attributes = cookie.split("; ")
            name, _, value = pair.partition("=")
            path = next((each[5:] for each in attributes if each.startswith("Path=")), "/")
            self.cookies[name] = (value, path)
