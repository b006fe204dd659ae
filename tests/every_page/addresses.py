"""Every page there is: by its route, who opens it, and where. A route that is missing here fails a test.

A route may stand in several lines, where it shows different things.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from tests.every_page.world import World

ANYBODY: Final = ""
MEMBER: Final = "member"
ASKS: Final = "/desk/questionnaires/{id}/versions"
CAMPAIGN: Final = "/desk/campaigns/{id}"
REPORT: Final = "/desk/reports/{name}"
SETTINGS: Final = "/desk/settings/{name}"
_NAMED: Final = ("reporting-line", "saved-replies", "catalog")
"""The documents that are full of such texts."""
_DRAFT: Final = "/desk/campaigns/{draft}"
_RUNS: Final = "/desk/campaigns/{campaign}"
_ASKED: Final = "/desk/questionnaires/{questionnaire}/versions"


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a page: `who` is anybody, a member, or the name of one of the demonstration's staff.

    `address` has the names of what is in the world in braces; without one it is the route. `shows` says that
    a text which somebody else has written stands on the page.
    """

    route: str
    who: str = ANYBODY
    address: str = ""
    status: int = 200
    shows: bool = True

    def __str__(self) -> str:
        return f"{self.who or 'anybody'} {self.address or self.route}"

    def at(self, world: World) -> str:
        """Give where it is in a world."""
        return (self.address or self.route).format_map(asdict(world))


PAGES: Final = (
    Look("/", shows=False),
    Look("/complaints/new", shows=False),
    Look("/complaints/find", shows=False),
    Look("/board", shows=False),
    Look("/board/{number}", address="/board/{settled}"),
    Look("/follow/{number}", address="/follow/{case}?key={case_key}"),
    Look("/follow/{number}", address="/follow/{settled}?key={settled_key}"),
    Look("/s/{token}", address="{survey}"),
    Look("/api/unsubscribe/{token}", address="{leave}", shows=False),
    Look("/no/such", status=404, shows=False),
    Look("/sign-in", shows=False),
    Look("/join", shows=False),
    *(
        Look(f"/me{section}", MEMBER, shows=section in {"", "/data"})
        for section in (
            *("", "/homes", "/points", "/referrals", "/consents", "/complaints", "/messages"),
            *("/data", "/data/erase", "/data/export"),
        )
    ),
    Look("/me/points/redeem/{reward}", MEMBER, "/me/points/redeem/coffee", shows=False),
    Look("/me/consents/texts/{version:int}", MEMBER, "/me/consents/texts/1", shows=False),
    Look("/desk", "lead", "/desk?view=all&limit=100"),
    Look("/desk", "marketing", shows=False),
    Look("/desk/cases/new", "agent", shows=False),
    Look("/desk/cases/{number}", "agent", "/desk/cases/{case}"),
    Look("/desk/cases/{number}", "lead", "/desk/cases/{settled}"),
    Look("/desk/cases/{number}", "auditor", "/desk/cases/{case}"),
    Look("/desk/cases/{number}", "marketing", "/desk/cases/{case}", status=403, shows=False),
    Look("/desk/cases/{number}", "lead", "/desk/cases/0000-0000-0", status=404, shows=False),
    Look("/desk/cases/{number}/replies", "agent", "/desk/cases/{case}/replies"),
    Look("/desk/tonight", "manager"),
    Look("/desk/reports", "manager", shows=False),
    *(
        Look(REPORT, "manager", f"/desk/reports/{report}", shows=shows)
        for report, shows in (
            ("promise?by=project", True),
            ("causes", False),
            ("contractors?by=contractor", False),
            ("breaches?by=day&figure=answered_in_time", False),
            ("promise?by=year&from=2017-01", False),
            ("staff", False),
        )
    ),
    Look(REPORT, "agent", "/desk/reports/promise", status=403, shows=False),
    Look(f"{REPORT}/cases", "manager", "/desk/reports/promise/cases?column=received"),
    Look(f"{REPORT}/cases", "lead", "/desk/reports/breaches/cases?column=answer_broken", shows=False),
    Look("/desk/incidents", "lead"),
    Look("/desk/incidents/new", "lead", shows=False),
    Look("/desk/incidents/{id}", "lead", "/desk/incidents/{incident}"),
    Look("/desk/incidents/{id}", "auditor", "/desk/incidents/{incident}"),
    Look("/desk/incidents/{id}/broadcast", "lead", "/desk/incidents/{incident}/broadcast"),
    Look("/desk/improvements", "manager"),
    Look("/desk/improvements/new", "agent", "/desk/improvements/new?incident={incident}"),
    Look("/desk/improvements/{id}", "manager", "/desk/improvements/{improvement}"),
    Look("/desk/improvements/{id}", "agent", "/desk/improvements/{improvement}"),
    Look("/desk/reports/trends", "manager", shows=False),
    Look("/desk/reports/trends", "agent", status=403, shows=False),
    Look(
        "/desk/reports/trends/cases",
        "manager",
        "/desk/reports/trends/cases?city=sz&project=%3Cscript%3E",
        shows=False,
    ),
    Look("/desk/visits", "agent", "/desk/visits?view=city&city=sz", shows=False),
    Look("/desk/visits/{id}", "agent", f"/desk/visits/{'0' * 32}-{'0' * 16}", status=404, shows=False),
    Look("/desk/letters", "lead", "/desk/letters?city=sz&project=%3Cscript%3E", shows=False),
    Look(
        "/desk/letters/letter",
        "lead",
        "/desk/letters/letter?city=sz&project=%3Cscript%3E&month=2026-01",
        shows=False,
    ),
    Look("/desk/settings", "admin", shows=False),
    *(
        Look(f"{SETTINGS}", "admin", f"/desk/settings/{name}", shows=name in _NAMED)
        for name in (
            *_NAMED,
            *(
                "policy",
                "word-list",
                "club",
                "consent-texts",
                "contact-policy",
                "composite-index",
                "lifecycle",
            ),
            *("calendar-cn", "calendar-cn?year=2027"),
        )
    ),
    *(Look(f"{SETTINGS}/compare", "auditor", f"/desk/settings/{name}/compare") for name in _NAMED),
    Look(f"{SETTINGS}/versions/{{version}}", "agent", "/desk/settings/policy/versions/0", shows=False),
    *(Look(f"{SETTINGS}/edit", "admin", f"/desk/settings/{name}/edit") for name in _NAMED),
    *(
        Look(f"{SETTINGS}/edit", "admin", f"/desk/settings/{address}")
        for address in (
            *("reporting-line/edit?part=team", "reporting-line/edit?part=team&of=sz-lift"),
            *("reporting-line/edit?part=person", "reporting-line/edit?part=levels&of=sz"),
            "saved-replies/edit?part=reply&of=leak_received",
        )
    ),
    *(
        Look(f"{SETTINGS}/edit", "admin", f"/desk/settings/{address}", shows=False)
        for address in (
            *("word-list/edit?part=words&of=press", "calendar-cn/edit?part=file"),
            *("calendar-cn/edit?part=year&of=2027", "policy/edit"),
        )
    ),
    Look(f"{SETTINGS}/edit", "lead", "/desk/settings/policy/edit", status=403, shows=False),
    Look("/desk/settings/policy/cases", "lead", shows=False),
    Look("/desk/signed-in", "", "/desk/signed-in?state=x", status=400, shows=False),
    Look("/desk/signed-in-elsewhere", "lead", shows=False),
    Look("/desk/members", "agent", shows=False),
    Look("/desk/members/new", "agent", shows=False),
    Look("/desk/members/{id}", "agent", "/desk/members/{person}"),
    Look("/desk/members/{id}", "lead", "/desk/members/{joined}"),
    *(
        Look(f"/desk/members/{{id}}/{part}", "lead", f"/desk/members/{{joined}}/{part}")
        for part in ("points", "referrals", "complaints", "messages")
    ),
    Look("/desk/members/segments", "marketing"),
    Look("/desk/members/segments/new", "marketing", shows=False),
    Look("/desk/members/segments/{id}", "marketing", "/desk/members/segments/{segment}"),
    Look("/desk/members/segments/{id}/edit", "marketing", "/desk/members/segments/{segment}/edit"),
    Look(
        "/desk/members/segments/{id}/counts/{run}",
        "marketing",
        "/desk/members/segments/{segment}/counts/{count}",
        shows=False,
    ),
    Look("/desk/members/imports", "manager", shows=False),
    Look("/desk/members/imports/{id}", "manager", "/desk/members/imports/{begun}", shows=False),
    Look("/desk/members/wishes", "admin", shows=False),
    Look(
        "/desk/members/wishes/{wish}/{id}",
        "admin",
        "/desk/members/wishes/exports/0123456789ABCDEF",
        status=404,
        shows=False,
    ),
    Look("/desk/questionnaires", "marketing"),
    Look("/desk/questionnaires/new", "marketing", "/desk/questionnaires/new?from={questionnaire}@1"),
    Look(f"{ASKS}/new", "marketing", f"{_ASKED}/new"),
    Look(f"{ASKS}/{{version}}", "marketing", f"{_ASKED}/1"),
    Look(f"{ASKS}/{{version}}/edit", "marketing", f"{_ASKED}/1/edit"),
    Look(f"{ASKS}/{{version}}/preview", "marketing", f"{_ASKED}/1/preview"),
    Look(f"{ASKS}/{{version}}/phone", "marketing", f"{_ASKED}/1/phone?_lang=en"),
    Look("/desk/campaigns", "marketing"),
    Look("/desk/campaigns/new", "marketing"),
    Look(CAMPAIGN, "marketing", _DRAFT),
    Look(CAMPAIGN, "manager", _RUNS),
    *(Look(f"{CAMPAIGN}/{act}", "marketing", f"{_DRAFT}/{act}") for act in ("edit", "audience", "launch")),
    *(Look(f"{CAMPAIGN}/{act}", "marketing", f"{_RUNS}/{act}") for act in ("pause", "resume", "cancel")),
    *(
        Look(f"{CAMPAIGN}/{part}", "marketing", f"{_RUNS}/{part}")
        for part in ("doubtful", "files", "recipients")
    ),
    Look(f"{CAMPAIGN}/results", "marketing", f"{_RUNS}/results"),
    Look(f"{CAMPAIGN}/results", "group", f"{_RUNS}/results?by=project&question=overall"),
)
"""What people look at: without barriers, fitting a phone, in both languages."""

PARTS: Final = (
    Look("/complaints/new/places", address="/complaints/new/places?city=sz", shows=False),
    Look("/desk/cases/similar", "agent", "/desk/cases/similar?city=sz&project=%3Cscript%3E", shows=False),
    Look("/desk/incidents/choices", "agent", "/desk/incidents/choices?city=sz"),
    Look("/desk/incidents/{id}/progress", "lead", "/desk/incidents/{incident}/progress", shows=False),
    Look(f"{CAMPAIGN}/progress", "marketing", f"{_RUNS}/progress?state=sending", shows=False),
)
"""What a script puts into a page that stands above."""

NO_PAGES: Final[Mapping[str, str]] = {
    "/desk/cases": "leads to a case",
    "/desk/members/imports/{id}/rejected": "leads to the file",
    "/desk/members/wishes/exports/{id}/file": "leads to the file",
    "/desk/questionnaires/{id}": "leads to its newest version",
    "/desk/settings/calendars": "leads to where a calendar is written",
    "/desk/sign-in": "leads on to the issuer at once",
    "/desk/cases/{number}/files/{id}": "leads to the file",
    f"{REPORT}/export": "is a file",
    f"{CAMPAIGN}/files/export/{{name}}": "leads to the file",
    f"{CAMPAIGN}/files/sample": "leads to the file",
    "/follow/{number}/files/{id}": "leads to the file",
    "/me/data/export/file": "leads to the file",
    "/static/{version}/{name}": "a script",
}
"""Addresses where there is nothing to be looked at, and why."""
