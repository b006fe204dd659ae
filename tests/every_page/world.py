"""Something of everything that pages show, made over the API with texts that would do harm if they could."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from hearthline.platform.instants import instant
from hearthline.platform.table import Table
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.model import Progress, Reach
from hearthline.surveys.tokens import Tokens
from tests.every_page.hostile import FILE, LONG, NAME, TITLE, both, full_of
from tests.unit.member_imports.builders import a_member_mapping
from tests.unit.surveys.builders import HOME, a_campaign, an_invitation
from tests.unit.surveys.questionnaires import ANSWERED, EVERY_TYPE

ANSWERS = 6
"""As many as a figure needs to be shown."""
ASKED = "PERSONWHOISASKED"
CAMPAIGN = "PLANTED000000001"
PARTNER = "13700137000"


class Ask(Protocol):
    """Asks the API, as a member of the demonstration's staff where one is named; gives what it answers."""

    def __call__(self, method: str, path: str, body: Any = None, *, staff: str = "") -> Any: ...


@dataclass(frozen=True, slots=True)
class Behind:
    """What of the system is not asked for over the API; `leave` gives where a person ends messages."""

    surveys: Table
    tokens: Tokens
    shards: int
    leave: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class World:
    """What there is to be looked at, by the names that addresses call it; `member` is a member's cookie."""

    case: str
    case_key: str
    settled: str
    settled_key: str
    questionnaire: str
    draft: str
    campaign: str
    survey: str
    leave: str
    incident: str
    improvement: str
    person: str
    joined: str
    segment: str
    count: str
    begun: str
    member: str


def plant(ask: Ask, behind: Behind, joined: str, member: str, now: datetime) -> World:
    """Make the world; who has `joined` has a name of this kind, and the cookie of a `member`."""
    person = ask("POST", "/api/desk/members", _partner(), staff="agent")["id"]
    case, settled, declined, _ = (_filed(ask, number) for number in range(4))
    _work(ask, case["number"], now)
    _settle(ask, settled, declined["number"])
    incident = _incident(ask, case["number"])
    improvement = ask("POST", "/api/desk/improvements", _improvement(case["number"]), staff="agent")["id"]
    change = {"status": "accepted", "reason": LONG[:2000]}
    ask("PATCH", f"/api/desk/improvements/{improvement}", change, staff="manager")
    asked = ask("POST", "/api/questionnaires", full_of(EVERY_TYPE), staff="marketing")["id"]
    another = ask("POST", "/api/questionnaires", full_of(EVERY_TYPE), staff="marketing")["id"]
    segment = ask("POST", "/api/segments", {"name": TITLE, "filter": {"all": []}}, staff="marketing")["id"]
    count = ask("POST", f"/api/segments/{segment}/counts", staff="marketing")["run"]
    file = {"kind": "members", "city": "sz", "source": "old-club", "mapping": a_member_mapping()}
    begun = ask("POST", "/api/imports", file, staff="manager")["id"]
    draft = ask("POST", "/api/campaigns", _campaign(another, now), staff="marketing")["id"]
    campaign = CAMPAIGN
    token = _run(behind, campaign, asked, person, now)
    return World(
        case=case["number"],
        case_key=case["key"],
        settled=settled["number"],
        settled_key=settled["key"],
        questionnaire=another,
        draft=draft,
        campaign=campaign,
        survey=f"/s/{token}",
        leave=behind.leave(person),
        incident=incident,
        improvement=improvement,
        person=person,
        joined=joined,
        segment=segment,
        count=count,
        begun=begun,
        member=member,
    )


def _filed(ask: Ask, number: int) -> dict[str, Any]:
    body = {
        "kind": "complaint",
        "title": TITLE,
        "text": LONG,
        "city": "sz",
        "home": {"project": TITLE, "building": TITLE, "unit": TITLE},
        "contact": {"name": NAME, "email": f"planted.{number}@example.com"},
        "public": True,
        "language": "en",
    }
    filed = dict(ask("POST", "/api/complaints", body))
    a_file = {"key": filed["key"], "filename": FILE, "content_type": "application/pdf", "size": 2000}
    ask("POST", f"/api/complaints/{filed['number']}/attachments", a_file)
    ask("POST", f"/api/complaints/{filed['number']}/messages", {"key": filed["key"], "text": LONG})
    return filed


def _work(ask: Ask, number: str, now: datetime) -> None:
    """Give every command that leaves a text on an open case."""
    when = [instant(now + timedelta(days=days)) for days in (1, 2, 30)]
    for command, staff, body in (
        ("claim", "agent", {}),
        ("reply", "agent", {"text": LONG, "public": True}),
        ("note", "agent", {"text": LONG}),
        ("heard", "agent", {"text": LONG, "channel": "hotline"}),
        ("offer", "agent", {"remedy": "apology", "text": LONG}),
        ("visit", "agent", {"since": when[0], "until": when[1], "contractor": TITLE, "text": LONG}),
        (
            "visited",
            "agent",
            {"visit": 1, "outcome": "more_work", "text": LONG, "works": [_work_left(when[2])]},
        ),
        ("extend", "lead", {"clock": "resolve", "until": when[2], "reason": LONG[:2000]}),
        ("ask", "agent", {"text": LONG}),
    ):
        ask("POST", f"/api/desk/complaints/{number}/{command}", body, staff=staff)


def _work_left(due: str) -> dict[str, str]:
    return {"what": TITLE, "due": due, "contractor": TITLE}


def _settle(ask: Ask, settled: dict[str, Any], declined: str) -> None:
    """One case is resolved, opened again and resolved; another is hidden and declined."""
    at, other = f"/api/desk/complaints/{settled['number']}", f"/api/desk/complaints/{declined}"
    solved = {"summary": LONG, "cause": "workmanship", "department": "engineering"}
    verdict = {"key": settled["key"], "accepted": False, "rating": 1, "comment": LONG}
    ask("POST", f"{at}/reply", {"text": LONG, "public": True}, staff="agent")
    ask("POST", f"{at}/resolve", solved, staff="agent")
    ask("POST", f"/api/complaints/{settled['number']}/verdict", verdict)
    ask("POST", f"{at}/resolve", solved, staff="agent")
    ask("POST", f"{other}/hide", {"reason": LONG[:2000]}, staff="lead")
    ask("POST", f"{other}/reject", {"reason": LONG[:2000]}, staff="lead")


def _incident(ask: Ask, number: str) -> str:
    """Open an incident, link a case to it, and answer all of its cases."""
    body = {"title": TITLE, "city": "sz", "project": TITLE, "building": TITLE, "text": LONG}
    identity = str(ask("POST", "/api/desk/incidents", body, staff="lead")["id"])
    ask("POST", f"/api/desk/complaints/{number}/link", {"incident": identity}, staff="agent")
    told = {"text": LONG, "translations": {"en": LONG}}
    ask("POST", f"/api/desk/incidents/{identity}/broadcast", told, staff="lead")
    return identity


def _improvement(number: str) -> dict[str, Any]:
    return {
        "title": TITLE,
        "text": LONG,
        "department": "engineering",
        "cause": "workmanship",
        "contractor": TITLE,
        "city": "sz",
        "project": TITLE,
        "complaints": [number],
    }


def _partner() -> dict[str, Any]:
    return {"kind": "partner", "name": NAME, "phone": PARTNER, "employer": NAME, "city": "sz"}


def _campaign(identity: str, now: datetime) -> dict[str, Any]:
    return {
        "name": TITLE,
        "questionnaire": identity,
        "title": both(TITLE),
        "text": both(LONG[:1900]),
        "expires_at": instant(now + timedelta(days=30)),
    }


def _run(behind: Behind, campaign: str, asked: str, person: str, now: datetime) -> str:
    """Let a campaign run and some answer; give the token of somebody who has not."""
    running = a_campaign(
        id=campaign,
        name=TITLE,
        questionnaire=asked,
        title=both(TITLE),
        text=both(LONG[:1900]),
        series="yearly",
        created_at=now,
        launched_at=now,
        expires_at=now + timedelta(days=30),
        made=ANSWERS + 1,
    )
    CampaignStore(behind.surveys, behind.shards).create(running, [])
    invitations = InvitationStore(behind.surveys, behind.shards)
    said = {**ANSWERED, "rooms": 2, "more": TITLE[:20]}
    everybody = [person, *(f"PERSON{place:010d}" for place in range(1, ANSWERS))]
    common = {"campaign": campaign, "reach": Reach.SENT, "made_at": now, "changed_at": now}
    for one in everybody:
        has_said = {"progress": Progress.ANSWERED, "answers": said, "answered_at": now}
        strata = replace(HOME, project=TITLE)
        hash_ = behind.tokens.hash_of(campaign, one)
        invitations.create(an_invitation(**common, **has_said, hash=hash_, person=one, strata=strata))
    token = behind.tokens.token(campaign, ASKED)
    invitations.create(an_invitation(**common, hash=behind.tokens.hash_of(campaign, ASKED), person=ASKED))
    return token
