"""The items of incidents, and the parts of transactions that other stores' writes carry for them."""

from dataclasses import replace
from datetime import datetime, timedelta

from hearthline.complaints import keys
from hearthline.complaints.cards import far_first
from hearthline.complaints.incidents.model import Incident, IncidentStatus, Line, MemberState, Watch
from hearthline.platform.attributes import Item
from hearthline.platform.codec import dump
from hearthline.platform.instants import instant
from hearthline.platform.outbox import Event
from hearthline.platform.table import ABSENT, Action, Guard, Put, Update

QUEUE = "incidents"
TAKEN_FOR = timedelta(days=90)
_LIVE = (IncidentStatus.SUGGESTED.value, IncidentStatus.OPEN.value)
_THERE = Guard("attribute_exists(pk)")


def link_actions(identifier: str, city: str, number: str, by: str | None, now: datetime) -> list[Action]:
    """Give what belongs to linking a case, for the case's own transaction: the count, and the member.

    The first one fails where the incident is not open, or of another city, or not there.
    """
    names = {"#n": "number", "#s": "state"}
    values = {":n": number, ":s": MemberState.LINKED.value, ":at": instant(now), ":by": by or ""}
    guard = Guard(
        "city = :city AND #status = :open",
        {"#status": "status"},
        {":city": city, ":open": IncidentStatus.OPEN.value},
    )
    member = "SET #n = :n, #s = :s, linked_at = :at, linked_by = :by REMOVE missed"
    return [
        _counted(identifier, 1, guard),
        Update(keys.incident(identifier), keys.member(number), member, names, values),
    ]


def unlink_actions(identifier: str, number: str) -> list[Action]:
    """Give what belongs to unlinking a case, for the case's own transaction."""
    change = Update(
        keys.incident(identifier),
        keys.member(number),
        "SET #s = :s",
        {"#s": "state"},
        {":s": MemberState.UNLINKED.value},
    )
    return [_counted(identifier, -1, _THERE), change]


def line_key(line: Line) -> str:
    """Give the sort key of a line."""
    return keys.entry(line.version, 0)


def line_put(incident: Incident, line: Line, event: Event | None = None) -> Action:
    """Give the action that writes a line, and with it its event."""
    stored = dump(line)
    del stored["incident"]
    item = {"pk": keys.incident(incident.id), "sk": line_key(line), **stored}
    return Put({**item, "event": event.envelope()} if event else item, ABSENT)


def head_put(incident: Incident, guard: Guard) -> Action:
    """Give the action that writes an incident with the attributes by which lists find it."""
    card = {
        "id": incident.id,
        "status": incident.status.value,
        "title": incident.title,
        "city": incident.city,
        "project": incident.project,
        "building": incident.building,
        "category": incident.category,
        "created_at": instant(incident.created_at),
        "linked": incident.linked,
        "found": incident.found,
    }
    item: Item = {
        "pk": keys.incident(incident.id),
        "sk": keys.HEAD,
        **dump(incident),
        "card": card,
        "project": incident.project or "-",
        "all_queue": QUEUE,
        "city_queue": f"{QUEUE}#{incident.city}",
        "urgency": far_first(incident.created_at, incident.id),
    }
    return Put(item, guard)


def _counted(identifier: str, more: int, guard: Guard) -> Action:
    return Update(
        keys.incident(identifier),
        keys.HEAD,
        "SET linked = linked + :more, version = version + :one, #card.linked = #card.linked + :more",
        {"#card": "card"},
        {":more": more, ":one": 1},
        guard,
    )


def found_more(identifier: str, more: int) -> Action:
    """Give the action that counts more complaints as found; it fails where the incident has ended."""
    live = Guard("#status IN (:a, :b)", {"#status": "status"}, {":a": _LIVE[0], ":b": _LIVE[1]})
    return Update(
        keys.incident(identifier),
        keys.HEAD,
        "SET #found = #found + :more, version = version + :one, #card.#found = #card.#found + :more",
        {"#card": "card", "#found": "found"},
        {":more": more, ":one": 1},
        live,
    )


def watch_put(watch: Watch) -> Action:
    """Give the action that writes what is counted, on top of what was read.

    Where nothing more comes the table forgets it, and with it whose homes they were.
    """
    guard = Guard("version = :read", {}, {":read": watch.version}) if watch.version else ABSENT
    after = replace(watch, version=watch.version + 1)
    seen = (*(each.at for each in watch.recent), *(each.latest for each in watch.clusters))
    forgotten = {"expires_at": int((max(seen) + TAKEN_FOR).timestamp())} if seen else {}
    return Put({"pk": keys.group(watch.group), "sk": keys.HEAD, **dump(after), **forgotten}, guard)


def mark(number: str, incident: str, now: datetime) -> Action:
    """Give the action that marks a complaint as taken; it fails where another incident has it."""
    expires_at = int((now + TAKEN_FOR).timestamp())
    item = {"pk": keys.taken(number), "sk": keys.HEAD, "incident": incident, "expires_at": expires_at}
    return Put(item, ABSENT)
