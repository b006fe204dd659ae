"""Where insight meets complaints: the facts of a case that figures are made of."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from hearthline.complaints import clocks
from hearthline.complaints.background import apart
from hearthline.complaints.improvements.model import Improvement
from hearthline.complaints.improvements.store import ImprovementStore
from hearthline.complaints.model import Clock, ClockName, Complaint
from hearthline.complaints.parts import RemedyState
from hearthline.complaints.reporting import ZONE
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Stored
from hearthline.insight.improvements import GROUP, SUBJECT, Improved
from hearthline.insight.model import Breach, Case, Judged, Offered, Promise, position_of

_REACHED: Final = frozenset({RemedyState.OFFERED, RemedyState.ACCEPTED, RemedyState.DECLINED})


class FactsOfComplaints:
    """Reads complaints as insight counts them."""

    def __init__(self, store: ComplaintStore, rulebook: Rulebook) -> None:
        self._store = store
        self._rulebook = rulebook

    def __call__(self, numbers: Sequence[str], now: datetime) -> list[Case]:
        """Give complaints by number, consistently, without those that there are not: a request a hundred."""
        self._rulebook.refresh(now)
        return [self.of(stored) for stored in self._store.load_many(numbers, consistent=True)]

    def received_in(
        self, month: str, city: str, before: str | None, limit: int, now: datetime, *, apart: bool
    ) -> tuple[list[Case], str | None]:
        """Give a page of a city's complaints of a month, newest first, and where the next one starts.

        Complaints of partners, staff and the press lie `apart`. Two requests.
        """
        self._rulebook.refresh(now)
        queue = f"{city}#{month}{'#others' if apart else ''}"
        numbers, position = self._store.lists.of_month(queue, before, limit)
        found = [self.of(stored) for stored in self._store.load_many(numbers)]
        return sorted(found, key=position_of, reverse=True), position

    def ladder(self, number: str) -> list[dict[str, Any]]:
        """Give who was told of which promise of a case, and who acknowledged it when. One request."""
        from hearthline.complaints.case_view import escalation_history

        found = self._store.case(number)
        return escalation_history(found.entries) if found else []

    def of(self, stored: Stored) -> Case:
        """Give one that was read; the documents in force must have been, too."""
        city = self._rulebook.city(stored.complaint.city)
        return case_of(stored, city.zone if city else ZONE)


class FactsOfImprovements:
    """Reads improvements as insight counts them."""

    def __init__(self, store: ImprovementStore, rulebook: Rulebook) -> None:
        self._store = store
        self._rulebook = rulebook

    def __call__(self, subjects: Sequence[str], now: datetime) -> list[Improved]:
        """Give improvements by the subject of their events: a request a hundred."""
        self._rulebook.refresh(now)
        found = self._store.load_many([one.removeprefix(SUBJECT) for one in subjects])
        return [self.of(one) for one in found]

    def of(self, one: Improvement) -> Improved:
        """Give one that was read; the documents in force must have been, too."""
        city = self._rulebook.city(one.city) if one.city else None
        return Improved(
            number=f"{SUBJECT}{one.id}",
            version=one.version,
            zone=city.zone if city else ZONE,
            proposed_at=one.proposed_at,
            status=one.status.value,
            department=one.department,
            cause=one.cause,
            city=one.city or GROUP,
            project=one.project,
            contractor=one.contractor,
            decided_at=one.decided_at,
        )


def case_of(stored: Stored, zone: str) -> Case:
    """Give the facts of a complaint of a city in this zone."""
    complaint = stored.complaint
    outcome, verdict, erased = complaint.outcome, complaint.verdict, complaint.erased_at is not None
    return Case(
        number=complaint.number,
        version=complaint.version,
        city=complaint.city,
        zone=zone,
        received_at=complaint.received_at,
        kind=complaint.kind.value,
        severity=complaint.severity.value,
        status=complaint.status.value,
        channel=complaint.channel,
        team=complaint.team,
        apart=apart(complaint),
        project=complaint.home.project if complaint.home else None,
        category=complaint.category,
        filer=complaint.filer,
        handler=complaint.assignee,
        cause=outcome.cause if outcome else None,
        department=outcome.department if outcome else None,
        contractor=outcome.contractor if outcome else None,
        answered_at=complaint.answered_at,
        resolved_at=complaint.resolved_at,
        closed_at=complaint.closed_at,
        promises=tuple(_promise(clock) for clock in complaint.clocks if clock.round == 1),
        breaches=_breaches(complaint),
        reopened=_reopened(complaint),
        judged=Judged(verdict.accepted, verdict.rating) if verdict else None,
        offered=_offered(complaint),
        home=None if erased else stored.private.get("home_hash"),
        erased=erased,
    )


def _promise(clock: Clock) -> Promise:
    return Promise(clock.name.value, clock.started, clocks.kept(clock), clock.met_at)


def _breaches(complaint: Complaint) -> tuple[Breach, ...]:
    return tuple(Breach(one.name.value, one.breached_at) for one in complaint.clocks if one.breached_at)


def _reopened(complaint: Complaint) -> tuple[datetime, ...]:
    """Give when each further round began: its promise of an answer did."""
    later = [clock for clock in complaint.clocks if clock.name is ClockName.ANSWER and clock.round > 1]
    return tuple(clock.started for clock in later)


def _offered(complaint: Complaint) -> tuple[Offered, ...]:
    """Give the remedies that reached the customer, also those that a newer one took the place of."""
    return tuple(
        Offered(one.kind.value, one.state is RemedyState.ACCEPTED, one.amount or 0)
        for one in complaint.remedies
        if one.state in _REACHED or one.offered_at is not None
    )
