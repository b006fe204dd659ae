"""A failing run is cut down to what matters, and can be had again; runs become a page."""

from dataclasses import replace
from pathlib import Path

from simulation import report
from simulation.__main__ import NAMED, main
from simulation.defects import SMALL, put_in
from simulation.runs import run
from simulation.shrinking import Shrinking, read, shapes, write

DAY = replace(SMALL, stop=1)


def test_a_failing_run_is_cut_down_to_one_complaint_without_a_fault(tmp_path: Path) -> None:
    with put_in(NAMED["thanks"]):
        least = Shrinking(DAY).shrink()
        write(least.setup, tmp_path / "least.json", "thanks")
        setup, defect = read(tmp_path / "least.json")
        again = run(setup)

    assert defect == "thanks"
    assert setup == least.setup
    assert len(least.setup.only or ()) == 1
    assert not least.setup.kinds
    assert shapes(again) == shapes(least)
    assert run(replace(setup)).held


def test_a_run_that_holds_is_not_cut(tmp_path: Path) -> None:
    shrinking = Shrinking(replace(DAY, share=0.02))

    assert shrinking.shrink().held
    assert shrinking.runs == 0


def test_kept_runs_become_a_page(tmp_path: Path) -> None:
    outcome = run(replace(DAY, share=0.02))
    report.keep(outcome, tmp_path)
    report.keep_defects(
        {"claim": {"says": "<all>", "seed": 1, "day": 2, "finding": "sent 2 times"}}, tmp_path
    )

    assert main(["report", "--keep", str(tmp_path)]) == 0
    page = (tmp_path / "index.html").read_text("utf-8")

    assert "everything held in 1 of them" in page
    assert "&lt;all&gt;" in page
