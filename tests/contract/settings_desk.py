"""What tests of the settings' pages begin with: a team with what comes to it, and what a form holds."""

from typing import Any

from tests.contract.service import ADMIN, COLLEAGUES, Service
from tests.unit.pages.html_page import HtmlPage

AT = "/desk/settings"
LINE = f"{AT}/reporting-line"
EVIL = '"><script>alert(1)</script>{{7*7}}'
TEAM = {
    "city": "sz",
    "names": {"zh": "深圳电梯组", "en": "Lifts"},
    "members": ["li", "han"],
    "lead": ["zhao"],
}
ROUTES = [{"city": "sz", "category": "lift", "team": "sz-lift"}]
KINDS = (
    *("policy", "catalog", "reporting-line", "saved-replies", "word-list", "calendar-cn"),
    *("club", "consent-texts", "contact-policy", "lifecycle", "composite-index"),
)
FORMS = (
    *("reporting-line/edit?part=team", "reporting-line/edit?part=team&of=sz-lift"),
    *("reporting-line/edit?part=person", "reporting-line/edit?part=person&of=li"),
    *("reporting-line/edit?part=levels", "reporting-line/edit?part=levels&of=sz"),
    *("saved-replies/edit?part=reply", "saved-replies/edit?part=reply&of=leak_received"),
    *("word-list/edit?part=words&of=danger", "calendar-cn/edit?part=file"),
    *("calendar-cn/edit?part=year&of=2026", "calendar-cn/edit?part=year&of=2027"),
)


def in_force(service: Service, name: str) -> dict[str, Any]:
    document: dict[str, Any] = service.get(f"/api/documents/{name}", ADMIN).json["document"]
    return document


def fields(page: HtmlPage) -> dict[str, str]:
    """Give what the form of a change holds."""
    [form] = [form for form in page.forms if form.method == "post" and "version" in form.values]
    return form.values


def with_team(service: Service) -> Service:
    """Save a team and what comes to it, as version 3 of the reporting line."""
    line = {**COLLEAGUES, "teams": {"sz-lift": TEAM}, "routes": ROUTES}
    assert service.post("/api/documents/reporting-line", line, ADMIN).status == 201
    return service
