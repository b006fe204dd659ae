"""Alerts as notices know them, and cases that raise them."""

from datetime import datetime
from typing import Any

from hearthline.notices.alerts import NoticeAlert
from hearthline.notices.audience import number_of
from hearthline.notices.gathering import alerts_in
from hearthline.notices.ladder import steps_of
from hearthline.notices.model import Message
from hearthline.notices.ports import Deliveries
from hearthline.platform.ids import display, number_from
from hearthline.platform.instants import instant, read_instant
from hearthline.platform.outbox import SYSTEM, Event


def alerts_listed(deliveries: Deliveries, message: Message) -> list[NoticeAlert]:
    """Give the alerts that a mail lists, from the record."""
    found = [deliveries.find(id_) for id_ in alerts_in(message)]
    return [an_alert(one.message.event) for one in found if one]


def an_alert(event: Event) -> NoticeAlert:
    number = display(number_of(event))
    by = event.data["acknowledge_by"]
    return NoticeAlert(
        number=number,
        kind=str(event.data["kind"]),
        cities={"zh": "深圳", "en": "Shenzhen"},
        zone="Asia/Shanghai",
        url=f"https://care.example.com/desk/cases/{number}",
        at=event.at,
        steps=steps_of(event),
        acknowledge_by=read_instant(by) if by else None,
    )


def raised(place: int, at: datetime, *, step: str = "breach", **data: Any) -> Event:
    """Give what is raised of the case at a place: its answer is overdue since then."""
    number = number_from(place.to_bytes(5))
    told = {"clock": "answer", "round": 1, "step": step, "levels": ["manager"], "due": instant(at)}
    facts = {
        "city": "shenzhen",
        "kind": "complaint",
        "severity": "normal",
        "assignee": None,
        "team": "shenzhen",
        "steps": [told],
        "acknowledge_by": "2026-11-22T12:00:00.000Z",
    }
    return Event(f"{number}.5.1", "escalation.raised", at, f"complaint/{number}", SYSTEM, {**facts, **data})
