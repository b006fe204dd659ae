"""Who is told what about an event, before anybody's address is known. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from hearthline.notices.ladder import levels_of, steps_of
from hearthline.notices.model import CODE, CONTACT, CUSTOMER, PERSON, Message, MessageClass, message_id
from hearthline.platform.instants import read_instant
from hearthline.platform.outbox import Event

ESCALATION = "escalation"
ALERTS = "alert_digest"
FOUND = "found"
DIGEST = "monthly_digest"
HOME_STEP = "home_step"
LETTER = "progress_letter"
BY_MAIL = frozenset({ALERTS, DIGEST})
"""What is too long for a chat, and goes there only where mail does not."""
OF_HOMES = frozenset({HOME_STEP, LETTER})
"""What owners are told of their home, which is looked at once more when it goes."""

_TO_CUSTOMER: Mapping[str, str] = {
    "complaint.received": "received",
    "complaint.answered": "answered",
    "complaint.asked": "asked",
    "complaint.resolved": "resolved",
    "complaint.extended": "extended",
    "complaint.reopened": "reopened",
    "complaint.closed": "closed",
    "complaint.rejected": "rejected",
    "complaint.merged": "merged",
    "complaint.published": "published",
    "complaint.hidden": "hidden",
    "remedy.offered": "offered",
    "visit.planned": "visit",
    "complaint.improvement_decided": "improvement",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One purpose and its recipient, as a message names them; its class, and until when it is of any use."""

    purpose: str
    recipient: str
    message_class: MessageClass = MessageClass.SERVICE
    good_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class StaffTold:
    """One purpose, and whom of the staff it is for: everybody on these levels, and these people by id.

    With `otherwise` somebody must hear who did not bring it about: where that leaves nobody, the first of
    those levels on which there is somebody else.
    """

    purpose: str
    levels: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()


def customer_notice(event: Event) -> Told | None:
    """Give the notice that the customer gets for this event, or None."""
    if event.type == "follow_links.requested":
        return Told(FOUND, CONTACT + str(event.data["contact"]))
    if event.type == "complaint.answered" and event.data.get("visit"):
        return None  # the notice of the visit holds the answer
    purpose = _TO_CUSTOMER.get(event.type)
    return Told(purpose, CUSTOMER) if purpose else None


def staff_notice(event: Event) -> StaffTold | None:
    """Give the notice that members of staff get for this event, or None.

    Whoever brought the event about knows of it already: they are left out by whoever sends.
    """
    told = _TO_STAFF.get(event.type)
    return told(event) if told else None


def person_notice(event: Event) -> Told | None:
    """Give the notice that the person gets whom this event is about, or who asked for a code, or None."""
    told = _TO_PERSON.get(event.type)
    return told(event) if told else None


def message_of(told: Told, event: Event) -> Message:
    """Give the message of a notice; the same for every delivery of the same event."""
    id_ = message_id(event.id, told.recipient, told.purpose)
    return Message(id_, told.purpose, told.recipient, event, told.message_class, told.good_until)


def _escalated(event: Event) -> StaffTold:
    return StaffTold(ESCALATION, levels=tuple(levels_of(steps_of(event))))


def _assigned(event: Event) -> StaffTold:
    return StaffTold("assigned", people=(str(event.data["assignee"]),))


def _suggested(_: Event) -> StaffTold:
    return StaffTold("suggested", levels=("group",))


def _flagged(_: Event) -> StaffTold:
    return StaffTold("flagged", levels=("group",))


def _to_consent(event: Event) -> StaffTold:
    return StaffTold("approval", levels=tuple(event.data["levels"]), otherwise=("manager", "group"))


def _to_offerer(purpose: str) -> Callable[[Event], StaffTold]:
    return lambda event: StaffTold(purpose, people=(str(event.data["offered_by"]),))


def _to_offerer_and_handler(event: Event) -> StaffTold:
    return StaffTold("remedy_answered", levels=("handler",), people=(str(event.data["offered_by"]),))


def _to_levels(purpose: str, *levels: str) -> Callable[[Event], StaffTold]:
    return lambda _: StaffTold(purpose, levels=levels)


def _to_reader(event: Event) -> StaffTold:
    return StaffTold(DIGEST, people=(str(event.data["staff"]),))


def _proposed(event: Event) -> StaffTold:
    return StaffTold("improvement_decided", people=(str(event.data["proposed_by"]),))


def _to_visitor(purpose: str) -> Callable[[Event], StaffTold | None]:
    """Tell whoever has a visit; nobody where nobody has it."""

    def told(event: Event) -> StaffTold | None:
        assignee = event.data["assignee"]
        return StaffTold(purpose, people=(str(assignee),)) if assignee else None

    return told


def _overdue(event: Event) -> StaffTold:
    """Tell whoever has a visit; where nobody has it, the leads, who give it to somebody."""
    assignee = event.data["assignee"]
    people = (str(assignee),) if assignee else ()
    return StaffTold("home_visit_overdue", levels=() if people else ("lead",), people=people)


_TO_STAFF: Mapping[str, Callable[[Event], StaffTold | None]] = {
    "escalation.raised": _escalated,
    "complaint.assigned": _assigned,
    "improvement.decided": _proposed,
    "improvement.taken_up": _proposed,
    "complaint.flagged": _flagged,
    "complaint.transferred": _to_levels("transferred", "lead"),
    "remedy.approval_requested": _to_consent,
    "remedy.approved": _to_offerer("approved"),
    "remedy.declined": _to_offerer("refused"),
    "remedy.answered": _to_offerer_and_handler,
    "visit.unreported": _to_levels("visit_unreported", "handler", "lead"),
    "work.overdue": _to_levels("work_overdue", "handler", "lead"),
    "incident.suggested": _suggested,
    "progress_letter.missing": _to_levels("letter_missing", "lead"),
    "monthly_digest.due": _to_reader,
    "home_visit.opened": _to_visitor("home_visit_owed"),
    "home_visit.assigned": _to_visitor("home_visit_owed"),
    "home_visit.passed_on": _to_visitor("home_visit_passed_on"),
    "home_visit.cancelled": _to_visitor("home_visit_cancelled"),
    "home_visit.overdue": _overdue,
}


_TIERS = ("member", "senior", "gold")


def _points_expiring(event: Event) -> Told:
    ends = read_instant(event.data["expires_at"])
    return Told("points_expiring", PERSON + str(event.data["person"]), MessageClass.MARKETING, ends)


def _joined(event: Event) -> Told | None:
    """Welcome who joins; whom an import brings may have been a member for years."""
    return Told("welcome", PERSON + str(event.data["person"])) if event.data["via"] == "web" else None


def _tier_changed(event: Event) -> Told | None:
    """Congratulate or explain; who has just joined is welcomed instead."""
    before, after = event.data["from"], event.data["to"]
    if before is None or after is None:
        return None
    higher = _TIERS.index(after) > _TIERS.index(before)
    return Told("tier_raised" if higher else "tier_lowered", PERSON + str(event.data["person"]))


def _referral_changed(event: Event) -> Told | None:
    """Thank the referrer when it is completed; the steps before and after are theirs to look up."""
    if event.data["status"] != "completed":
        return None
    return Told("referral_completed", PERSON + str(event.data["person"]))


def _of_home(purpose: str) -> Callable[[Event], Told]:
    """Tell an owner something of their home, as service or as marketing, as the document says."""

    def told(event: Event) -> Told:
        class_ = MessageClass(event.data["message_class"])
        ends = read_instant(event.data["good_until"])
        return Told(purpose, PERSON + str(event.data["person"]), class_, ends)

    return told


def _code_asked_for(event: Event) -> Told:
    ends = read_instant(event.data["until"])
    return Told("sign_in_code", CODE + str(event.data["contact"]), good_until=ends)


_TO_PERSON: Mapping[str, Callable[[Event], Told | None]] = {
    "sign_in_code.requested": _code_asked_for,
    "member.joined": _joined,
    "member.tier_changed": _tier_changed,
    "referral.changed": _referral_changed,
    "points.expiring": _points_expiring,
    "home.step_due": _of_home(HOME_STEP),
    "progress_letter.due": _of_home(LETTER),
}


def about_case(event: Event) -> bool:
    """Tell whether an event is about one complaint."""
    return event.subject.startswith("complaint/")


def number_of(event: Event) -> str:
    """Give the bare complaint number, or the incident's id, from the event's subject."""
    return event.subject.rpartition("/")[2]


def about_incident(event: Event) -> bool:
    """Tell whether an event is about an incident rather than a complaint."""
    return event.subject.startswith("incident/")
