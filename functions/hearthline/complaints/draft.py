"""A change in the making: the state so far, and the timeline entries that will be written with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from hearthline.complaints import clocks
from hearthline.complaints.model import Change, Clock, ClockName, Complaint, Entry, Visibility
from hearthline.complaints.policy import Terms
from hearthline.platform.outbox import SYSTEM, Actor


class Refused(Exception):
    """The command does not fit the state. `code` is stable; `data` says what stands in the way."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


class NotAllowed(Exception):
    """The command needs somebody else: as the case stands, it is above this actor. `code` is stable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Draft:
    """Collects the new state and its entries; `finish` gives the change, its version counted up by one."""

    def __init__(self, complaint: Complaint, actor: Actor, now: datetime, terms: Terms) -> None:
        self.complaint = complaint
        self.actor = actor
        self.now = now
        self.terms = terms
        self._entries: list[Entry] = []

    def set(self, **changes: Any) -> None:
        """Change fields of the state."""
        self.complaint = replace(self.complaint, **changes)

    def clocks(self, change: Callable[[Clock], Clock], names: Iterable[ClockName] = ClockName) -> None:
        """Change the latest round of the named clocks."""
        self.complaint = clocks.map_clocks(self.complaint, change, names)

    def meet(self, *names: ClockName) -> None:
        """Keep these promises now, where they still run."""
        self.clocks(lambda clock: clocks.meet(clock, self.now, self.terms), names)

    def record(
        self,
        kind: str,
        visibility: Visibility,
        *,
        text: str | None = None,
        data: Mapping[str, Any] | None = None,
        event: str | None = None,
        event_data: Mapping[str, Any] | None = None,
        by_system: bool = False,
    ) -> None:
        """Add a timeline entry, and with `event` the event that it is the source of."""
        actor = SYSTEM if by_system else self.actor
        entry = Entry(
            number=self.complaint.number,
            version=self.complaint.version + 1,
            index=len(self._entries),
            kind=kind,
            at=self.now,
            actor_kind=actor.kind,
            actor_id=actor.id,
            visibility=visibility,
            text=text,
            data=dict(data or {}),
            event_type=event,
            event_data=dict(event_data or {}),
        )
        self._entries.append(entry)

    @property
    def next_index(self) -> int:
        """The place that the next entry will have in this change."""
        return len(self._entries)

    @property
    def empty(self) -> bool:
        """Whether nothing was recorded yet."""
        return not self._entries

    def finish(self) -> Change:
        """Give the change; an escalation ends by itself once its clock no longer runs."""
        running = {(clock.name, clock.round) for clock in self.complaint.clocks if clock.running}
        told = self.complaint.escalations
        self.set(escalations=tuple(one for one in told if (one.clock, one.round) in running))
        return Change(replace(self.complaint, version=self.complaint.version + 1), tuple(self._entries))


def refuse_unless(allowed: bool, code: str, complaint: Complaint, **data: Any) -> None:
    """Raise Refused with the state in which the case is, unless `allowed`."""
    if not allowed:
        raise Refused(code, status=complaint.status.value, assignee=complaint.assignee, **data)
