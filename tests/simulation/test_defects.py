"""The checks bite: what the product is careful about is taken away, and the simulation says so.

All defects take minutes (`python -m simulation defects`); these show within a simulated day or two.
"""

import pytest

from simulation.defects import DEFECTS, found

NAMED = {defect.name: defect for defect in DEFECTS}


@pytest.mark.parametrize(
    ("name", "says"),
    [("message-id", "nobody is told"), ("retarget", "answer of round 1: due is"), ("mark", "roll-up")],
)
def test_what_was_forgotten_is_found(name: str, says: str) -> None:
    outcome = found(NAMED[name])

    assert any(says in finding for finding in outcome.findings)


def test_a_defect_is_gone_when_it_was_tried() -> None:
    assert found(NAMED["thanks"]).findings != []
    assert found(NAMED["two-claims"]).findings != []
    assert len(NAMED) == len(DEFECTS)
