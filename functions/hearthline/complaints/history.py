"""A case from another system's past as a complaint: pure, like everything that the rules decide.

The case keeps the promise that its source gave: the source's own due instant is the clock's, and no policy is
laid over it. Such a complaint runs under policy version 0, which has no escalation steps; it is never on the
board, and nobody is told of it.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from hearthline.complaints import clocks
from hearthline.complaints.model import (
    Change,
    Clock,
    ClockName,
    Complaint,
    Contact,
    Entry,
    Home,
    Kind,
    Severity,
    Status,
    Visibility,
)
from hearthline.platform.instants import instant
from hearthline.platform.outbox import Actor

POLICY = 0
"""The policy version of imported cases."""


NOBODY = Contact("")
"""Of whom the source knows nothing."""


@dataclass(frozen=True, slots=True)
class HistoricalCase:
    """What a source says of one case; `external_id` is its name there, `due` the source's own deadline.

    `clock` is the promise that the deadline belongs to. Without `closed` the case is still open. A source may
    know nobody to answer: then the contact's name is empty.
    """

    external_id: str
    opened: datetime
    title: str
    text: str
    due: datetime | None = None
    closed: datetime | None = None
    clock: ClockName = ClockName.RESOLVE
    kind: Kind = Kind.COMPLAINT
    severity: Severity = Severity.NORMAL
    category: str | None = None
    channel: str = "import"
    language: str = "zh"
    home: Home | None = None
    contact: Contact = NOBODY


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an imported case came from: the source's name, the import, and the line of its file."""

    source: str
    import_id: str
    line: int


def from_history(
    case: HistoricalCase, number: str, origin: Origin, *, city: str, team: str, actor: Actor, now: datetime
) -> Change:
    """Open a complaint as its source left it, seen at `now` (the import's own instant)."""
    clock = clock_of(case, now)
    complaint = Complaint(
        number=number,
        version=1,
        kind=case.kind,
        title=case.title,
        text=case.text,
        city=city,
        contact=case.contact,
        language=case.language,
        channel=case.channel,
        received_at=case.opened,
        status=Status.CLOSED if case.closed else Status.RECEIVED,
        severity=case.severity,
        policy=POLICY,
        team=team,
        clocks=(clock,) if clock else (),
        home=case.home,
        category=case.category,
        answered_at=case.closed if case.clock is ClockName.ANSWER else None,
        resolved_at=case.closed,
        closed_at=case.closed,
        imported_at=now,
    )
    entry = Entry(
        number=number,
        version=1,
        index=0,
        kind="imported",
        at=now,
        actor_kind=actor.kind,
        actor_id=actor.id,
        visibility=Visibility.INTERNAL,
        data={
            "source": origin.source,
            "external_id": case.external_id,
            "import": origin.import_id,
            "line": origin.line,
            "opened_at": instant(case.opened),
            "due_at": instant(case.due) if case.due else None,
            "closed_at": instant(case.closed) if case.closed else None,
        },
        event_type="complaint.imported",
    )
    return Change(complaint, (entry,))


def clock_of(case: HistoricalCase, now: datetime) -> Clock | None:
    """Give the source's promise with its record, None where it gave none.

    Closed at the due instant is kept; later, or still open after it, is broken at the due instant itself.
    """
    if case.due is None:
        return None
    running = Clock(
        name=case.clock, round=1, target=None, started=case.opened, due=case.due, original_due=case.due
    )
    settled = clocks.settle(running, case.closed or now)
    return replace(settled, met_at=case.closed)


def breached(case: HistoricalCase, now: datetime) -> bool:
    """Tell whether the source's promise was broken by `now`; one that was never given can't be."""
    clock = clock_of(case, now)
    return clock is not None and clock.breached_at is not None
