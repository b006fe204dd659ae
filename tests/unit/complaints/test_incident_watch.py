"""When complaints suggest an incident: five of three homes within 72 hours."""

from datetime import timedelta

import pytest

from hearthline.complaints.incidents.model import Sighting, Watch
from hearthline.complaints.incidents.watching import KEPT, claim, forgotten, seen, taken, without
from hearthline.complaints.policy import IncidentRule
from tests.unit.complaints.builders import MONDAY

RULE = IncidentRule()
FIVE = [(0, "a"), (10, "b"), (20, "c"), (30, "a"), (72, "b")]


def a_watch(*given: tuple[float, str], watch: Watch | None = None) -> Watch:
    watch = watch or Watch("group")
    for place, (hours, home) in enumerate(given):
        at = MONDAY + timedelta(hours=hours)
        watch = seen(watch, Sighting(f"{home}{hours}#{place}", home, at))
    return watch


def numbers(watch: Watch) -> list[str]:
    found = claim(watch, RULE)
    return [sighting.number for sighting in found.sightings] if found else []


def test_five_of_three_homes_within_three_days_suggest_an_incident() -> None:
    found = claim(a_watch(*FIVE), RULE)

    assert found is not None
    assert found.incident is None
    assert len(found.sightings) == 5


@pytest.mark.parametrize(
    "given",
    [
        FIVE[:4],
        [*FIVE[:4], (72.01, "b")],
        [(0, "a"), (1, "a"), (2, "b"), (3, "b"), (4, "a"), (5, "b")],
    ],
    ids=["four", "one of them later", "two homes"],
)
def test_fewer_later_or_of_fewer_homes_they_suggest_none(given: list[tuple[float, str]]) -> None:
    assert numbers(a_watch(*given)) == []


def test_what_lies_before_the_window_is_not_in_it() -> None:
    assert len(numbers(a_watch((-60, "d"), *FIVE))) == 5
    assert "d-60#0" not in numbers(a_watch((-60, "d"), *FIVE))


def test_a_suggestion_takes_what_comes_within_three_days_of_its_latest() -> None:
    watch = a_watch(*FIVE)
    found = claim(watch, RULE)
    assert found is not None
    watch = taken(watch, found, "I1", RULE)

    assert claim(watch, RULE) is None
    near = a_watch((144, "d"), watch=watch)
    joined = claim(near, RULE)
    assert joined is not None
    assert joined.incident == "I1"
    assert claim(a_watch((144.01, "d"), watch=watch), RULE) is None


def test_an_incident_that_ended_takes_nothing_more() -> None:
    watch = a_watch(*FIVE)
    found = claim(watch, RULE)
    assert found is not None
    watch = forgotten(taken(watch, found, "I1", RULE), "I1")

    assert claim(a_watch((80, "d"), watch=watch), RULE) is None


def test_what_another_group_has_taken_counts_no_longer() -> None:
    watch = a_watch(*FIVE)

    assert claim(without(watch, frozenset({watch.recent[0].number})), RULE) is None


def test_what_is_too_old_to_matter_is_not_kept() -> None:
    days = KEPT / timedelta(hours=1)

    assert len(a_watch((0, "a"), (days, "b")).recent) == 2
    assert len(a_watch((0, "a"), (days + 1, "b")).recent) == 1


def test_two_hundred_of_one_building_are_one_suggestion() -> None:
    watch, incidents = Watch("building"), list[str]()
    for place in range(200):
        watch = a_watch((place / 10, f"home-{place % 50}"), watch=watch)
        while (found := claim(watch, RULE)) is not None:
            if found.incident is None:
                incidents.append("I1")
            watch = taken(watch, found, "I1", RULE)

    assert incidents == ["I1"]
    assert watch.recent == ()
