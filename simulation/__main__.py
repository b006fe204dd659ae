"""Runs a company in this process under faults, and says whether everything held that must.

python -m simulation --seed 7 --days 30             one run; the same each time
python -m simulation --seed 1-20 --keep FOLDER      a run of each seed, kept for the report
python -m simulation --faults crash_before,outage   only these kinds; `none` for none
python -m simulation defects                        each deliberate defect, and what is found of it
python -m simulation defects claim re-arm           some of them
"""

import argparse
import sys
from pathlib import Path

from simulation import report
from simulation.defects import DEFECTS, found
from simulation.faults import EVERY, Kind
from simulation.runs import Outcome, run
from simulation.world import Setup

SHOWN = 20


def main(arguments: list[str] | None = None) -> int:
    """Do what is asked for; 0 when everything held, 1 with what did not."""
    parser = argparse.ArgumentParser(
        prog="python -m simulation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="*", help="`defects`, and the names of some")
    parser.add_argument("--seed", type=_seeds, default=[1], help="what decides everything; 1-20 for many")
    parser.add_argument("--keep", type=Path, help="a folder that each run's figures are kept in")
    parser.add_argument("--days", type=int, default=7, help="how many days pass; 365 for a whole year")
    parser.add_argument("--share", type=float, default=1.0, help="of the company's 30,000 complaints a year")
    parser.add_argument("--pace", type=float, default=1.0, help="how many times as fast staff are as in life")
    parser.add_argument("--faults", type=_kinds, default=EVERY, help="kinds of faults; all, or none")
    given = parser.parse_args(arguments)
    if given.what:
        return _defects(given.what)
    worst = 0
    for seed in given.seed:
        setup = Setup(seed, given.days, given.share, given.faults, pace=given.pace)
        outcome = run(setup, progress)
        if given.keep:
            report.keep(outcome, given.keep)
        worst = max(worst, ended(outcome))
    return worst


def progress(outcome: Outcome) -> None:
    """Show how far a run is."""
    done, days, last = len(outcome.days), outcome.setup.days, outcome.days[-1]
    bar = "#" * (30 * done // days)
    print(
        f"\rseed {outcome.setup.seed} [{bar:<30}] day {done}/{days}, {last['complaints']:,} complaints, "
        f"{last['invocations']:,} invocations, {last['faults']:,} faults",
        end="\n" if done == days or outcome.findings else "",
        file=sys.stderr,
        flush=True,
    )


def ended(outcome: Outcome) -> int:
    """Say what a run came to."""
    last = outcome.days[-1]
    print(
        f"seed {outcome.setup.seed}: {len(outcome.days)} days, {last['complaints']:,} complaints, "
        f"{sum(last['notices'].values()):,} notices, {last['faults']:,} faults, {outcome.seconds:,.0f} s"
    )
    for finding in outcome.findings[:SHOWN]:
        print(f"  {finding}")
    print(f"  {len(outcome.findings):,} do not hold" if outcome.findings else "  everything held")
    return 1 if outcome.findings else 0


def _defects(what: list[str]) -> int:
    """Put each defect in and say what is found of it; 0 when all are found."""
    named = {defect.name: defect for defect in DEFECTS}
    if what[0] != "defects" or set(what[1:]) - named.keys():
        print(f"simulation: one of defects {' '.join(named)}", file=sys.stderr)
        return 2
    missed = 0
    for name in what[1:] or named:
        outcome = found(named[name])
        first = outcome.findings[0] if outcome.findings else "NOT FOUND"
        missed += outcome.held
        print(f"{name}: {named[name].says}")
        print(f"  seed {outcome.setup.seed}, day {len(outcome.days)}: {first[:300]}", flush=True)
    return 1 if missed else 0


def _seeds(text: str) -> list[int]:
    first, _, last = text.partition("-")
    return list(range(int(first), int(last or first) + 1))


def _kinds(text: str) -> frozenset[Kind]:
    if text in {"all", "none"}:
        return EVERY if text == "all" else frozenset()
    return frozenset(Kind(each) for each in text.split(","))


if __name__ == "__main__":
    sys.exit(main())
