"""A browser without script in front of a survey's page, on a line that may lose what it sends or gets."""

from dataclasses import dataclass, field

from tests.contract.answer import Answer
from tests.contract.service import Service
from tests.unit.pages.html_page import Form, HtmlPage

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORM = "application/x-www-form-urlencoded"


@dataclass
class SurveyBrowser:
    """Opens a survey's address, fills in its form and presses the button; what came last is in `answer`."""

    service: Service
    token: str
    language: str = "en"
    agent: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    answer: Answer | None = None

    @property
    def page(self) -> HtmlPage:
        """What is on the screen."""
        assert self.answer is not None
        return HtmlPage(self.answer.text)

    @property
    def form(self) -> Form:
        """The survey's form."""
        return self.page.form(f"/s/{self.token}")

    @property
    def status(self) -> int:
        """The status of what came last."""
        assert self.answer is not None
        return self.answer.status

    def open(self, query: str = "") -> "SurveyBrowser":
        """Open the link."""
        self.answer = self._ask("GET", f"/s/{self.token}", query=query)
        return self

    def press(self, **values: str) -> "SurveyBrowser":
        """Fill in controls (`a__b` is the control a.b), send the form, and go where that leads."""
        body = self.form.filled({name.replace("__", "."): value for name, value in values.items()})
        return self.receive(self.send(body))

    def back(self) -> "SurveyBrowser":
        """Press the button that leads to the question before."""
        [button] = [each for each in self.page.all("button") if each.get("name") == "_back"]
        return self.receive(self.send(f"{self.form.filled({})}&_back={button['value']}"))

    @property
    def drawn(self) -> list[str]:
        """The questions that are on the screen."""
        return [
            str(each["id"])[2:] for each in self.page.all("fieldset") if "question" in str(each.get("class"))
        ]

    def send(self, body: str) -> Answer:
        """Send a form's body, and give the answer before it is followed."""
        return self._ask("POST", f"/s/{self.token}", body=body)

    def receive(self, answer: Answer) -> "SurveyBrowser":
        """Show an answer, or go where it leads."""
        self.answer = answer
        if answer.status == 303:
            where = answer.headers["location"].partition("#")[0]
            assert where.startswith(f"/s/{self.token}?")
            self.open(where.partition("?")[2])
        return self

    def _ask(self, method: str, path: str, query: str = "", body: str = "") -> Answer:
        headers = {"accept": ACCEPT, "accept-language": self.language, "user-agent": self.agent}
        headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            headers["content-type"] = FORM
        answer = self.service.ask(method, path, query=query, body=body, headers=headers)
        for cookie in answer.cookies:
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer
