"""Whom a campaign's audience means: members' segments, as campaigns go by them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hearthline.members.segments import views
from hearthline.members.segments.audience import Audience, behind
from hearthline.members.segments.count_requests import GIVEN_UP_AFTER, Masked
from hearthline.members.segments.counting import PARTS, MomentOf, jobs_of, narrowed
from hearthline.members.segments.matching import Moment, Profile, cities_of, compiled, needs_points, owned
from hearthline.members.segments.model import Count, Subtotal, together
from hearthline.members.segments.reading import FilterInvalid, read_filter
from hearthline.members.segments.requests import Cities
from hearthline.members.segments.store import SegmentStore
from hearthline.members.stages import stage_of
from hearthline.members.store import PersonStore
from hearthline.platform.ids import Entropy
from hearthline.platform.jobs import JobStore
from hearthline.platform.problems import FieldError
from hearthline.surveys.model import Campaign, Strata
from hearthline.surveys.ports import AudienceCount, Meant, Stretch


class EverybodyMeant:
    """Goes through everybody, a page at a time."""

    def __init__(self, audience: Audience, moment: MomentOf) -> None:
        self._audience = audience
        self._moment = moment

    def stretch(self, campaign: Campaign, part: int, start: Mapping[str, str] | None) -> Stretch:
        """Give the page of one of the campaign's parts that begins at `start`, as of its launch.

        One request; where the filter asks for points and a page lacks accounts, one more for each hundred.
        """
        if campaign.segment is None or campaign.launched_at is None:
            return Stretch((), None, 0)
        wanted = narrowed(campaign.segment, campaign.excluded, campaign.cities)
        moment = self._moment(campaign.launched_at)
        means = compiled(wanted, moment)
        page = self._audience.pages(part, campaign.parts, start, points=needs_points(wanted))
        meant = tuple(
            Meant(person.id, strata_of(person, campaign.cities, moment), behind(person.id))
            for person in page.persons
            if means(person)
        )
        return Stretch(meant, page.next, len(page.persons))


def strata_of(person: Profile, cities: Sequence[str] | None, moment: Moment) -> Strata:
    """Give what results are broken down by: of several cities or homes, those that the campaign is about.

    A person's own city comes first, then that of their newest home; the project is that of their newest home
    in the city.
    """
    homes = sorted(owned(person), key=lambda home: (home.since, home.contract), reverse=True)
    theirs = cities_of(person) if cities is None else cities_of(person) & set(cities)
    places = [person.city, *(home.city for home in homes)]
    city = next((place for place in places if place in theirs), None)
    project = next((home.project for home in homes if home.city == city), None)
    return Strata(
        kind=person.kind.value,
        city=city,
        project=project,
        tier=person.tier.value if person.tier else None,
        stage=stage_of(person, moment.local).value,
    )


class CountedAudiences:
    """Knows filters, and counts whom they mean by the jobs that count segments."""

    def __init__(
        self,
        store: SegmentStore,
        persons: PersonStore,
        jobs: JobStore,
        cities: Cities,
        masked: Masked,
        moment: MomentOf,
        entropy: Entropy,
    ) -> None:
        self._store = store
        self._persons = persons
        self._jobs = jobs
        self._cities = cities
        self._masked = masked
        self._moment = moment
        self._entropy = entropy

    def errors(self, document: object, pointer: str, now: datetime) -> Sequence[FieldError]:
        """Give what is wrong with a filter."""
        try:
            read_filter(document, frozenset(self._cities(now)), pointer)
        except FilterInvalid as invalid:
            return invalid.errors
        return ()

    def saved(self, segment: str) -> str | None:
        """Give the filter of a saved segment that is in use, as JSON text. One request."""
        found = self._store.load(segment)
        return found.filter if found and found.archived_at is None else None

    def begin(self, campaign: Campaign, run: str, by: str, now: datetime) -> None:
        """Begin to count a campaign's audience under this id; begun once however often it is asked for."""
        if campaign.segment is None:
            raise ValueError(campaign.id)
        count = Count(
            run,
            campaign.id,
            campaign.version,
            campaign.segment,
            by,
            now,
            PARTS,
            everywhere=campaign.cities is None,
            cities=campaign.cities or (),
            excluded=campaign.excluded,
        )
        if not self._store.begin(count) and (stands := self._store.count(campaign.id, run)):
            count = stands[0]
        self._jobs.start(jobs_of(count, self._entropy))

    def count(self, campaign: str, run: str, now: datetime) -> AudienceCount | None:
        """Give what a count has come to, None where it is forgotten. One request; who is shown: one more."""
        found = self._store.count(campaign, run)
        if found is None:
            return None
        count, subtotals = found
        total = together(subtotals)
        state = "done" if total.done else "failed" if now >= count.at + GIVEN_UP_AFTER else "running"

        def shown() -> dict[str, Any]:
            seen = views.count(count, total, state, self._sample(total, now))
            return {name: value for name, value in seen.items() if name != "segment"}

        return AudienceCount(state, total.count, shown)

    def _sample(self, total: Subtotal, now: datetime) -> list[dict[str, Any]]:
        drawn = [one.person for one in total.sample] if total.done else []
        persons = self._persons.load_many(drawn) if drawn else {}
        local = self._moment(now).local
        return [
            views.person(stored.person, local, self._masked)
            for person in drawn
            if (stored := persons.get(person)) and stored.person.erased_at is None
        ]


class MaskedNames:
    """Names of persons as anybody may read them."""

    def __init__(self, persons: PersonStore, masked: Masked) -> None:
        self._persons = persons
        self._masked = masked

    def __call__(self, persons: Sequence[str]) -> Mapping[str, str | None]:
        """Give them by id; who is gone, or was erased, is not among them. A request for each hundred."""
        return {
            identity: self._masked(stored.person.name) if stored.person.name else None
            for identity, stored in self._persons.load_many(persons).items()
            if stored.person.erased_at is None
        }
