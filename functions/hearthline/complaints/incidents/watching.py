"""When complaints of one group suggest an incident, and which belong to it. Pure.

An incident is suggested by as many complaints, from as many homes, within as long as the policy says. To it
belong all complaints of such windows, and each that comes no later than that long after one that belongs to
it. Said so, the answer depends on the complaints and not on the order in which they are seen: what was seen
early of a window is taken when the rest of it is seen.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hearthline.complaints.incidents.model import Cluster, Sighting, Watch
from hearthline.complaints.policy import IncidentRule

KEPT = timedelta(days=14)
"""How long a complaint is counted after a later one has come: as late as a queue may bring an event."""

MOST_KEPT = 100
MOST_CLUSTERS = 3
MOST_TAKEN = 30
"""Complaints that one transaction takes; the next takes the rest."""


@dataclass(frozen=True, slots=True)
class Found:
    """Complaints that belong together: to an incident that is known, or to a new one (None)."""

    incident: str | None
    sightings: tuple[Sighting, ...]

    @property
    def numbers(self) -> frozenset[str]:
        """The complaints' numbers."""
        return frozenset(sighting.number for sighting in self.sightings)


def seen(watch: Watch, sighting: Sighting) -> Watch:
    """Count a complaint; what is counted already is not counted twice."""
    if any(known.number == sighting.number for known in watch.recent):
        return watch
    together = sorted((*watch.recent, sighting), key=_place)
    oldest = together[-1].at - KEPT
    kept = [known for known in together if known.at >= oldest][-MOST_KEPT:]
    return replace(watch, recent=tuple(kept))


def without(watch: Watch, numbers: frozenset[str]) -> Watch:
    """Count no longer what an incident has taken."""
    left = tuple(sighting for sighting in watch.recent if sighting.number not in numbers)
    return watch if len(left) == len(watch.recent) else replace(watch, recent=left)


def forgotten(watch: Watch, incident: str) -> Watch:
    """Let an incident that has ended take nothing more."""
    return replace(
        watch, clusters=tuple(cluster for cluster in watch.clusters if cluster.incident != incident)
    )


def claim(watch: Watch, rule: IncidentRule) -> Found | None:
    """Give what the counted complaints call for, earliest first; None where they call for nothing."""
    for run in _runs(watch, rule):
        if run.fresh:
            return Found(run.incident, tuple(run.fresh[:MOST_TAKEN]))
    return None


def taken(watch: Watch, took: Found, incident: str, rule: IncidentRule) -> Watch:
    """Give the watch after an incident has taken what it claimed."""
    known = [cluster for cluster in watch.clusters if cluster.incident == incident]
    others = [cluster for cluster in watch.clusters if cluster.incident != incident]
    instants = [sighting.at for sighting in took.sightings]
    early = sorted((*took.sightings, *(each for cluster in known for each in cluster.early)), key=_place)
    cluster = Cluster(
        incident,
        first=min([*instants, *(cluster.first for cluster in known)]),
        latest=max([*instants, *(cluster.latest for cluster in known)]),
        early=_deciding(early, rule),
    )
    kept = sorted((*others, cluster), key=lambda each: each.latest)[-MOST_CLUSTERS:]
    return replace(without(watch, took.numbers), clusters=tuple(kept))


@dataclass(slots=True)
class _Run:
    """Complaints that follow one another closely enough."""

    latest: datetime
    incident: str | None
    fresh: list[Sighting]


def _runs(watch: Watch, rule: IncidentRule) -> Iterator[_Run]:
    """Walk through complaints and incidents in time: what begins within reach of the run belongs to it."""
    early = [sighting for cluster in watch.clusters for sighting in cluster.early]
    warned = _in_windows(sorted({*watch.recent, *early}, key=_place), rule)
    starts: list[tuple[datetime, int, str, Sighting | Cluster]] = [
        *((cluster.first, 0, cluster.incident, cluster) for cluster in watch.clusters),
        *((sighting.at, 1, sighting.number, sighting) for sighting in watch.recent),
    ]
    run: _Run | None = None
    for at, _, number, each in sorted(starts, key=lambda start: start[:3]):
        reached = run is not None and at - run.latest <= rule.within
        if isinstance(each, Cluster):
            if run is not None and reached and run.incident is None:
                run.incident, run.latest = each.incident, max(run.latest, each.latest)
                continue
            if run is not None:
                yield run
            run = _Run(each.latest, each.incident, [])
        elif run is not None and reached:
            run.fresh.append(each)
            run.latest = max(run.latest, at)
        elif number in warned:
            if run is not None:
                yield run
            run = _Run(at, None, [each])
    if run is not None:
        yield run


def _in_windows(sightings: Sequence[Sighting], rule: IncidentRule) -> frozenset[str]:
    """Give the numbers of all complaints that stand in some window full enough."""
    found: set[str] = set()
    homes: Counter[str] = Counter()
    low = 0
    for high, sighting in enumerate(sightings):
        homes[sighting.home] += 1
        while sighting.at - sightings[low].at > rule.within:
            homes[sightings[low].home] -= 1
            homes += Counter()
            low += 1
        if high - low + 1 >= rule.complaints and len(homes) >= rule.homes:
            found.update(each.number for each in sightings[low : high + 1])
    return frozenset(found)


def _deciding(sightings: Sequence[Sighting], rule: IncidentRule) -> tuple[Sighting, ...]:
    """Give the earliest complaints that are enough, and of enough homes, to fill any window with."""
    kept: list[Sighting] = []
    homes: set[str] = set()
    for sighting in sightings:
        if len(kept) < rule.complaints or (sighting.home not in homes and len(homes) < rule.homes):
            kept.append(sighting)
            homes.add(sighting.home)
    return tuple(kept)


def _place(sighting: Sighting) -> tuple[datetime, str]:
    return sighting.at, sighting.number
