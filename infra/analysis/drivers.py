"""What drives overall satisfaction: a table, and the same as CSV.

    make drivers FILE=answers-….csv                   # an exported file, its codebook beside it
    make drivers CAMPAIGN=…                           # of the local stack; URL= TOKEN= for another
    OUTCOME= ATTRIBUTES=a,b WEIGHTED=1 DRAWS=1000     # what the codebook does not say, weights, the bootstrap

Exit code 2, with one line that says why, where nothing can be told.
"""

import argparse
import csv
import os
import sys
from pathlib import Path

from infra.analysis.exported import Answers, read
from infra.analysis.fetching import fetch
from infra.analysis.importance import CannotTell, Drivers, Interval, drivers_of

HEADER = (
    "attribute", "n", "mean", "importance", "importance_low", "importance_high", "share", "share_low",
    "share_high", "coefficient", "coefficient_low", "coefficient_high",
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--from", dest="folder", type=Path, default=Path())
    for name in ("file", "campaign", "url", "outcome", "attributes"):
        parser.add_argument(f"--{name}", default="")
    parser.add_argument("--weighted", default="")
    parser.add_argument("--draws", default="")
    given = parser.parse_args(arguments)
    try:
        file = _file(given)
        draws = int(given.draws or 1000)
        attributes = [name.strip() for name in given.attributes.split(",") if name.strip()]
        answers = read(file, given.outcome, attributes, weighted=bool(given.weighted))
        found = drivers_of(
            answers.outcome, answers.y, answers.names, answers.x, answers.weights, draws=draws, seed=20
        )
    except (CannotTell, OSError, ValueError) as sorry:
        print(f"drivers: {sorry}", file=sys.stderr)
        return 2
    _show(found, answers, draws, weighted=bool(given.weighted))
    path = file.with_name(f"{file.name.removesuffix('.csv')}.drivers.csv")
    _write(found, path)
    print(f"\nWritten to {path}")
    return 0


def _file(given: argparse.Namespace) -> Path:
    if bool(given.file) == bool(given.campaign):
        raise CannotTell("give one of FILE= and CAMPAIGN=")
    folder: Path = given.folder
    if given.file:
        return Path(folder, given.file)
    token, kept = os.environ.get("HEARTHLINE_TOKEN", ""), folder / ".local" / "analysis"
    return fetch(given.url, token, given.campaign, kept)


def _show(found: Drivers, answers: Answers, draws: int, *, weighted: bool) -> None:
    print(
        f"What drives {found.outcome}: n = {found.n} who answered all {len(found.drivers)} attributes, of "
        f"{answers.rows} who answered it{', weighted' if weighted else ''}.\n"
        f"R² = {_told(found.r_squared)}; 95 % intervals by {draws} draws, of coefficients by HC3.\n"
    )
    if answers.left_out:
        print(f"Left out, rated by under half: {', '.join(answers.left_out)}\n")
    width = max(len(driver.name) for driver in found.drivers)
    print(f"{'attribute':<{width}}   mean   share of R² (LMG)      coefficient")
    for driver in found.drivers:
        part, coefficient = driver.share, _told(driver.coefficient)
        share = _told(Interval(100 * part.value, 100 * part.low, 100 * part.high), 1, " %")
        print(f"{driver.name:<{width}}  {driver.mean:5.2f}   {share:<22}  {coefficient}")


def _told(interval: Interval, digits: int = 3, unit: str = "") -> str:
    return f"{interval.value:.{digits}f}{unit} [{interval.low:.{digits}f}, {interval.high:.{digits}f}]"


def _write(found: Drivers, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(HEADER)
        for driver in found.drivers:
            figures = [driver.importance, driver.share, driver.coefficient]
            cells = [each for one in figures for each in (one.value, one.low, one.high)]
            writer.writerow([driver.name, found.n, f"{driver.mean:.6f}", *(f"{cell:.6f}" for cell in cells)])


if __name__ == "__main__":
    sys.exit(main())
