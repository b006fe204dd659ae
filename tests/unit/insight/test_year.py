"""The benchmark of a year, small: what it says of the whole is said of this, too."""

from benchmarks.insight import measure


def test_a_small_year_equals_its_recount_under_all_that_a_queue_does() -> None:
    found = measure(complaints=250, projects=40, seed=7)

    assert (found["differences"], found["behind"]) == (0, 0)
    assert found["told"] > found["changes"] > 1_000
    assert found["died"] > 0
    assert found["recurrences"] > 0
    assert found["year_of_projects"] <= 16 * 12
