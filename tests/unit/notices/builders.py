"""Builders and fakes for notices: fixed people, cases and instants, and an in-memory record of deliveries."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hearthline.notices.audience import Told, customer_notice, staff_notice
from hearthline.notices.delivery import Patience
from hearthline.notices.gate import Gate
from hearthline.notices.model import (
    STAFF,
    Accepted,
    Message,
    MessageClass,
    Outcome,
    Recipient,
    Rendered,
    message_id,
)
from hearthline.notices.policy import ContactPolicy
from hearthline.notices.ports import (
    Channel,
    Deliveries,
    NoticeCase,
    NoticeIncident,
)
from hearthline.notices.reaching import Reaching, Subjects
from hearthline.notices.sending import Sender
from hearthline.notices.writing import Writer
from hearthline.platform.outbox import SYSTEM, Actor, Event
from tests.unit.notices.alerts import alerts_listed
from tests.unit.notices.digests import a_digest_of
from tests.unit.notices.persons import FakeCodes, FakePeople, a_policy, links
from tests.unit.notices.record import FakeDeliveries
from tests.unit.notices.steps import FakeSteps
from tests.unit.notices.surveys import FakeSurveys

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NUMBER = "K7Q29XPD3"
MINUTE = timedelta(minutes=1)
PATIENCE = Patience()


def an_event(
    type_: str = "complaint.received", *, at: datetime = NOW, id_: str = f"{NUMBER}.1.0", **data: Any
) -> Event:
    common = {
        "city": "shenzhen",
        "project": "vista",
        "kind": "complaint",
        "severity": "normal",
        "status": "received",
        "language": "zh",
        "channel": "web",
        "assignee": None,
        "team": "shenzhen",
    }
    return Event(id_, type_, at, f"complaint/{NUMBER}", SYSTEM, {**common, **data})


def a_step(
    name: str = "breach",
    levels: Collection[str] = ("manager",),
    *,
    clock: str = "answer",
    due: str = "2026-11-22T07:59:00.000Z",
) -> dict[str, Any]:
    return {"clock": clock, "round": 1, "step": name, "levels": list(levels), "due": due}


def an_escalation(
    *steps: Mapping[str, Any], acknowledge_by: str | None = "2026-11-22T10:00:00.000Z"
) -> Event:
    given = list(steps) or [a_step()]
    return an_event("escalation.raised", id_=f"{NUMBER}.5.1", steps=given, acknowledge_by=acknowledge_by)


def an_improvement_event(status: str = "accepted", *, by: str = "wei") -> Event:
    data = {
        "city": "shenzhen",
        "project": None,
        "department": "engineering",
        "cause": "workmanship",
        "contractor": None,
        "status": status,
        "complaints": 12,
        "proposed_by": "li",
        "entry": "T#000002#00",
    }
    type_ = "improvement.taken_up" if status == "proposed" else "improvement.decided"
    subject = "improvement/0123456789ABCDEF"
    return Event("improvement.0123456789ABCDEF.2", type_, NOW, subject, Actor("staff", by), data)


def a_case(**changes: Any) -> NoticeCase:
    case = NoticeCase(
        number="K7Q2-9XPD-3",
        language="zh",
        kind="complaint",
        title="电梯每天停运两小时",
        city="深圳",
        zone="Asia/Shanghai",
        project="云景花园",
        status="received",
        severity="normal",
        name="王小明",
        email="wang@example.com",
        phone="+8613800138000",
        follow_url="https://care.example.com/c/K7Q29XPD3?key=2r5yb3",
        received_at=NOW,
        answer_due_at=NOW + timedelta(hours=24),
        resolve_due_at=NOW + timedelta(days=19),
        closes_at=NOW + timedelta(days=7),
        original_due={"answer": NOW + timedelta(hours=24), "resolve": NOW + timedelta(days=19)},
        entries={"T#000002#00": "物业工程师今天下午会到现场检查。\n请保持电话畅通。"},
    )
    return replace(case, **changes)


def an_english_case(**changes: Any) -> NoticeCase:
    english = {
        "language": "en",
        "title": "The lift stands still two hours a day",
        "city": "Shenzhen",
        "project": "Vista Gardens",
        "name": "Anna Wang",
        "entries": {"T#000002#00": "An engineer will come this afternoon.\nPlease keep your phone at hand."},
    }
    return a_case(**{**english, **changes})


HANDLER = Recipient("li", "zh", email="li@example.com")
LEAD = Recipient("chen", "en", email="chen@example.com")
MANAGER = Recipient("zhao", "zh", email="zhao@example.com", phone="+8613900139000", webhooks=("managers",))
GROUP = Recipient("hq", "zh", email="hq@example.com")


def a_message(event: Event | None = None, *, class_: MessageClass = MessageClass.SERVICE) -> Message:
    event = event or an_event()
    told = customer_notice(event) or staff_notice(event)
    assert told is not None
    recipient = told.recipient if isinstance(told, Told) else STAFF + HANDLER.id
    return Message(message_id(event.id, recipient, told.purpose), told.purpose, recipient, event, class_)


AN_INCIDENT = NoticeIncident(
    id="0123456789ABCDEF",
    title="云景花园 3栋",
    zone="Asia/Shanghai",
    project="云景花园",
    building="3栋",
    found=6,
    linked=0,
    cities={"zh": "深圳", "en": "Shenzhen"},
    categories={},
)


def a_suggestion() -> Event:
    facts = {"city": "shenzhen", "project": "云景花园", "category": None, "status": "suggested"}
    data = {**facts, "complaints": 5, "homes": 3}
    return Event(
        f"{AN_INCIDENT.id}.1.0", "incident.suggested", NOW, f"incident/{AN_INCIDENT.id}", SYSTEM, data
    )


class FakeCases:
    """Complaints by number and by contact."""

    def __init__(
        self, case: NoticeCase | None = None, found: Mapping[str, list[NoticeCase]] | None = None
    ) -> None:
        self.known = case
        self.found = found or {}
        self.reads = 0
        self.broken = False

    def case(self, number: str) -> NoticeCase | None:
        self.reads += 1
        if self.broken:
            raise RuntimeError("unreadable")
        return self.known

    def incident(self, identifier: str) -> NoticeIncident | None:
        return AN_INCIDENT if identifier == AN_INCIDENT.id else None

    def cases_of_contact(self, contact_hash: str) -> list[NoticeCase]:
        return self.found.get(contact_hash, [])


class FakeDirectory:
    """Staff by level; `deputies` say who stands in for whom."""

    def __init__(self, **levels: list[Recipient]) -> None:
        self.levels = levels
        self.deputies: dict[str, str] = {}

    def stands_in(self, staff_id: str) -> str:
        return self.deputies.get(staff_id, staff_id)

    def recipients(
        self, levels: Collection[str], *, city: str, assignee: str | None, team: str | None
    ) -> list[Recipient]:
        return list({one.id: one for level in levels for one in self.levels.get(level, [])}.values())

    def person(self, staff_id: str) -> Recipient | None:
        return next((one for people in self.levels.values() for one in people if one.id == staff_id), None)


class FakeChannel:
    """Answers with the outcomes given, then accepts; keeps what it was asked to send."""

    def __init__(self, *outcomes: Outcome | Exception) -> None:
        self.outcomes = list(outcomes)
        self.sent: list[tuple[str, Rendered]] = []

    def send(self, to: str, notice: Rendered, now: datetime) -> Outcome:
        self.sent.append((to, notice))
        outcome = self.outcomes.pop(0) if self.outcomes else Accepted(f"provider-{len(self.sent)}")
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def a_hash(kind: str, address: str) -> str:
    return f"{kind}:{address}"


def a_sender(
    *,
    deliveries: Deliveries | None = None,
    cases: FakeCases | None = None,
    directory: FakeDirectory | None = None,
    people: FakePeople | None = None,
    policy: ContactPolicy | None = None,
    surveys: FakeSurveys | None = None,
    **channels: Channel,
) -> Sender:
    kept = deliveries or FakeDeliveries()
    in_force, known = policy or a_policy(), people or FakePeople()
    read = cases or FakeCases(a_case())
    staff = directory or FakeDirectory(handler=[HANDLER], lead=[LEAD], manager=[MANAGER], group=[GROUP])
    reached_by = channels or {"email": FakeChannel()}
    subjects = Subjects(FakeCodes(), FakeSteps(), a_digest_of, lambda message: alerts_listed(kept, message))
    return Sender(
        deliveries=kept,
        cases=read,
        directory=staff,
        surveys=surveys or FakeSurveys(),
        reaching=Reaching(read, staff, known, subjects, Writer(), links, reached_by),
        gate=Gate(kept, a_hash, lambda _: in_force),
        channels=reached_by,
    )
