"""Each figure has a band, and a run whose figures lie outside of theirs is told."""

import json
from copy import deepcopy
from typing import Any

import pytest

from benchmarks.bands import BANDS, EXACT, MACHINE, RATIO, SHARE, figures
from benchmarks.check import compare, shown
from benchmarks.places import DOCUMENT, KEPT
from benchmarks.report import RENDERERS, document, kept

NAMES = sorted(path.stem for path in KEPT.glob("*.json"))


def lines_of(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    was = kept(name)
    return was, deepcopy(was)


def test_every_benchmark_has_bands_and_every_figure_that_is_kept_has_one() -> None:
    assert BANDS.keys() == RENDERERS.keys()
    for name in NAMES:
        for path in figures(name, kept(name)):
            BANDS[name].band(path)


def test_the_document_says_what_is_kept() -> None:
    text = DOCUMENT.read_text("utf-8")

    assert document(text) == text


@pytest.mark.parametrize("name", NAMES)
def test_what_is_kept_lies_within_its_own_bands(name: str) -> None:
    was, new = lines_of(name)

    found = compare(name, was, new)

    assert found.outside == ()
    assert found.compared > 0


def test_a_count_that_is_another_and_a_share_that_has_shrunk_lie_outside() -> None:
    was, new = lines_of("fan-out")
    new["requests"]["product"]["Query"] += 1
    new["share_of_batches"] *= 0.7
    new["share_of_transactions"] *= 1.4
    new["per_second"]["product"] /= 5

    found = compare("fan-out", was, new)

    assert [(one.path, one.band) for one in found.outside] == [
        ("requests/product/Query", EXACT.words),
        ("share_of_batches", SHARE.words),
    ]
    assert "requests/product/Query: 285 where 284 is kept" in shown([found])


def test_a_run_of_another_size_is_compared_with_nothing() -> None:
    was, new = lines_of("campaign")
    new["owners"] = 2_000
    new["mails"] = 1

    found = compare("campaign", was, new)

    assert (found.compared, found.outside) == (0, ())
    assert "owners 2,000, kept is one of 42,000" in shown([found])


def test_growth_is_compared_at_the_sizes_that_were_run() -> None:
    was, new = lines_of("growth")
    new["sizes"] = new["sizes"][:1]
    for line in new["lines"]:
        line["at"] = line["at"][:1]
    assert compare("growth", was, new).outside == ()
    new["lines"][0]["at"][0]["requests"] += 1

    (one,) = compare("growth", was, new).outside

    assert (one.kept, one.found) == (32, 33)


def test_a_figure_that_is_gone_is_told() -> None:
    was, new = lines_of("lifecycle")
    del new["done"]["signed"]

    (one,) = compare("lifecycle", was, new).outside

    assert (one.path, one.found) == ("done/signed", None)


def test_a_band_of_none_holds_whatever_is_found() -> None:
    assert MACHINE.holds(1.0, 500.0)
    assert not EXACT.holds(1, 2)
    assert not RATIO.holds(1.0, 1.3)
    assert RATIO.holds(1.0, 0.3)
    assert not SHARE.holds(1.0, 0.3)
    assert not EXACT.holds("1", 1)


def test_results_are_kept_as_they_are_written() -> None:
    for name in NAMES:
        text = (KEPT / f"{name}.json").read_text("utf-8")
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"
