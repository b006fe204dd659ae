"""Runs a company in this process under faults, and says whether everything held that must.

python -m simulation --seed 7 --days 30             one run; the same each time
python -m simulation --seed 7 --share 0.2           with a fifth of the company's complaints
python -m simulation --faults crash_before,outage   only these kinds; `none` for none
"""

import argparse
import sys

from simulation.faults import EVERY, Kind
from simulation.runs import Outcome, run
from simulation.world import Setup

SHOWN = 20


def main(arguments: list[str] | None = None) -> int:
    """Do what is asked for; 0 when everything held, 1 with what did not."""
    parser = argparse.ArgumentParser(
        prog="python -m simulation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1, help="what decides everything")
    parser.add_argument("--days", type=int, default=7, help="how many days pass; 365 for a whole year")
    parser.add_argument("--share", type=float, default=1.0, help="of the company's 30,000 complaints a year")
    parser.add_argument("--pace", type=float, default=1.0, help="how many times as fast staff are as in life")
    parser.add_argument("--faults", type=_kinds, default=EVERY, help="kinds of faults; all, or none")
    given = parser.parse_args(arguments)
    setup = Setup(given.seed, given.days, given.share, given.faults, pace=given.pace)
    return ended(run(setup, progress))


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


def _kinds(text: str) -> frozenset[Kind]:
    if text in {"all", "none"}:
        return EVERY if text == "all" else frozenset()
    return frozenset(Kind(each) for each in text.split(","))


if __name__ == "__main__":
    sys.exit(main())
