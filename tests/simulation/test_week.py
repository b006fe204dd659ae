"""A week of a small company under all faults: everything holds, and it is the same week each time."""

from dataclasses import replace

import pytest

from simulation.faults import Kind
from simulation.runs import run
from simulation.world import Setup

WEEK = Setup(days=7, share=0.03, pace=2.5)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_week_under_all_faults_leaves_nothing_lost_twice_or_wrong(seed: int) -> None:
    outcome = run(replace(WEEK, seed=seed))

    assert outcome.findings == []
    assert outcome.days[-1]["complaints"] == WEEK.complaints
    assert sum(outcome.faults.values()) > 100
    assert outcome.days[-1]["asked"] > outcome.days[-1]["answered"] > 5


def test_a_seed_is_the_same_run_each_time() -> None:
    short = replace(WEEK, seed=5, days=2, share=0.1)

    one, other = run(short), run(short)

    assert (one.days, one.faults, one.struck) == (other.days, other.faults, other.struck)


def test_without_faults_nothing_is_tried_twice() -> None:
    calm = run(replace(WEEK, days=2, share=0.1, kinds=frozenset[Kind]()))

    assert (calm.findings, calm.faults) == ([], {})
