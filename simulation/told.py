"""What must hold of notices: everybody who is to be told is, once for each message, or it is on record why.

Who is to be told of what is written here once more, from docs/events.md and the reporting line.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from simulation import company
from simulation.providers import Taken

Item = Mapping[str, Any]
OVER: Final = timedelta(hours=30)
"""When a notice must have come to its end, however its providers were."""
IN_DOUBT: Final = timedelta(days=3) + OVER
"""The same of what is never sent again in doubt: somebody may decide for three days."""
_ASKED_ONCE: Final = frozenset({"survey", "marketing"})
_PERHAPS_NOWHERE: Final = ("person/", "code/")
"""Who may have no address, or a code that is no longer good when the mail is back."""
FINAL: Final = frozenset({"sent", "failed", "withheld"})
_CUSTOMER: Final[Mapping[str, str]] = {
    "complaint.received": "received",
    "complaint.answered": "answered",
    "complaint.asked": "asked",
    "complaint.resolved": "resolved",
    "complaint.extended": "extended",
    "complaint.reopened": "reopened",
    "complaint.closed": "closed",
    "complaint.rejected": "rejected",
}


class Doubts:
    """Counts, for each message, how often its sender could not know whether it had gone out."""

    def __init__(self) -> None:
        self.times: Counter[str] = Counter()

    def see(self, record: Mapping[str, Any]) -> None:
        """Take a change of the table of deliveries in."""
        item = record["item"]
        if item.get("state") == "unknown" or (
            item.get("state") == "queued" and item.get("reason") == "no_answer"
        ):
            self.times[item["message"]["id"]] += 1


def expected(event: Item) -> set[str]:
    """Give the ids of the messages that an event of a complaint calls for."""
    found = set()
    purpose = _CUSTOMER.get(event["type"])
    if purpose:
        found.add(_id(event, "customer", purpose))
    data = event["data"]
    if event["type"] == "complaint.assigned":
        found |= _staff(event, {data["assignee"]}, "assigned")
    if event["type"] in {"complaint.flagged", "incident.suggested"}:
        found |= _staff(event, set(company.GROUP[:2]), event["type"].partition(".")[2])
    if event["type"] == "escalation.raised":
        people: set[str] = set()
        for level in {level for step in data["steps"] for level in step["levels"]}:
            people |= _on(level, data)
        found |= _staff(event, people, "escalation")
    return found


def _on(level: str, data: Item) -> set[str]:
    match level:
        case "handler":
            return {data["assignee"]} if data.get("assignee") else set(company.agents(data["city"]))
        case "lead":
            return {company.lead(data["city"])}
        case "manager":
            return {company.manager(data["city"])}
    return set(company.GROUP[:2])


def _staff(event: Item, people: set[str], purpose: str) -> set[str]:
    return {_id(event, f"staff/{who}", purpose) for who in people if who != event["actor"]["id"]}


def _id(event: Item, recipient: str, purpose: str) -> str:
    return hashlib.sha256(f"{event['id']}\n{recipient}\n{purpose}".encode()).hexdigest()[:32]


def of_notices(
    events: list[Item],
    rows: Mapping[tuple[str, str], Item],
    taken: list[Taken],
    doubts: Doubts,
    now: datetime,
    *,
    whole: bool,
) -> Iterator[str]:
    """Compare what was to be told with what is on record, and that with what providers took."""
    times = Counter(each.message for each in taken)
    mine: set[str] = set()
    for event in events:
        called_for = expected(event)
        mine |= called_for
        if datetime.fromisoformat(event["at"]) < now - timedelta(hours=4):
            missing = [id_ for id_ in called_for if (f"D#{id_}", "A") not in rows]
            yield from (f"of {event['type']} {event['id']} nobody is told as {id_}" for id_ in missing)
    if whole:
        kept = {pk[2:]: item for (pk, _), item in rows.items() if pk.startswith("D#")}
        yield from (f"a message {id_} was sent that is on no record" for id_ in times.keys() - kept.keys())
        of_cases = (
            one for one, item in kept.items() if item["message"]["event"]["subject"].startswith("complaint/")
        )
        yield from (f"a message {id_} is on record that nothing calls for" for id_ in set(of_cases) - mine)
    else:
        kept = {id_: rows[f"D#{id_}", "A"] for id_ in mine if (f"D#{id_}", "A") in rows}
    for id_, item in kept.items():
        yield from _one(id_, item, times[id_], doubts.times[id_], now)
        yield from _gathered(id_, item, rows, times, doubts)


def _gathered(
    id_: str, item: Item, rows: Mapping[tuple[str, str], Item], times: Mapping[str, int], doubts: Doubts
) -> Iterator[str]:
    """Compare an alert that was gathered with the mail that lists it: it is told by that, or by itself."""
    if not item.get("gathered_in"):
        return
    mail = rows.get((f"D#{item['gathered_in']}", "A"))
    unsure = doubts.times[id_] + doubts.times[item["gathered_in"]]
    if mail is None or id_ not in mail["message"]["event"]["data"]["alerts"]:
        yield f"{id_} was gathered, and no mail lists it"
    elif item["state"] == "sent" and not times[id_] + times[item["gathered_in"]]:
        yield f"{id_} is sent, and neither it nor the mail that lists it was taken"
    elif times[id_] and times[item["gathered_in"]] and times[id_] + times[item["gathered_in"]] > 1 + unsure:
        yield f"{id_} was told by itself and by the mail that lists it"


def _one(id_: str, item: Item, times: int, doubts: int, now: datetime) -> Iterator[str]:
    what = f"{item['message']['purpose']} {id_} ({item['message']['recipient'].partition('/')[0]})"
    if times > 1 + doubts:
        yield f"{what} was sent {times} times, and in doubt {doubts} times"
    if item["state"] == "sent" and not times and not item.get("gathered_in"):
        yield f"{what} is sent, and nobody took it"
    unreachable = item.get("reason") == "no_channel" and item["message"]["recipient"].startswith(
        _PERHAPS_NOWHERE
    )
    if item["state"] == "failed" and not doubts and not unreachable and item["reason"] != "provider_failed":
        yield f"{what} failed: {item.get('reason')}"
    since = datetime.fromisoformat(item["created_at"])
    if item["state"] == "held":
        since = max(since, datetime.fromisoformat(item["timer_at"]))
    over = IN_DOUBT if item["message"].get("message_class") in _ASKED_ONCE else OVER
    if item["state"] not in FINAL and since < now - over:
        yield f"{what} is still {item['state']}"
