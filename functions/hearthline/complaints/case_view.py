"""One case as staff read it: everything about it, and what else there is of its person and its home.

Eight requests at most, however much there is: the case itself, the pointers of two contacts and of the home,
one batch of all that these lead to, and two for who is known by these contacts.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from hearthline.complaints import keys, views
from hearthline.complaints.model import Clock, Complaint, Entry
from hearthline.complaints.pointers import Pointed, pointed
from hearthline.complaints.policy_words import policy_view
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import CaseItems, ComplaintStore, Stored
from hearthline.platform.access import Principal
from hearthline.platform.attributes import Item
from hearthline.platform.ids import display

HISTORY = 20
"""Other cases that each list shows at most, newest first."""


class Persons(Protocol):
    """Knows whose contacts there are."""

    def known(self, principal: Principal, contact_hashes: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        """Give who has one of these contacts, of those whom the reader may know of.

        Of each `person`, `kind`, and the `tier` of a member, else None.
        """
        ...


class CaseView:
    """Builds the view for a reader who was found entitled to the case."""

    def __init__(self, store: ComplaintStore, rulebook: Rulebook, persons: Persons) -> None:
        self._store = store
        self._rulebook = rulebook
        self._persons = persons

    def body(self, principal: Principal, case: CaseItems) -> dict[str, Any]:
        """Give the head, the timeline, the promises with their record, and the cases and things around it."""
        complaint, entries = case.stored.complaint, case.entries
        person, home = self._pointed(principal, case.stored)
        absorbed = complaint.absorbed[-HISTORY:]
        around = (complaint.merged_into, complaint.follows)
        cases = dict.fromkeys([*person.latest, *home.latest, *absorbed, *(one for one in around if one)])
        improvements = case.improvements[-HISTORY:]
        found = self._found(complaint, list(cases), improvements)
        lines = _lines(principal, found)
        return {
            **views.head(complaint),
            "clocks": [_clock(clock, complaint, entries) for clock in complaint.clocks],
            "policy_terms": self._policy(complaint),
            "escalation_history": escalation_history(entries),
            "timeline": views.timeline(entries),
            "members": list(self._persons.known(principal, case.stored.private.get("persons", ()))),
            "person": _of(lines, person.latest),
            "person_total": person.total,
            "same_home": _of(lines, home.latest),
            "same_home_total": home.total,
            "related": {
                "merged_into": lines.get(complaint.merged_into or ""),
                "absorbed": _of(lines, absorbed),
                "follows": lines.get(complaint.follows or ""),
                "incident": _thing(principal, found.get(keys.incident(complaint.incident or ""))),
                "improvements": [
                    thing
                    for one in improvements
                    if (thing := _thing(principal, found.get(keys.improvement(one))))
                ],
            },
        }

    def _pointed(self, principal: Principal, stored: Stored) -> tuple[Pointed, Pointed]:
        table, own = self._store.table, stored.complaint.number
        persons = [keys.person(person) for person in stored.private.get("persons", ())]
        home = stored.private.get("home_hash")
        return (
            pointed(table, persons, principal.sees, besides=own, most=HISTORY),
            pointed(table, [keys.home(home)] if home else [], principal.sees, besides=own, most=HISTORY),
        )

    def _found(
        self, complaint: Complaint, numbers: Sequence[str], improvements: Sequence[str]
    ) -> Mapping[str, Item]:
        """Read all heads that the view leads to, in one request; by their partition."""
        wanted = [keys.complaint(number) for number in numbers]
        wanted += [keys.improvement(identifier) for identifier in improvements]
        wanted += [keys.incident(complaint.incident)] if complaint.incident else []
        if not wanted:
            return {}
        return {item["pk"]: item for item in self._store.table.get_many([(pk, keys.HEAD) for pk in wanted])}

    def _policy(self, complaint: Complaint) -> dict[str, Any]:
        policy = self._rulebook.terms(complaint.city, complaint.policy).policy
        return policy_view(policy, complaint.severity)


def escalation_history(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Give every time that the ladder was climbed: who was told of what, and who acknowledged it when."""
    raised: list[dict[str, Any]] = []
    for entry in entries:
        if entry.kind == "escalated":
            facts = {"steps": entry.data["steps"], "acknowledge_by": entry.data.get("acknowledge_by")}
            raised.append(
                {"at": views.shown(entry.at), **facts, "acknowledged_by": None, "acknowledged_at": None}
            )
        elif entry.kind == "acknowledged":
            told = [one for one in raised if any(_same_step(step, entry.data) for step in one["steps"])]
            for one in told[-1:]:
                one |= {"acknowledged_by": entry.actor_id, "acknowledged_at": views.shown(entry.at)}
    return raised


def _same_step(step: Mapping[str, Any], data: Mapping[str, Any]) -> bool:
    return all(step[name] == data.get(name) for name in ("clock", "round", "step"))


def _clock(clock: Clock, complaint: Complaint, entries: Iterable[Entry]) -> dict[str, Any]:
    """Give one promise with every extension of its round and the reason that the customer was given."""
    later = [one.started for one in complaint.clocks if one.name is clock.name and one.round > clock.round]
    ended = min(later, default=None)
    extensions = [
        {
            "at": views.shown(entry.at),
            "by": entry.actor_id,
            "due_before": entry.data.get("due_before"),
            "until": entry.data.get("until"),
            "reason": entry.text,
        }
        for entry in entries
        if entry.kind == "extended"
        and entry.data.get("clock") == clock.name.value
        and clock.started <= entry.at
        and (ended is None or entry.at < ended)
    ]
    return {**views.clock_view(clock), "extensions": extensions}


def case_line(card: Mapping[str, Any]) -> dict[str, Any]:
    """Give one line about another case, from its card."""
    shown = {name: card[name] for name in ("kind", "title", "status", "city", "received_at")}
    return {"number": display(card["number"]), **shown}


def _lines(principal: Principal, found: Mapping[str, Item]) -> dict[str, dict[str, Any]]:
    """Give the lines of the cases found that the reader may see, by number."""
    cards = [item["card"] for pk, item in found.items() if pk.startswith(keys.complaint(""))]
    return {card["number"]: case_line(card) for card in cards if principal.sees(card["city"])}


def _of(lines: Mapping[str, dict[str, Any]], numbers: Iterable[str]) -> list[dict[str, Any]]:
    return [lines[number] for number in numbers if number in lines]


def _thing(principal: Principal, item: Item | None) -> dict[str, Any] | None:
    """Give the line about an incident or an improvement; None where there is none that the reader may see."""
    if item is None or ("city" in item and not principal.sees(item["city"])):
        return None
    return {"id": item["id"], "title": item.get("title"), "status": item.get("status")}
