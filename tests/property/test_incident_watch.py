"""The watch for incidents: the same complaints suggest the same, in whatever order they are seen."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hearthline.complaints.incidents.model import Sighting, Watch
from hearthline.complaints.incidents.watching import claim, seen, taken
from hearthline.complaints.policy import IncidentRule

RULE = IncidentRule()
START = datetime(2026, 11, 2, tzinfo=UTC)
Found = dict[str, frozenset[str]]


def sightings(hours: int) -> st.SearchStrategy[list[Sighting]]:
    each = st.tuples(st.integers(0, hours), st.integers(0, 6))
    return st.lists(each, max_size=24).map(
        lambda given: [
            Sighting(f"C{place:02d}", f"home-{home}", START + timedelta(hours=hour))
            for place, (hour, home) in enumerate(given)
        ]
    )


def watched(stream: list[Sighting]) -> Found:
    """See one after the other, and give the incidents that came of it, each with its complaints."""
    watch = Watch("group")
    incidents: dict[str, set[str]] = {}
    captured: set[str] = set()
    for sighting in stream:
        if sighting.number not in captured:
            watch = seen(watch, sighting)
        while (found := claim(watch, RULE)) is not None:
            name = found.incident or f"incident-{len(incidents)}"
            incidents.setdefault(name, set()).update(found.numbers)
            captured |= found.numbers
            watch = taken(watch, found, name, RULE)
    return {name: frozenset(members) for name, members in incidents.items()}


def plainly(given: list[Sighting]) -> list[frozenset[str]]:
    """The rule as it is said, by trying every window: windows full enough, and what follows them closely."""
    ordered = sorted(given, key=lambda each: (each.at, each.number))
    warned: set[str] = set()
    for first in ordered:
        window = [each for each in ordered if timedelta(0) <= each.at - first.at <= RULE.within]
        if len(window) >= RULE.complaints and len({each.home for each in window}) >= RULE.homes:
            warned |= {each.number for each in window}
    runs: list[list[Sighting]] = []
    for each in ordered:
        if runs and each.at - runs[-1][-1].at <= RULE.within:
            runs[-1].append(each)
        elif each.number in warned:
            runs.append([each])
    return [frozenset(each.number for each in run) for run in runs]


@given(sightings(300))
def test_seen_as_they_come_they_are_what_the_rule_says(given: list[Sighting]) -> None:
    stream = sorted(given, key=lambda each: (each.at, each.number))

    assert sorted(map(sorted, watched(stream).values())) == sorted(map(sorted, plainly(given)))


@given(sightings(72), st.randoms(use_true_random=False))
def test_in_any_order_and_however_often_they_suggest_one_incident_with_the_same_members(
    given: list[Sighting], chance: object
) -> None:
    stream = [*given, *given[::2], *given[:3]]
    chance.shuffle(stream)  # type: ignore[attr-defined]

    found = watched(stream)

    assert len(found) <= 1
    assert list(found.values()) == plainly(given)


@given(sightings(300), st.randoms(use_true_random=False))
def test_no_complaint_is_in_two_incidents_and_none_is_lost_in_any_order(
    given: list[Sighting], chance: object
) -> None:
    stream = list(given)
    chance.shuffle(stream)  # type: ignore[attr-defined]

    members = [number for found in watched(stream).values() for number in found]

    assert len(members) == len(set(members))
    assert set(members) == {number for run in plainly(given) for number in run}
