"""What staff do with incidents: see them, open and lead them. Every method decides first whether one may."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hearthline.complaints.access_keys import AccessKeys
from hearthline.complaints.applying import RACES
from hearthline.complaints.draft import Refused
from hearthline.complaints.incidents import leading, views
from hearthline.complaints.incidents.items import QUEUE
from hearthline.complaints.incidents.leading import Led
from hearthline.complaints.incidents.model import Incident, IncidentStatus, Said
from hearthline.complaints.incidents.seen import seen
from hearthline.complaints.incidents.store import IncidentOutdated, IncidentStore
from hearthline.complaints.incidents.working import BROADCAST, LINKING
from hearthline.complaints.lists import HIGHEST, Filters, Queue
from hearthline.complaints.model import Outcome
from hearthline.complaints.rulebook import Rulebook
from hearthline.complaints.store import ComplaintStore
from hearthline.platform.access import Action, Principal, authorize, authorize_role, visible_cities
from hearthline.platform.cursors import Cursors
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.jobs import Job, JobState, JobStore, new_job
from hearthline.platform.once import AlreadyDone, Once, refuse_another
from hearthline.platform.outbox import Actor
from hearthline.platform.problems import FieldError, Problem
from hearthline.platform.table import Action as Write

BROADCASTS_SHOWN = 10
Lead = Callable[[Incident], tuple[Led, list[Write]]]


class Incidents:
    """Incidents, as staff see and lead them."""

    def __init__(
        self,
        incidents: IncidentStore,
        store: ComplaintStore,
        rulebook: Rulebook,
        jobs: JobStore,
        cursors: Cursors,
        keys: AccessKeys,
        entropy: Entropy,
    ) -> None:
        self._incidents = incidents
        self._store = store
        self._rulebook = rulebook
        self._jobs = jobs
        self._cursors = cursors
        self._keys = keys
        self._entropy = entropy

    def page(
        self,
        principal: Principal,
        city: str | None,
        status: IncidentStatus | None,
        limit: int,
        cursor: str | None,
        now: datetime,
    ) -> dict[str, Any]:
        """Give a page of the incidents of one's cities, newest first."""
        self._rulebook.refresh(now)
        binding = f"incidents|{principal.id}|{city}|{status}"
        queues = self._queues(principal, city)
        low = self._cursors.open(binding, cursor)["at"] if cursor else ""
        filters = Filters(status=status.value if status else None)
        found = self._store.lists.work(queues, low, HIGHEST, filters, limit)
        position = self._cursors.seal(binding, {"at": found.position}) if found.position else None
        return {"items": found.cards, "next_cursor": position}

    def one(
        self, principal: Principal, identity: str, limit: int, cursor: str | None, now: datetime
    ) -> dict[str, Any]:
        """Give an incident with its history, a page of its complaints, and its broadcasts' progress."""
        return self._one(
            principal, seen(self._incidents, principal, Action.READ, identity), limit, cursor, now
        )

    def one_with_choices(
        self, principal: Principal, identity: str, limit: int, cursor: str | None, now: datetime
    ) -> tuple[dict[str, Any], dict[str, str | None]]:
        """Give what `one` gives, and what this principal can do with the incident (see `possible`)."""
        # None of the API's requests asks for this: they don't load the rules for a look.
        from hearthline.complaints.incidents.possible import possible

        incident = self._unburdened(seen(self._incidents, principal, Action.READ, identity))
        return self._one(principal, incident, limit, cursor, now), possible(incident, principal, now)

    def _one(
        self, principal: Principal, incident: Incident, limit: int, cursor: str | None, now: datetime
    ) -> dict[str, Any]:
        self._rulebook.refresh(now)
        binding = f"members|{principal.id}|{incident.id}"
        after = self._cursors.open(binding, cursor)["after"] if cursor else None
        page, more = self._incidents.members(incident.id, after, limit)
        members = {
            "items": [views.member(one) for one in page],
            "next_cursor": self._cursors.seal(binding, {"after": more}) if more else None,
        }
        jobs = {sent.id: self._jobs.load(sent.id) for sent in incident.broadcasts[-BROADCASTS_SHOWN:]}
        return views.whole(incident, self._incidents.lines(incident.id), jobs, members)

    def open(
        self,
        principal: Principal,
        wish: Incident,
        complaints: list[str],
        repeat_key: str | None,
        now: datetime,
    ) -> dict[str, Any]:
        """Open an incident that was not suggested, and have the named complaints linked to it.

        Raise Problem 403, or 422 for what there isn't: city, category, complaints of the city. Under a key
        the same wish gives the same incident.
        """
        authorize(principal, Action.LEAD_INCIDENT, wish.city)
        self._rulebook.refresh(now)
        said = (wish.title, wish.city, wish.project, wish.building, wish.category, wish.text, complaints)
        asked = self._keys.fingerprint("incident", repr(said))
        name = identifier(self._entropy)
        if repeat_key:
            name = self._keys.identifier_for("incident", principal.id, repeat_key)
        try:
            self._check_names(city=wish.city, category=wish.category)
            self._check_complaints(wish.city, complaints)
        except Problem:
            # What was right when it was sent first is answered as then.
            before = self._incidents.load(name) if repeat_key else None
            if before is None or before.asked != asked:
                raise
            return views.head(before)
        actor = Actor("staff", principal.id)
        job = self._linking(name, principal, now, complaints) if complaints else None
        made = leading.opened(wish, name, job.id if job else None, asked, actor, now)
        starts = [self._jobs.start_action(job)] if job else []
        stood = self._incidents.create(made.incident, made.line, made.event, starts)
        if stood and stood.asked != asked:
            refuse_another(AlreadyDone(same=False))
        return views.head(stood or made.incident)

    def confirm(
        self, principal: Principal, identity: str, title: str | None, now: datetime
    ) -> dict[str, Any]:
        """Confirm a suggestion, and have its candidates linked; again, those found since."""
        actor = Actor("staff", principal.id)

        def lead(incident: Incident) -> tuple[Led, list[Write]]:
            job = self._linking(incident.id, principal, now)
            return leading.confirmed(incident, title, job.id, actor, now), [self._jobs.start_action(job)]

        return views.head(self._led(principal, identity, lead))

    def dismiss(self, principal: Principal, identity: str, reason: str, now: datetime) -> dict[str, Any]:
        """Say that a suggestion is no incident."""
        actor = Actor("staff", principal.id)
        return views.head(
            self._led(principal, identity, lambda it: (leading.dismissed(it, reason, actor, now), []))
        )

    def broadcast(
        self,
        principal: Principal,
        identity: str,
        said: Said,
        resolves: Outcome | None,
        repeat_key: str | None,
        now: datetime,
    ) -> dict[str, Any]:
        """Begin to answer all linked complaints alike, each in private; under a key, once."""
        authorize_role(principal, Action.LEAD_INCIDENT)
        self._rulebook.refresh(now)
        self._check_outcome(resolves, "/resolve")
        actor = Actor("staff", principal.id)
        once = None
        if repeat_key:
            owner = f"incident/{identity}\n{principal.id}"
            once = Once(
                self._keys.fingerprint("once", f"{owner}\n{repeat_key}"),
                self._keys.fingerprint("broadcast", repr((said, resolves))),
            )

        def lead(incident: Incident) -> tuple[Led, list[Write]]:
            params = {"incident": incident.id, "total": incident.linked}
            job = new_job(BROADCAST, params, principal.id, now, self._entropy)
            led = leading.broadcast_started(incident, job.id, said, resolves, actor, now)
            return led, [self._jobs.start_action(job)]

        return views.head(self._led(principal, identity, lead, once))

    def close(
        self, principal: Principal, identity: str, summary: str, outcome: Outcome, now: datetime
    ) -> dict[str, Any]:
        """End the investigation with its cause."""
        authorize_role(principal, Action.LEAD_INCIDENT)
        self._rulebook.refresh(now)
        self._check_outcome(outcome, "")
        actor = Actor("staff", principal.id)
        return views.head(
            self._led(principal, identity, lambda it: (leading.closed(it, summary, outcome, actor, now), []))
        )

    def _led(self, principal: Principal, identity: str, lead: Lead, once: Once | None = None) -> Incident:
        """Decide and save; when somebody was faster, decide again on what they left."""
        incident = seen(self._incidents, principal, Action.LEAD_INCIDENT, identity)
        for _ in range(RACES):
            incident = self._unburdened(incident)
            try:
                led, more = lead(incident)
            except Refused as refused:
                if once and self._done(once):
                    return incident
                raise Problem.refused(refused.code, refused.data) from refused
            try:
                return self._incidents.save(
                    incident, led.incident, led.line, event=led.event, more=more, once=once
                )
            except AlreadyDone as done:
                refuse_another(done)
                return incident
            except IncidentOutdated as outdated:
                if outdated.now is None:
                    raise Problem.not_found() from outdated
                incident = outdated.now
        raise Problem.unavailable()

    def _unburdened(self, incident: Incident) -> Incident:
        """Take a job that was given up for ended: its failure must not hold the incident for ever."""
        job = self._jobs.load(incident.job) if incident.job else None
        return leading.without_job(incident) if job and job.state is JobState.FAILED else incident

    def _done(self, once: Once) -> bool:
        try:
            self._store.look_for(once)
        except AlreadyDone as done:
            refuse_another(done)
            return True
        return False

    def _linking(
        self, incident: str, principal: Principal, now: datetime, complaints: list[str] | None = None
    ) -> Job:
        named = {"complaints": complaints} if complaints else {}
        return new_job(LINKING, {"incident": incident, **named}, principal.id, now, self._entropy)

    def _queues(self, principal: Principal, city: str | None) -> list[Queue]:
        if city is not None:
            authorize(principal, Action.LIST, city)
            if self._rulebook.city(city) is None:
                raise Problem.not_found()
            return [Queue("by_city", "city_queue", f"{QUEUE}#{city}")]
        visible = visible_cities(principal)
        if visible is None:
            return [Queue("by_all", "all_queue", QUEUE)]
        return [Queue("by_city", "city_queue", f"{QUEUE}#{code}") for code in sorted(visible)]

    def _check_names(self, *, city: str, category: str | None) -> None:
        wrong = []
        if self._rulebook.city(city) is None:
            wrong.append(FieldError("/city", "No such city; GET /api/catalog lists them."))
        if category is not None and category not in self._rulebook.catalog().categories:
            wrong.append(FieldError("/category", "No such category; GET /api/catalog lists them."))
        if wrong:
            raise Problem.invalid(wrong)

    def _check_outcome(self, outcome: Outcome | None, where: str) -> None:
        catalog, wrong = self._rulebook.catalog(), []
        if outcome and outcome.cause not in catalog.causes:
            wrong.append(FieldError(f"{where}/cause", "No such cause; GET /api/catalog lists them."))
        if outcome and outcome.department not in catalog.departments:
            wrong.append(
                FieldError(f"{where}/department", "No such department; GET /api/catalog lists them.")
            )
        if wrong:
            raise Problem.invalid(wrong)

    def _check_complaints(self, city: str, complaints: list[str]) -> None:
        found = {stored.complaint.number: stored for stored in self._store.load_many(complaints)}
        wrong = [
            FieldError(f"/complaints/{place}", "No such complaint in this city.")
            for place, number in enumerate(complaints)
            if number not in found or found[number].complaint.city != city
        ]
        if wrong:
            raise Problem.invalid(wrong)
