"""Where incidents live: the only place that knows their items and those of the watch.

An incident is one partition: its state, its immutable history and its complaints. Its complaints are counted
in its state by every transaction that changes them, so the state's version changes with them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from hearthline.complaints import keys
from hearthline.complaints.incidents.events import suggested, suggested_event
from hearthline.complaints.incidents.items import found_more, head_put, line_put, mark, watch_put
from hearthline.complaints.incidents.model import Incident, Line, Member, MemberState, Watch
from hearthline.complaints.incidents.watching import Found
from hearthline.platform.attributes import Item
from hearthline.platform.codec import load
from hearthline.platform.instants import instant
from hearthline.platform.once import Once
from hearthline.platform.outbox import Event
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Guard, Table, Update


class IncidentOutdated(Exception):
    """The incident was changed since it was read; `now` is how it stands, None if it is not there."""

    def __init__(self, now: Incident | None) -> None:
        super().__init__()
        self.now = now


class WatchOutdated(Exception):
    """What was counted has changed since it was read; nothing was written."""


class IncidentEnded(Exception):
    """The incident takes nothing more."""


class TakenElsewhere(Exception):
    """Another incident has this complaint already."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class IncidentStore:
    """Incidents, and what the watch counts, in the complaints table."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def load(self, identifier: str) -> Incident | None:
        """Read one incident's state."""
        item = self.table.get(keys.incident(identifier), keys.HEAD)
        return load(Incident, item) if item else None

    def watch(self, group: str) -> Watch:
        """Read what is counted of a group."""
        item = self.table.get(keys.group(group), keys.HEAD)
        return load(Watch, item) if item else Watch(group)

    def found_by(self, number: str) -> str | None:
        """Give the incident that has found this complaint."""
        item = self.table.get(keys.taken(number), keys.HEAD)
        return str(item["incident"]) if item else None

    def count(self, watches: Sequence[Watch]) -> None:
        """Write what is counted, each on top of what was read; raise WatchOutdated."""
        try:
            self.table.transact([watch_put(watch) for watch in watches])
        except ConditionFailed as failed:
            raise WatchOutdated from failed

    def take(self, watches: Sequence[Watch], claim: Found, into: Incident | str, now: datetime) -> None:
        """Give claimed complaints to a new incident, or to one that is there, and count them no longer.

        One transaction. Raise WatchOutdated, IncidentEnded or TakenElsewhere, and write nothing.
        """
        if isinstance(into, Incident):
            identifier = into.id
            heads = [
                head_put(into, ABSENT),
                line_put(into, suggested(into, claim), suggested_event(into, claim)),
            ]
        else:
            identifier = into
            heads = [found_more(into, len(claim.sightings))]
        each = [
            action
            for sighting in claim.sightings
            for action in (
                mark(sighting.number, identifier, now),
                Update(
                    keys.incident(identifier),
                    keys.member(sighting.number),
                    "SET #n = :n, #s = if_not_exists(#s, :candidate), received_at = :at, found_at = :now",
                    {"#n": "number", "#s": "state"},
                    {
                        ":n": sighting.number,
                        ":candidate": MemberState.CANDIDATE.value,
                        ":at": instant(sighting.at),
                        ":now": instant(now),
                    },
                ),
            )
        ]
        try:
            self.table.transact([*(watch_put(watch) for watch in watches), *heads, *each])
        except ConditionFailed as failed:
            place = failed.index - len(watches)
            if place < 0:
                raise WatchOutdated from failed
            if place < len(heads):
                raise IncidentEnded from failed
            raise TakenElsewhere(claim.sightings[(place - len(heads)) // 2].number) from failed

    def create(
        self, incident: Incident, line: Line, event: Event, more: Sequence[Action] = ()
    ) -> Incident | None:
        """Write a new incident; give the one that stands there under its id, or None when it was written."""
        try:
            self.table.transact([head_put(incident, ABSENT), line_put(incident, line, event), *more])
        except ConditionFailed as failed:
            if failed.index == 0 and failed.item:
                return load(Incident, failed.item)
            raise
        return None

    def save(
        self,
        before: Incident,
        after: Incident,
        line: Line,
        *,
        event: Event | None = None,
        more: Sequence[Action] = (),
        once: Once | None = None,
    ) -> Incident:
        """Write a change on top of what was read; raise IncidentOutdated, or AlreadyDone with `once`."""
        guard = Guard("version = :read", {}, {":read": before.version})
        marks = [once.mark(line.at)] if once else []
        try:
            self.table.transact([head_put(after, guard), line_put(after, line, event), *marks, *more])
        except ConditionFailed as failed:
            if failed.index == 0:
                raise IncidentOutdated(load(Incident, failed.item) if failed.item else None) from failed
            if once and failed.index == 2 and failed.item:
                raise once.done(failed.item) from failed
            raise
        return after

    def end_job(self, identifier: str, job: str) -> None:
        """Note that a job has come to its end; nothing where that was noted already."""
        same = Guard("#j = :job", {"#j": "job"}, {":job": job})
        change = Update(
            keys.incident(identifier),
            keys.HEAD,
            "REMOVE #j ADD version :one",
            {"#j": "job"},
            {":one": 1},
            same,
        )
        try:
            self.table.update(change)
        except ConditionFailed:
            return

    def missed(self, identifier: str, number: str, job: str, reason: str) -> None:
        """Keep why a job has left a complaint out."""
        self.table.update(
            Update(
                keys.incident(identifier),
                keys.member(number),
                "SET #n = :n, missed = :missed, #s = if_not_exists(#s, :none)",
                {"#n": "number", "#s": "state"},
                {
                    ":n": number,
                    ":missed": {"job": job, "reason": reason},
                    ":none": MemberState.UNLINKED.value,
                },
            )
        )

    def members(
        self, identifier: str, after: str | None, limit: int, state: MemberState | None = None
    ) -> tuple[list[Member], str | None]:
        """Give a page of an incident's complaints by number, and after which number the next one starts."""
        pk = keys.incident(identifier)
        begin = Guard("begins_with(sk, :m)", {}, {":m": keys.member("")})
        where = Guard("#s = :s", {"#s": "state"}, {":s": state.value}) if state else None
        start = {"pk": pk, "sk": keys.member(after)} if after else None
        page = self.table.query(("pk", pk), begin, where=where, limit=limit, start=start, consistent=True)
        return [load(Member, item) for item in page.items], page.last["sk"][2:] if page.last else None

    def lines(self, identifier: str) -> list[Line]:
        """Give the incident's history, oldest first: the first 1 MB of it."""
        begin = Guard("begins_with(sk, :t)", {}, {":t": "T#"})
        page = self.table.query(("pk", keys.incident(identifier)), begin, consistent=True)
        return [load(Line, {"incident": identifier, **item}) for item in page.items]

    def line(self, identifier: str, entry: str) -> Line | None:
        """Read one line of the history."""
        item = self.table.get(keys.incident(identifier), entry)
        return load(Line, {"incident": identifier, **item}) if item else None

    def left_out(self, identifier: str) -> list[Member]:
        """Give all complaints that some job has left out, by number; a request for each 1 MB of them."""
        there = Guard("attribute_exists(missed)")
        return [load(Member, item) for item in self._members(identifier, there)]

    def linked(self, identifier: str, most: int) -> list[str]:
        """Give the numbers of the complaints linked now, as many as `most`."""
        state = Guard("#s = :s", {"#s": "state"}, {":s": MemberState.LINKED.value})
        return [str(item["number"]) for item in islice(self._members(identifier, state), most)]

    def _members(self, identifier: str, where: Guard) -> Iterator[Item]:
        begin = Guard("begins_with(sk, :m)", {}, {":m": keys.member("")})
        pk = ("pk", keys.incident(identifier))
        return self.table.query_all(pk, begin, where=where, consistent=True)
