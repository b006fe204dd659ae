"""Runs a company in this process under faults, and says whether everything held that must.

python -m simulation --seed 7 --days 30             one run; the same each time
python -m simulation --seed 1-20 --keep FOLDER      a run of each seed, kept for the report
python -m simulation --faults crash_before,outage   only these kinds; `none` for none
python -m simulation defects [NAME ...]             deliberate defects, and what is found of each
python -m simulation shrink --seed 7 --days 30      the least of a failing run that fails, in a file
python -m simulation replay FILE                    that again
python -m simulation report --keep FOLDER           a page of what is kept there
"""

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path

from simulation import report
from simulation.defects import DEFECTS, found, put_in
from simulation.faults import EVERY, Kind
from simulation.runs import Outcome, run
from simulation.shrinking import Shrinking, read, write
from simulation.world import Setup

SHOWN = 20
SHRUNK = Path(".local/simulation")
NAMED = {defect.name: defect for defect in DEFECTS}


def main(arguments: list[str] | None = None) -> int:
    """Do what is asked for; 0 when everything held, 1 with what did not."""
    parser = argparse.ArgumentParser(
        prog="python -m simulation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="*", help="defects, shrink, replay or report; see above")
    parser.add_argument("--defect", choices=[each.name for each in DEFECTS], help="put in while shrinking")
    parser.add_argument("--seed", type=_seeds, default=[1], help="what decides everything; 1-20 for many")
    parser.add_argument("--keep", type=Path, help="a folder that each run's figures are kept in")
    parser.add_argument("--days", type=int, default=7, help="how many days pass; 365 for a whole year")
    parser.add_argument("--share", type=float, default=1.0, help="of the company's 30,000 complaints a year")
    parser.add_argument("--pace", type=float, default=1.0, help="how many times as fast staff are as in life")
    parser.add_argument("--faults", type=_kinds, default=EVERY, help="kinds of faults; all, or none")
    given = parser.parse_args(arguments)
    setups = [Setup(seed, given.days, given.share, given.faults, pace=given.pace) for seed in given.seed]
    match given.what:
        case ["defects", *names]:
            return _defects(names, given.keep)
        case ["shrink"]:
            return _shrink(setups[0], given.defect, given.keep or SHRUNK)
        case ["replay", path]:
            return _replay(Path(path))
        case ["report"] if given.keep:
            print(report.write(given.keep))
            return 0
        case []:
            return _runs(setups, given.keep)
        case _:
            return parser.error(f"{' '.join(given.what)}: see --help")


def _runs(setups: list[Setup], folder: Path | None) -> int:
    worst = 0
    for setup in setups:
        outcome = run(setup, progress)
        if folder:
            report.keep(outcome, folder)
        worst = max(worst, ended(outcome))
    return worst


def progress(outcome: Outcome) -> None:
    """Show how far a run is."""
    done, days, last = len(outcome.days), outcome.setup.lasts, outcome.days[-1]
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


def _shrink(setup: Setup, defect: str | None, folder: Path) -> int:
    """Find the least of a failing run that fails, and say how to have it again."""
    shrinking = Shrinking(setup, print)
    with put_in(NAMED[defect]) if defect else nullcontext():
        outcome = shrinking.shrink()
    code = ended(outcome)
    if code:
        path = folder / f"seed-{setup.seed}{f'-{defect}' if defect else ''}.json"
        write(outcome.setup, path, defect)
        print(f"again: PYTHONPATH=functions python -m simulation replay {path}")
    return code


def _replay(path: Path) -> int:
    """Have a run again that was written down."""
    setup, defect = read(path)
    with put_in(NAMED[defect]) if defect else nullcontext():
        outcome = run(setup, progress)
    print("struck:", ", ".join(sorted(outcome.struck)) or "nothing")
    return ended(outcome)


def _defects(names: list[str], folder: Path | None) -> int:
    """Put each defect in and say what is found of it; 0 when all are found."""
    if set(names) - NAMED.keys():
        print(f"simulation: the defects are {' '.join(NAMED)}", file=sys.stderr)
        return 2
    missed = 0
    for name in names or NAMED:
        outcome = found(NAMED[name])
        first = outcome.findings[0] if outcome.findings else ""
        told = {
            "says": NAMED[name].says,
            "seed": outcome.setup.seed,
            "day": len(outcome.days),
            "finding": first,
        }
        if folder:
            report.keep_defects({name: told}, folder)
        missed += outcome.held
        print(f"{name}: {NAMED[name].says}")
        print(
            f"  seed {outcome.setup.seed}, day {len(outcome.days)}: {first[:300] or 'NOT FOUND'}", flush=True
        )
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
