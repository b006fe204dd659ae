"""The cases of an incident, for its page: lines, whom an answer to all would reach, who was left out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from hearthline.complaints.applying import terms_of
from hearthline.complaints.case_view import case_line
from hearthline.complaints.draft import NotAllowed, Refused
from hearthline.complaints.incidents.model import Incident
from hearthline.complaints.incidents.seen import seen
from hearthline.complaints.incidents.store import IncidentStore
from hearthline.complaints.incidents.working import answering
from hearthline.complaints.lifecycle import decide
from hearthline.complaints.model import Outcome
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Stored
from hearthline.complaints.views import shown
from hearthline.platform.access import Action, Principal
from hearthline.platform.ids import display, read_number
from hearthline.platform.outbox import Actor

MOST_LOOKED_AT: Final = 1000
"""Cases of which is found out whether an answer to all would reach them; of more, these first."""

MOST_NAMED: Final = 100
"""Cases that are named one by one."""

_WORDS: Final = "-"


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom an answer to all would reach as things stand.

    Of `looked_at` of the `linked` cases: how many would be `answered`, of how many `owners` by their
    contacts, in which `languages` these write, and why the others would be `left_out`.
    """

    linked: int
    looked_at: int
    answered: int
    owners: int
    languages: Mapping[str, int]
    left_out: Mapping[str, int]


class IncidentCases:
    """Reads for pages. Every method takes the principal and decides first whether it may."""

    def __init__(self, incidents: IncidentStore, store: ComplaintStore, rulebook: Rulebook) -> None:
        self._incidents = incidents
        self._store = store
        self._rulebook = rulebook

    def lines(self, principal: Principal, numbers: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Give a line about each of these cases that the reader may see, by its written number."""
        bare = [number for written in numbers if (number := read_number(written))]
        found = (stored.complaint for stored in self._store.load_many(bare)) if bare else ()
        facts = ("number", "kind", "title", "status", "city", "received_at")
        return {
            display(each.number): case_line({name: shown(getattr(each, name)) for name in facts})
            for each in found
            if principal.sees(each.city)
        }

    def reach(self, principal: Principal, identity: str, resolves: Outcome | None, now: datetime) -> Reach:
        """Find out whom an answer to all would reach: the rules themselves are asked of each case."""
        incident = seen(self._incidents, principal, Action.LEAD_INCIDENT, identity)
        self._rulebook.refresh(now)
        numbers = self._incidents.linked(identity, MOST_LOOKED_AT)
        cases = self._store.load_many(numbers, consistent=True) if numbers else []
        actor = Actor("staff", principal.id)
        reasons = [(case, self._why_not(incident, case, resolves, actor, now)) for case in cases]
        reached = [case for case, reason in reasons if reason is None]
        return Reach(
            linked=incident.linked,
            looked_at=len(cases),
            answered=len(reached),
            owners=_owners(reached),
            languages=Counter(case.complaint.language for case in reached),
            left_out=Counter(reason for _, reason in reasons if reason),
        )

    def linked(self, principal: Principal, identity: str) -> list[str]:
        """Give the written numbers of the cases linked now, the first hundred of them."""
        seen(self._incidents, principal, Action.READ, identity)
        return [display(number) for number in self._incidents.linked(identity, MOST_NAMED)]

    def left_out(self, principal: Principal, identity: str) -> dict[str, list[tuple[str, str]]]:
        """Give by job which cases it has left out, each with the reason."""
        seen(self._incidents, principal, Action.READ, identity)
        found: dict[str, list[tuple[str, str]]] = {}
        for member in self._incidents.left_out(identity):
            missed = member.missed or {}
            found.setdefault(missed["job"], []).append((display(member.number), missed["reason"]))
        return found

    def _why_not(
        self, incident: Incident, case: Stored, resolves: Outcome | None, actor: Actor, now: datetime
    ) -> str | None:
        complaint = case.complaint
        if complaint.city != incident.city:
            return "other_city"
        terms = terms_of(self._rulebook, complaint)
        try:
            decide(complaint, answering(_WORDS, resolves), actor, now, terms)
        except (Refused, NotAllowed) as refusal:
            return refusal.code
        return None


def _owners(cases: Iterable[Stored]) -> int:
    """Count persons: cases that have a contact in common are one person's."""
    persons: list[set[str]] = []
    for case in cases:
        own = set(case.private.get("persons", ())) or {case.complaint.number}
        apart = []
        for person in persons:
            if person & own:
                own |= person
            else:
                apart.append(person)
        persons = [*apart, own]
    return len(persons)
