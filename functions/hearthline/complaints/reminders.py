"""Works and visits that time catches up with: each is reminded of once.

Small on purpose: the sweep and the store need it, and nothing of what staff do with visits.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from hearthline.complaints.clocks import TICK
from hearthline.complaints.draft import Draft
from hearthline.complaints.model import Complaint, Visibility
from hearthline.complaints.parts import Visit, Work
from hearthline.platform.instants import instant


def undone(complaint: Complaint) -> tuple[Work, ...]:
    """Give the outstanding works."""
    return tuple(work for work in complaint.works if work.done_at is None)


def unreported(complaint: Complaint) -> tuple[Visit, ...]:
    """Give the visits of which nobody has said what came of them."""
    return tuple(visit for visit in complaint.visits if visit.outcome is None)


def next_reminder(complaint: Complaint) -> datetime | None:
    """Give the earliest instant at which somebody is to be reminded of a work or a visit, or None."""
    works = [work.due for work in undone(complaint) if work.reminded_at is None]
    visits = [visit.until for visit in unreported(complaint) if visit.reminded_at is None]
    ends = min((*works, *visits), default=None)
    return ends + TICK if ends else None


def remind(draft: Draft) -> None:
    """Record which works are overdue and which visits went unreported by the draft's instant, each once."""
    complaint, now = draft.complaint, draft.now
    late_works = [work for work in undone(complaint) if work.reminded_at is None and work.due < now]
    late_visits = [one for one in unreported(complaint) if one.reminded_at is None and one.until < now]
    if late_works:
        works = tuple(
            replace(work, reminded_at=now) if work in late_works else work for work in complaint.works
        )
        draft.set(works=works)
        _record(draft, "work_overdue", "work.overdue", "works", _due(late_works))
    if late_visits:
        visits = tuple(
            replace(visit, reminded_at=now) if visit in late_visits else visit for visit in complaint.visits
        )
        draft.set(visits=visits)
        _record(draft, "visit_unreported", "visit.unreported", "visits", _ended(late_visits))


def _due(works: Iterable[Work]) -> list[dict[str, object]]:
    return [{"work": work.id, "due": instant(work.due)} for work in works]


def _ended(visits: Iterable[Visit]) -> list[dict[str, object]]:
    return [{"visit": visit.id, "until": instant(visit.until)} for visit in visits]


def _record(draft: Draft, kind: str, event: str, name: str, late: list[dict[str, object]]) -> None:
    facts = {name: late}
    draft.record(kind, Visibility.INTERNAL, data=facts, event=event, event_data=facts, by_system=True)
