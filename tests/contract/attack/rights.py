"""Which right each route of staff asks for, and where: what an attacker tries, and what they must find.

`tests/contract/attack/test_matrix.py` asks them in this process, `tests/system/test_attacks.py` over HTTP. A
route that is missing here fails a test. Commands on a case are in `tests/contract/test_roles.py`, one by one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from hearthline.platform.access import Action
from tests.contract.gateway import routes
from tests.every_page.world import World

UNKNOWN: Final = {"number": "0000-0000-0", "id": "0123456789ABCDEF", "name": "policy", "command": "claim"}
UNKNOWN_MORE: Final = {"version": "1", "run": "0123456789ABCDEF", "entry": "E1", "proxy+": "nothing"}
REASON: Final = {"reason": "一"}


@dataclass(frozen=True, slots=True)
class Right:
    """What a route asks for.

    `at` is the address of something of Shenzhen, by the names of what is in the world; `body` is a good one.
    `local` says that who has the right in another city finds nothing there.
    """

    action: Action
    at: str = ""
    body: Mapping[str, Any] | None = None
    local: bool = True


def _case(action: Action, what: str = "", body: Mapping[str, Any] | None = None) -> Right:
    return Right(action, f"/api/desk/complaints/{{case}}{what}", body)


def _incident(what: str, body: Mapping[str, Any]) -> Right:
    return Right(Action.LEAD_INCIDENT, f"/api/desk/incidents/{{incident}}/{what}", body)


def _person(action: Action, what: str = "", body: Mapping[str, Any] | None = None) -> Right:
    return Right(action, f"/api/desk/members/{{joined}}{what}", body)


def _asked(action: Action, what: str = "", body: Mapping[str, Any] | None = None) -> Right:
    return Right(action, f"/api/campaigns/{{draft}}{what}", body, local=action is Action.EDIT_CAMPAIGN)


FILING: Final = {
    "kind": "repair",
    "title": "漏水",
    "text": "漏水",
    "city": "sz",
    "channel": "hotline",
    "contact": {"name": "王", "phone": "13800138000"},
}
PROPOSAL: Final = {
    "title": "一",
    "text": "一",
    "department": "design",
    "cause": "design",
    "city": "sz",
    "complaints": ["0000-0000-0"],
}
IMPORT: Final = {
    "city": "sz",
    "source": "x",
    "mapping": {"external_id": {"column": "a"}, "opened": {"column": "b"}, "title": {"column": "c"}},
}
PARTNER: Final = {"kind": "partner", "name": "一", "phone": "13900139009", "city": "sz"}
QUESTION: Final = {"id": "q", "type": "rating", "text": {"zh": "一", "en": "a"}}
NAMED: Final = {"zh": "一", "en": "a"}
LETTER: Final = {"city": "sz", "project": "一", "month": "2026-11"}

STAFF: Final[Mapping[str, Right]] = {
    "GET /api/desk/complaints": Right(Action.LIST, "/api/desk/complaints?view=all"),
    "POST /api/desk/complaints": Right(Action.FILE, "/api/desk/complaints", FILING),
    "GET /api/desk/complaints/{number}": _case(Action.READ),
    "POST /api/desk/complaints/{number}/{command}": _case(Action.CLAIM, "/claim", {}),
    "POST /api/desk/complaints/{number}/attachments": _case(
        Action.ATTACH, "/attachments", {"filename": "a.pdf", "content_type": "application/pdf", "size": 9}
    ),
    "GET /api/desk/complaints/{number}/attachments/{id}": _case(Action.READ, "/attachments/0123456789ABCDEF"),
    "GET /api/desk/complaints/{number}/replies": _case(Action.REPLY, "/replies"),
    "POST /api/desk/bulk": Right(
        Action.NOTE,
        body={"command": "note", "numbers": ["0000-0000-0"], "text": "一"},
        local=False,
    ),
    "GET /api/desk/incidents": Right(Action.LIST, "/api/desk/incidents"),
    "POST /api/desk/incidents": Right(
        Action.LEAD_INCIDENT, "/api/desk/incidents", {"title": "一", "city": "sz", "text": "一"}
    ),
    "GET /api/desk/incidents/{id}": Right(Action.READ, "/api/desk/incidents/{incident}"),
    "POST /api/desk/incidents/{id}/confirm": _incident("confirm", {"title": "一"}),
    "POST /api/desk/incidents/{id}/dismiss": _incident("dismiss", REASON),
    "POST /api/desk/incidents/{id}/broadcast": _incident("broadcast", {"text": "一"}),
    "POST /api/desk/incidents/{id}/close": _incident(
        "close", {"summary": "一", "cause": "design", "department": "design"}
    ),
    "GET /api/desk/improvements": Right(Action.LIST, "/api/desk/improvements"),
    "POST /api/desk/improvements": Right(Action.PROPOSE, "/api/desk/improvements", PROPOSAL),
    "GET /api/desk/improvements/{id}": Right(Action.READ, "/api/desk/improvements/{improvement}"),
    "PATCH /api/desk/improvements/{id}": Right(
        Action.DECIDE, "/api/desk/improvements/{improvement}", {"status": "adopted", **REASON}
    ),
    "GET /api/desk/readings": Right(Action.AUDIT, "/api/desk/readings?actor=li"),
    "GET /api/documents": Right(Action.READ_DOCUMENT, local=False),
    "GET /api/documents/{name}": Right(Action.READ_DOCUMENT, local=False),
    "GET /api/documents/{name}/versions": Right(Action.READ_DOCUMENT, local=False),
    "GET /api/documents/{name}/versions/{version}": Right(Action.READ_DOCUMENT, local=False),
    "POST /api/documents/{name}": Right(Action.EDIT_DOCUMENT, "/api/documents/policy", {"document": {}}),
    "POST /api/documents/{name}/check": Right(
        Action.EDIT_DOCUMENT, "/api/documents/policy/check", {"document": {}}
    ),
    "POST /api/imports": Right(Action.IMPORT, "/api/imports", IMPORT),
    "GET /api/imports/{id}": Right(Action.IMPORT, "/api/imports/{begun}"),
    "GET /api/imports/{id}/rejected": Right(Action.IMPORT, "/api/imports/{begun}/rejected"),
    **{
        f"{method} /api/desk/persons/{what}{rest}": Right(
            Action.SERVE_PERSON, f"/api/desk/persons/{what}{rest}".replace("{id}", UNKNOWN["id"]), body
        )
        for what in ("erasures", "exports")
        for method, rest, body in (
            ("POST", "", {"phone": "13800138000", **REASON}),
            ("GET", "/{id}", None),
            *((("GET", "/{id}/file", None),) if what == "exports" else ()),
        )
    },
    "GET /api/desk/members": Right(Action.READ_MEMBER, "/api/desk/members?phone=13700137000"),
    "POST /api/desk/members": Right(Action.EDIT_MEMBER, "/api/desk/members", PARTNER),
    "GET /api/desk/members/{id}": _person(Action.READ_MEMBER),
    "PATCH /api/desk/members/{id}": _person(Action.EDIT_MEMBER, "", {"tags": ["vip"]}),
    "GET /api/desk/members/{id}/messages": _person(Action.READ_MEMBER, "/messages"),
    "GET /api/desk/members/{id}/referrals": _person(Action.READ_MEMBER, "/referrals"),
    "GET /api/desk/members/{id}/complaints": _person(Action.READ_MEMBER, "/complaints"),
    "GET /api/desk/members/{id}/points": _person(Action.READ_MEMBER, "/points"),
    "POST /api/desk/members/{id}/points": _person(
        Action.ADJUST_POINTS, "/points", {"amount": 1, "source": "one", **REASON}
    ),
    "POST /api/desk/members/{id}/points/{entry}/reverse": _person(
        Action.ADJUST_POINTS, "/points/E1/reverse", REASON
    ),
    "POST /api/desk/suppressions/lift": Right(
        Action.LIFT_SUPPRESSION, body={"phone": "13800138000", **REASON}, local=False
    ),
    "GET /api/desk/homes/{id}/life": Right(Action.READ_MEMBER),
    "GET /api/desk/home-visits": Right(Action.READ_HOME_VISIT, "/api/desk/home-visits?city=sz"),
    "GET /api/desk/home-visits/{id}": Right(Action.READ_HOME_VISIT),
    "POST /api/desk/home-visits/{id}/assign": Right(Action.MAKE_HOME_VISIT, body={"to": "han"}),
    "POST /api/desk/home-visits/{id}/plan": Right(
        Action.MAKE_HOME_VISIT, body={"at": "2026-11-24T01:00:00Z"}
    ),
    "POST /api/desk/home-visits/{id}/report": Right(Action.MAKE_HOME_VISIT, body={"outcome": "refused"}),
    "POST /api/desk/home-visits/{id}/complaints": Right(
        Action.MAKE_HOME_VISIT, body={"person": "0123456789ABCDEF", "title": "一", "text": "一"}
    ),
    "GET /api/desk/progress-letters": Right(
        Action.READ_LETTER, "/api/desk/progress-letters?city=sz&project=a"
    ),
    "POST /api/desk/progress-letters": Right(
        Action.WRITE_LETTER,
        "/api/desk/progress-letters",
        {**LETTER, "title": NAMED, "text": NAMED, "short": NAMED},
    ),
    "POST /api/desk/progress-letters/send": Right(
        Action.WRITE_LETTER, "/api/desk/progress-letters/send", LETTER
    ),
    "GET /api/segments": Right(Action.READ_SEGMENT, local=False),
    "POST /api/segments": Right(Action.EDIT_SEGMENT, body={"name": "一", "filter": {"all": []}}, local=False),
    "POST /api/segments/check": Right(Action.EDIT_SEGMENT, body={"filter": {"all": []}}, local=False),
    "GET /api/segments/{id}": Right(Action.READ_SEGMENT, "/api/segments/{segment}", local=False),
    "PATCH /api/segments/{id}": Right(
        Action.EDIT_SEGMENT, "/api/segments/{segment}", {"name": "二"}, local=False
    ),
    "POST /api/segments/{id}/counts": Right(
        Action.EDIT_SEGMENT, "/api/segments/{segment}/counts", local=False
    ),
    "GET /api/segments/{id}/counts/{run}": Right(
        Action.READ_SEGMENT, "/api/segments/{segment}/counts/{count}", local=False
    ),
    "GET /api/questionnaires": Right(Action.READ_CAMPAIGN, local=False),
    "POST /api/questionnaires": Right(
        Action.EDIT_CAMPAIGN, body={"title": NAMED, "questions": [QUESTION]}, local=False
    ),
    "POST /api/questionnaires/check": Right(
        Action.EDIT_CAMPAIGN, body={"title": NAMED, "questions": [QUESTION]}, local=False
    ),
    "GET /api/questionnaires/{id}": Right(Action.READ_CAMPAIGN, local=False),
    "POST /api/questionnaires/{id}/versions": Right(Action.EDIT_CAMPAIGN, body={}, local=False),
    "GET /api/questionnaires/{id}/versions/{version}": Right(Action.READ_CAMPAIGN, local=False),
    "PATCH /api/questionnaires/{id}/versions/{version}": Right(
        Action.EDIT_CAMPAIGN, body={"title": NAMED}, local=False
    ),
    "GET /api/campaigns": Right(Action.READ_CAMPAIGN, local=False),
    "POST /api/campaigns": Right(
        Action.EDIT_CAMPAIGN, "/api/campaigns", {"name": "一", "questionnaire": "a", "cities": ["sz"]}
    ),
    "GET /api/campaigns/{id}": _asked(Action.READ_CAMPAIGN),
    "PATCH /api/campaigns/{id}": _asked(Action.EDIT_CAMPAIGN, "", {"name": "二"}),
    "POST /api/campaigns/{id}/audience": _asked(Action.EDIT_CAMPAIGN, "/audience", {"filter": {"all": []}}),
    "GET /api/campaigns/{id}/audience": _asked(Action.SEE_RECIPIENTS, "/audience"),
    **{
        f"POST /api/campaigns/{{id}}/{act}": _asked(Action.EDIT_CAMPAIGN, f"/{act}", {})
        for act in ("launch", "pause", "resume", "cancel")
    },
    "GET /api/campaigns/{id}/progress": _asked(Action.READ_CAMPAIGN, "/progress"),
    "GET /api/campaigns/{id}/recipients": _asked(Action.SEE_RECIPIENTS, "/recipients?state=sent"),
    "POST /api/campaigns/{id}/doubtful": _asked(
        Action.EDIT_CAMPAIGN, "/doubtful", {"resend": False, **REASON}
    ),
    "POST /api/campaigns/{id}/export": _asked(Action.EXPORT_ANSWERS, "/export", {"format": "csv"}),
    "GET /api/campaigns/{id}/export": _asked(Action.EXPORT_ANSWERS, "/export"),
    "POST /api/campaigns/{id}/sample": _asked(Action.EXPORT_ANSWERS, "/sample"),
    "GET /api/campaigns/{id}/sample": _asked(Action.EXPORT_ANSWERS, "/sample"),
    "GET /api/campaigns/{id}/results": _asked(Action.READ_RESULTS, "/results"),
    "GET /api/campaigns/{id}/index": _asked(Action.READ_RESULTS, "/index"),
    "GET /api/insight/reports": Right(Action.READ_REPORT, local=False),
    "GET /api/insight/reports/{name}": Right(Action.READ_REPORT, "/api/insight/reports/promise?city=sz"),
    "GET /api/insight/reports/{name}/export": Right(
        Action.READ_REPORT, "/api/insight/reports/promise/export?city=sz"
    ),
    "GET /api/insight/reports/{name}/cases": Right(
        Action.READ_REPORT, "/api/insight/reports/promise/cases?city=sz&column=all"
    ),
    "GET /api/insight/trends": Right(Action.READ_REPORT, "/api/insight/trends?city=sz"),
    "GET /api/insight/trends/cases": Right(Action.READ_REPORT, "/api/insight/trends/cases?city=sz&project=a"),
    "GET /api/insight/open": Right(Action.READ_REPORT, "/api/insight/open?city=sz"),
}


def of_staff() -> Iterator[str]:
    """Give the routes behind the authorizer of staff, without those that catch what is no address."""
    for key, route in routes().items():
        if route.get("AuthorizerId") == "Ref StaffAuthorizer" and "{proxy+}" not in key:
            yield key


def unknown(route: str) -> str:
    """Give an address of a route where nothing is."""
    address = route.partition(" ")[2]
    for name, value in {**UNKNOWN, **UNKNOWN_MORE}.items():
        address = address.replace(f"{{{name}}}", value)
    query = STAFF[route].at.partition("?")[2]
    return f"{address}?{query}" if query else address


def known(route: str, right: Right, world: World) -> str:
    """Give the address of what there is of Shenzhen; where a route has none, one where nothing is."""
    return right.at.format_map(asdict(world)) if right.at else unknown(route)
