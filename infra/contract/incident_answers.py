"""What the staff routes of incidents answer."""

from typing import Literal

from hearthline.complaints.incidents.model import IncidentStatus, MemberState
from infra.contract.case_view_answers import EntryBy
from infra.contract.staff_answers import CaseOutcome
from infra.contract.values import Count, Instant, Number, Shape, Words


class IncidentCard(Shape):
    """A line of the list of incidents."""

    id: str
    status: IncidentStatus
    title: str
    city: str
    project: str | None
    building: str | None
    category: str | None
    created_at: Instant
    linked: Count
    found: Count


class IncidentPage(Shape):
    """A page of incidents, newest first."""

    items: list[IncidentCard]
    next_cursor: str | None


class IncidentHead(Shape):
    """The state of an incident."""

    id: str
    version: Count
    status: IncidentStatus
    title: str
    city: str
    project: str | None
    building: str | None
    category: str | None
    text: str | None
    created_at: Instant
    created_by: str | None
    """Who opened it; null for one that was suggested by what came in."""
    linked: Count
    """Complaints that are linked now."""
    found: Count
    """Complaints that were found by themselves, linked or not."""
    confirmed_at: Instant | None
    confirmed_by: str | None
    ended_at: Instant | None
    ended_by: str | None
    reason: str | None
    """Why a suggestion was dismissed."""
    summary: str | None
    outcome: CaseOutcome | None
    job_running: bool
    """Whether complaints are being linked or answered at the moment."""


class IncidentLine(Shape):
    """One immutable line of an incident's history."""

    kind: str
    at: Instant
    by: EntryBy
    text: str | None
    data: Words


class BroadcastProgress(Shape):
    """One answer to all complaints that were linked, and how far it is."""

    id: str
    by: str
    at: Instant
    text: str | None
    resolves: CaseOutcome | None
    state: Literal["running", "done", "failed"]
    total: Count
    answered: Count
    skipped: Count
    failed: Count


class Missed(Shape):
    """The work that left a complaint out, and why."""

    broadcast: str
    """Its id: a broadcast's, or that of the linking."""
    reason: str


class IncidentMember(Shape):
    """A complaint of an incident."""

    number: Number
    state: MemberState
    received_at: Instant | None
    found_at: Instant | None
    linked_at: Instant | None
    linked_by: str | None
    missed: Missed | None


class IncidentMembers(Shape):
    """A page of an incident's complaints."""

    items: list[IncidentMember]
    next_cursor: str | None


class IncidentView(IncidentHead):
    """An incident with its history, its broadcasts and a page of its complaints."""

    timeline: list[IncidentLine]
    broadcasts: list[BroadcastProgress]
    members: IncidentMembers
