"""In an anonymous export nobody stands in a group of fewer than five."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from hearthline.surveys.exports.coarsening import LEAST, NOWHERE, coarsened
from hearthline.surveys.model import Strata
from hearthline.surveys.suppression import hidden

STRATA = st.builds(
    Strata,
    kind=st.sampled_from(["customer", "tenant"]),
    city=st.sampled_from([None, "sz", "gz", "bj"]),
    project=st.sampled_from([None, "海岸花园", "云顶"]),
    tier=st.sampled_from([None, "gold"]),
    stage=st.sampled_from([None, "living", "waiting"]),
)


@given(st.dictionaries(STRATA, st.integers(1, 12), max_size=25))
def test_whoever_answered_every_group_is_five_or_more_and_says_nothing_untrue(
    counts: dict[Strata, int],
) -> None:
    found = coarsened(counts)

    if found is None:
        assert 0 < sum(counts.values()) < LEAST
        return
    sizes: Counter[Strata] = Counter()
    for strata, coarse in found.items():
        sizes[coarse] += counts[strata]
        for name in ("city", "project", "tier", "stage"):
            assert getattr(coarse, name) in {getattr(strata, name), None}
        assert coarse.kind in {strata.kind, ""}
    assert set(found) == set(counts)
    assert all(size >= LEAST for size in sizes.values())


def test_large_groups_stay_as_they_are_and_a_small_one_gives_up_its_project_first() -> None:
    large, one, other = (Strata(city="sz", project=project, stage="living") for project in ("A", "B", "C"))

    found = coarsened({large: 7, one: 3, other: 2})

    together = Strata(city="sz", stage="living")
    assert found == {large: large, one: together, other: together}


def test_a_single_leftover_takes_the_smallest_group_along() -> None:
    large, small, lone = Strata(city="sz"), Strata(city="gz"), Strata(city="bj")

    together = Strata()
    assert coarsened({large: 9, small: 5, lone: 1}) == {large: large, small: together, lone: together}


def test_four_in_all_are_not_exported() -> None:
    assert coarsened({Strata(city="sz"): 4}) is None
    assert coarsened({}) == {}


@given(st.dictionaries(STRATA, st.integers(1, 12), max_size=25))
def test_no_difference_to_results_tells_of_fewer_than_five(counts: dict[Strata, int]) -> None:
    found = coarsened(counts) or {}

    for name in ("city", "tier", "stage", "kind"):
        known: Counter[str] = Counter()
        shown: Counter[str] = Counter()
        for strata, coarse in found.items():
            known[getattr(strata, name) or ""] += counts[strata]
            shown[getattr(strata, name) or ""] += counts[strata] if getattr(coarse, name) else 0
        gone = hidden(known)
        for value in filter(None, known):
            left = known[value] - shown[value]
            assert shown[value] == 0 if value in gone else left == 0 or left >= LEAST, (name, value)


def test_a_few_of_a_city_that_gave_it_up_take_others_of_it_along() -> None:
    many, few, others = (
        Strata(city="sz", stage="living"),
        Strata(city="sz", stage="waiting"),
        Strata(city="gz", stage="waiting"),
    )

    found = coarsened({many: 8, few: 2, others: 5})

    assert found is not None
    assert found[many] == Strata(stage="living"), "results show ten of the city: less eight, the two"
    assert found[few] == found[others] == NOWHERE
