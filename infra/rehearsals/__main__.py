"""`make rehearse`: lets each thing go wrong, mends it by the runbook, and prints what was seen.

make rehearse                  # all, on a stack of its own; ends with 1 where something was otherwise
make rehearse ONLY=keys        # one of them
make rehearse WRITE=1          # and keeps the tables in docs/operations.md
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from typing import Final

from infra.local.failure import CannotRun
from infra.local.stack import LocalStack
from infra.rehearsals import promises, queues, recovery, releases
from infra.rehearsals.book import Book
from infra.rehearsals.stage import Stage, Unexpected

PAGE: Final = Path(__file__).parents[2] / "docs" / "operations.md"
BEGIN, END = "<!-- rehearsed: make rehearse WRITE=1 -->\n", "<!-- end of what was rehearsed -->\n"
REHEARSALS: Final[Mapping[str, tuple[str, Callable[[Stage, Book], str]]]] = {
    "stuck": ("queues stand still", queues.stuck),
    "streams": ("streams stand still", queues.streams),
    "dead": ("messages are given up", queues.dead_letters),
    "provider": ("the mail's provider refuses", promises.provider),
    "hot": ("one contact floods", promises.hot),
    "restore": ("data is lost and spoilt", recovery.lost_data),
    "keys": ("keys are renewed, and leak", recovery.keys),
    "shed": ("more is asked for than can be done", recovery.overload),
    "release": ("a release does not work", releases.bad_release),
    "functions": ("functions fail", promises.functions),
    "sweep": ("the sweep is behind", promises.sweep),
    "calendar": ("the calendar runs out", promises.calendar),
}
"""In their order: the last ones put the clock forward."""


def main(arguments: list[str] | None = None) -> int:
    """Rehearse; 0 when all was as the runbook says."""
    parser = argparse.ArgumentParser(prog="python -m infra.rehearsals")
    parser.add_argument("--only", choices=REHEARSALS)
    parser.add_argument("--write", action="store_true", help="keep what was seen in docs/operations.md")
    given = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as state:
            os.environ["HEARTHLINE_STATE"] = state
            stack = LocalStack(Path(state), with_sample=False)
            try:
                stack.up()
                return _rehearsed(Stage(stack), given.only, write=given.write)
            finally:
                stack.down()
    except CannotRun as refused:
        print(f"hearthline: {refused}", file=sys.stderr)
        return 2


def _rehearsed(stage: Stage, only: str | None, *, write: bool) -> int:
    book, lines, failed = Book(), ["| what goes wrong | what was seen | s |\n|---|---|---|\n"], 0
    for name, (what, rehearsal) in REHEARSALS.items():
        if only not in {None, name}:
            continue
        begun = monotonic()
        try:
            seen = rehearsal(stage, book)
        except Unexpected as otherwise:
            seen, failed = f"NOT AS EXPECTED: {otherwise.what}", failed + 1
        lines.append(f"| {what} | {seen} | {monotonic() - begun:.0f} |\n")
        print(lines[-1], end="", flush=True)
    unrung = [] if only else sorted(stage.alarms.keys() - book.raised.keys())
    table = "".join([*lines, "\n", *_alarms(book)])
    print(f"\n{table}")
    for name in unrung:
        print(f"no rehearsal raised {name}")
    if write and not failed and not unrung:
        text = PAGE.read_text("utf-8")
        before, after = text.partition(BEGIN)[0], text.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}{table}{END}{after}", "utf-8")
    return 1 if failed or unrung else 0


def _alarms(book: Book) -> list[str]:
    ways = sorted(set(book.raised.values()), reverse=True)
    rows = []
    for way in ways:
        names = sorted(name for name, how in book.raised.items() if how == way)
        rows.append(f"| {way} | {len(names)} | {', '.join(f'`{name}`' for name in names)} |\n")
    return ["| raised by figures that were | alarms | |\n|---|---|---|\n", *rows]


if __name__ == "__main__":
    sys.exit(main())
