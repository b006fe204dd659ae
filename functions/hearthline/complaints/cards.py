"""What the lists show of a complaint, kept with it: line of the work list, post of the board, promise.

Lists read these from sparse indexes, so a page costs its lines and nothing else.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hearthline.complaints import keys
from hearthline.complaints.background import apart
from hearthline.complaints.masking import mask_name, mask_text
from hearthline.complaints.model import Clock, ClockName, Complaint, Publication, Status
from hearthline.complaints.reminders import undone
from hearthline.platform.fingerprints import alike
from hearthline.platform.instants import instant

EXCERPT = 280
NO_DEADLINE = "9999-12-31T23:59:59.999Z"
OPEN_PREFIX = "0#"
_FAR = 10**14

Masked = Mapping[str, str]


def index_attributes(complaint: Complaint, zone: ZoneInfo, masked: Masked | None = None) -> dict[str, Any]:
    """Give the attributes by which the lists find and show this complaint.

    `masked` are its masked texts where they are known already: they never change, and masking costs.
    """
    order = urgency(complaint)
    at = f"{instant(complaint.received_at)}#{complaint.number}"
    attributes: dict[str, Any] = {
        "card": card(complaint),
        "project": complaint.home.project if complaint.home else "-",
        "city_queue": complaint.city,
        "team_queue": complaint.team,
        "handler_queue": handler_queue(complaint.assignee)
        if complaint.assignee
        else unassigned_queue(complaint.city),
        "all_queue": "all",
        "urgency": order,
        "month_queue": keys.month(complaint.city, complaint.received_at, zone, apart=apart(complaint)),
        "month_at": at,
        "promise": promise(complaint),
    }
    if on_board(complaint):
        texts = masked or masked_texts(complaint)
        attributes |= {
            "masked": texts,
            "board_queue": "board",
            "board_city": complaint.city,
            "board_at": at,
            "board_card": board_card(complaint, texts),
        }
    return attributes


def handler_queue(handler: str) -> str:
    """Give the partition of the cases that a handler has."""
    return f"H#{handler}"


def unassigned_queue(city: str) -> str:
    """Give the partition of a city's cases that nobody has."""
    return f"U#{city}"


def urgency(complaint: Complaint) -> str:
    """Give the sort key of the work list: what is due by next deadline, then resolved cases, then ended ones.

    The latter two stand newest first. A case with several promises still to keep stands at the earliest; one
    with works outstanding stands at those until they are done, also when it is resolved or ended.
    The number at the end makes the key unique, so that it can serve as a position for paging while cases
    come and go.
    """
    due = next_due(complaint)
    if complaint.open or due:
        return f"{OPEN_PREFIX}{instant(due) if due else NO_DEADLINE}#{complaint.number}"
    rank = "5" if complaint.status is Status.RESOLVED else "9"
    return f"{rank}#{far_first(complaint.received_at, complaint.number)}"


def far_first(at: datetime, identifier: str) -> str:
    """Give a sort key by which what is newest stands first; unique, so it can serve as a position."""
    return f"{_FAR - int(at.timestamp() * 1000):014d}#{identifier}"


def next_due(complaint: Complaint) -> datetime | None:
    """Give the earliest deadline of a promise or a work that still has to be met, also one already missed."""
    promises = [clock.due for clock in complaint.clocks if clock.running] if complaint.open else []
    return min((*promises, *(work.due for work in undone(complaint))), default=None)


def card(complaint: Complaint) -> dict[str, Any]:
    """Give the line of the work list."""
    home = complaint.home
    due = next_due(complaint)
    return {
        "number": complaint.number,
        "kind": complaint.kind.value,
        "severity": complaint.severity.value,
        "status": complaint.status.value,
        "title": complaint.title,
        "city": complaint.city,
        "project": home.project if home else None,
        "building": home.building if home else None,
        "category": complaint.category,
        "channel": complaint.channel,
        "assignee": complaint.assignee,
        "team": complaint.team,
        "received_at": instant(complaint.received_at),
        "next_due_at": instant(due) if due else None,
        "clocks": {clock.name.value: _clock(clock) for clock in complaint.clocks},
        "flags": [flag.code.value for flag in complaint.flags if flag.assessed_at is None],
        "works": len(undone(complaint)),
        "incident": complaint.incident,
        "filer": complaint.filer,
        "remedy": complaint.remedies[-1].state.value if complaint.remedies else None,
        "version": complaint.version,
    }


def _clock(clock: Clock) -> dict[str, Any]:
    return {
        "due_at": instant(clock.due),
        "met_at": instant(clock.met_at) if clock.met_at else None,
        "breached": clock.breached_at is not None,
        "provisional": clock.provisional,
    }


def on_board(complaint: Complaint) -> bool:
    """Tell whether the public board shows it."""
    return complaint.publication is Publication.PUBLIC and complaint.status is not Status.MERGED


def masked_texts(complaint: Complaint) -> Masked:
    """Give what the board shows of the filer's own words."""
    known = [complaint.contact.name]
    texts = {
        "title": mask_text(complaint.title, known=known),
        "excerpt": mask_text(complaint.text, known=known)[:EXCERPT],
        "name": mask_name(complaint.contact.name),
    }
    return {**texts, "project": mask_text(complaint.home.project, known=known)} if complaint.home else texts


def board_card(complaint: Complaint, masked: Masked) -> dict[str, Any]:
    """Give the post on the public board: masked, without the unit; `building` is for finding alone."""
    return {
        "number": complaint.number,
        "kind": complaint.kind.value,
        "status": complaint.status.value,
        "title": masked["title"],
        "excerpt": masked["excerpt"],
        "name": masked["name"],
        "city": complaint.city,
        "project": masked.get("project"),
        "building": alike(complaint.home.building) if complaint.home and complaint.home.building else None,
        "received_at": instant(complaint.received_at),
        "answered_at": instant(complaint.answered_at) if complaint.answered_at else None,
        "answer_due_at": promise(complaint).get("due_at"),
        "answer_breached": promise(complaint).get("breached", False),
    }


def promise(complaint: Complaint) -> dict[str, Any]:
    """Give what the company's promise needs to be counted: the first round of `answer`.

    One that was called off unbroken, as by merging, was neither kept nor broken.
    """
    first = next((clock for clock in complaint.clocks if clock.name is ClockName.ANSWER), None)
    if first is None or (first.stopped_at is not None and first.breached_at is None):
        return {"open": complaint.open}
    return {
        "open": complaint.open,
        "started_at": instant(first.started),
        "due_at": instant(first.due),
        "met_at": instant(first.met_at) if first.met_at else None,
        "breached": first.breached_at is not None,
    }
