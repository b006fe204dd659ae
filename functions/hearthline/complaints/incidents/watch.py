"""The watch: each complaint that comes in is counted, and a group of them suggests an incident, once.

What is counted, what an incident takes and the incident itself are written in one transaction under the
versions that were read, and each complaint is marked as taken, so that two who see complaints at once, or one
complaint twice, come to the same.
"""

from collections.abc import Sequence
from datetime import datetime

from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.incidents.model import Incident, IncidentStatus, Sighting, Watch
from hearthline.complaints.incidents.store import (
    IncidentEnded,
    IncidentStore,
    TakenElsewhere,
    WatchOutdated,
)
from hearthline.complaints.incidents.watching import Found, claim, forgotten, seen, taken, without
from hearthline.complaints.model import Complaint
from hearthline.complaints.policy import IncidentRule
from hearthline.complaints.repeated import COUNTED
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore, Stored
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.outbox import Event

TRIES = 200


class NeverSettled(Exception):
    """Others were faster again and again: the event must come back later."""


class IncidentWatch:
    """Counts complaints of one building, and of one project and category. Done again it does nothing."""

    def __init__(
        self,
        incidents: IncidentStore,
        store: ComplaintStore,
        rulebook: Rulebook,
        keys: AccessKeys,
        entropy: Entropy,
    ) -> None:
        self._incidents = incidents
        self._store = store
        self._rulebook = rulebook
        self._keys = keys
        self._entropy = entropy

    def __call__(self, event: Event, now: datetime) -> None:
        """Count the complaint that was filed, and suggest what its groups call for."""
        if event.type != "complaint.received" or event.data["kind"] not in COUNTED:
            return
        stored = self._store.load(event.subject.rpartition("/")[2])
        if stored is None or stored.complaint.erased_at is not None:
            return
        groups = self._groups(stored.complaint)
        if not groups:
            return
        self._rulebook.refresh(now)
        rule = self._rulebook.terms(stored.complaint.city).policy.incident_rule
        known = self._incidents.found_by(stored.complaint.number) is not None
        gone: set[str] = {stored.complaint.number} if known else set()
        ended: set[str] = set()
        for _ in range(TRIES):
            if self._settled(groups, stored, rule, gone, ended, now):
                return
        raise NeverSettled

    def _settled(
        self,
        groups: Sequence[str],
        stored: Stored,
        rule: IncidentRule,
        gone: set[str],
        ended: set[str],
        now: datetime,
    ) -> bool:
        """Take one step on what is counted now; True when nothing is left to do.

        `gone` holds complaints that are with an incident, `ended` incidents that take nothing more.
        """
        read = [self._incidents.watch(group) for group in groups]
        counted = [self._counted(watch, stored, gone, ended) for watch in read]
        claims = ((place, found) for place, watch in enumerate(counted) if (found := claim(watch, rule)))
        place, found = next(claims, (0, None))
        try:
            if found is None:
                changed = [after for before, after in zip(read, counted, strict=True) if after != before]
                if changed:
                    self._incidents.count(changed)
                return True
            new = found.incident is None
            into = self._suggestion(stored.complaint, place, found, now) if new else None
            name = into.id if into else str(found.incident)
            after = [
                taken(watch, found, name, rule) if at == place else without(watch, found.numbers)
                for at, watch in enumerate(counted)
            ]
            written = [one for before, one in zip(read, after, strict=True) if one != before]
            self._incidents.take(written, found, into or name, now)
            gone |= found.numbers
        except WatchOutdated:
            gone |= {stored.complaint.number} if self._incidents.found_by(stored.complaint.number) else set()
        except IncidentEnded:
            ended.add(str(found.incident) if found else "")
        except TakenElsewhere as elsewhere:
            gone.add(elsewhere.number)
        return False

    def _counted(self, watch: Watch, stored: Stored, gone: set[str], ended: set[str]) -> Watch:
        for incident in ended:
            if any(cluster.incident == incident for cluster in watch.clusters):
                watch = forgotten(watch, incident)
        watch = without(watch, frozenset(gone))
        complaint = stored.complaint
        if complaint.number in gone:
            return watch
        persons = stored.private.get("persons") or [complaint.number]
        home = str(stored.private.get("home_hash") or persons[0])
        return seen(watch, Sighting(complaint.number, home, complaint.received_at))

    def _groups(self, complaint: Complaint) -> list[str]:
        """Give the groups that a complaint counts in: its building first, then its project and category."""
        home, groups = complaint.home, []
        if home and home.building:
            groups.append(self._keys.group("building", complaint.city, home.project, home.building))
        if home and complaint.category:
            groups.append(self._keys.group("category", complaint.city, home.project, complaint.category))
        return groups

    def _suggestion(self, complaint: Complaint, place: int, found: Found, now: datetime) -> Incident:
        home = complaint.home
        assert home is not None  # noqa: S101 - a complaint without a home counts in no group
        of_building = bool(home.building) and place == 0
        category = None if of_building else complaint.category
        names = self._rulebook.catalog().categories.get(category or "", {})
        what = home.building if of_building else names.get("zh", category)
        return Incident(
            id=identifier(self._entropy),
            version=1,
            status=IncidentStatus.SUGGESTED,
            title=f"{home.project} {what}"[:80],
            city=complaint.city,
            created_at=now,
            project=home.project,
            building=home.building if of_building else None,
            category=category,
            found=len(found.sightings),
        )
