"""Improvements in the making, put forward on the builders' Monday."""

from datetime import datetime
from typing import Any

from hearthline.complaints.improvements.events import event_of
from hearthline.complaints.improvements.model import Improvement, ImprovementStatus, Proposal, Revised
from hearthline.complaints.improvements.rules import amend, decide, propose
from tests.unit.complaints.builders import MONDAY, NUMBER, OTHER_NUMBER

ID = "0123456789ABCDEF"
PROPOSED, ACCEPTED = ImprovementStatus.PROPOSED, ImprovementStatus.ACCEPTED
ADOPTED, DECLINED = ImprovementStatus.ADOPTED, ImprovementStatus.DECLINED
WAY: dict[ImprovementStatus, tuple[ImprovementStatus, ...]] = {
    PROPOSED: (),
    ACCEPTED: (ACCEPTED,),
    ADOPTED: (ACCEPTED, ADOPTED),
    DECLINED: (DECLINED,),
}


def a_proposal(**changes: Any) -> Revised:
    facts: dict[str, Any] = {
        "title": "Test the cellars",
        "text": "Fill them for two days.",
        "department": "engineering",
        "cause": "workmanship",
        "complaints": (NUMBER, OTHER_NUMBER),
    }
    return propose(Proposal(**{**facts, **changes}), ID, "li.na", MONDAY)


def decided(improvement: Improvement, status: ImprovementStatus, at: datetime = MONDAY) -> Revised:
    return decide(improvement, status, "Because.", "wei", at)


def in_status(status: ImprovementStatus) -> Improvement:
    improvement = a_proposal().improvement
    for step in WAY[status]:
        improvement = decided(improvement, step).improvement
    return improvement


def improvement_events() -> dict[str, dict[str, Any]]:
    """One event of each type, as it is sent."""
    proposed = a_proposal()
    made = (
        proposed,
        amend(proposed.improvement, "Test all cellars", None, [], "li.na", MONDAY),
        decided(proposed.improvement, ACCEPTED),
        decided(in_status(DECLINED), PROPOSED),
    )
    events = [event_of(revised.improvement, revised.revision).envelope() for revised in made]
    return {event["type"]: event for event in events}
