"""The arithmetic of early trends held against scipy and statsmodels, for any figures."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import betabinom, binom
from statsmodels.stats.multitest import multipletests

from hearthline.insight.trends.chance import Counts, at_least, discoveries, excess_of, usual

TOTALS = st.integers(1, 3_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
SHARES = st.floats(0.001, 0.6)
EXCESSES = st.floats(0.01, 20)
PERIODS = 14
COUNTS = st.tuples(
    st.lists(st.integers(0, 200), min_size=PERIODS, max_size=PERIODS),
    st.lists(st.integers(200, 900), min_size=PERIODS, max_size=PERIODS),
).map(lambda both: Counts(tuple(both[0]), tuple(both[1])))


@given(TOTALS, SHARES)
def test_one_by_one_it_is_scipys_binomial(counts: tuple[int, int], share: float) -> None:
    count, total = counts

    assert at_least(count, total, share) == pytest.approx(binom.sf(count - 1, total, share), rel=1e-7)


@given(TOTALS, SHARES, EXCESSES)
def test_in_clumps_it_is_scipys_beta_binomial(counts: tuple[int, int], share: float, excess: float) -> None:
    count, total = counts
    inside, outside = total * share / excess, total * (1 - share) / excess
    plain = betabinom.pmf(np.arange(count, total + 1), total, inside, outside).sum()

    assert at_least(count, total, share, excess) == pytest.approx(plain, rel=1e-6, abs=1e-300)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_false_discoveries_are_statsmodels_benjamini_and_hochberg(chances: list[float]) -> None:
    assert discoveries(chances) == pytest.approx(multipletests(chances, method="fdr_bh")[1])


@given(COUNTS)
@settings(max_examples=40)
def test_the_excess_of_one_large_group_is_that_of_statsmodels_regression(counts: Counts) -> None:
    assume(len(set(counts.of_group[:-1])) > 1)
    lots = Counts(tuple(1_000 + number for number in counts.of_group), counts.of_all)
    fit = sm.GLM(
        np.array(lots.of_group[:-1]),
        np.ones(PERIODS - 1),
        family=sm.families.Poisson(),
        exposure=np.array(lots.of_all[:-1]),
    ).fit()

    found = excess_of([lots])

    # (1 + excess) n / (n + excess) is what a few complaints can vary; of thousands it is 1 + excess.
    varied = (1 + found) * lots.before / (lots.before + found)
    assert varied == pytest.approx(
        min(max(fit.pearson_chi2 / fit.df_resid, 1), varied_at_most(lots)), rel=1e-4
    )


def varied_at_most(counts: Counts) -> float:
    """Give the variation at the largest excess that is reckoned with."""
    return 101 * counts.before / (counts.before + 100)


@given(COUNTS, st.just(0.0) | EXCESSES)
@settings(max_examples=40)
def test_what_is_usual_is_what_the_test_does_not_find_rare(counts: Counts, excess: float) -> None:
    least, most = usual(counts, excess)

    def chance(number: int) -> float:
        return at_least(number, counts.before + number, counts.share, excess)

    assert 0 <= least <= most
    assert chance(most) > 0.025 >= chance(most + 1)
    assert least == 0 or 1 - at_least(least, counts.before + least - 1, counts.share, excess) <= 0.025
