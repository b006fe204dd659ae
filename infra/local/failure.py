"""What keeps the local stack from running, as one line that says what to do."""

import sys
from collections.abc import Callable


class CannotRun(Exception):
    """The local stack can't do what was asked; the message is for the person at the terminal."""


def ended(work: Callable[[], int | None]) -> int:
    """Do a command's work; give its exit code, or 2 with one line on stderr where it can't be done."""
    try:
        return work() or 0
    except CannotRun as reason:
        print(f"hearthline: {reason}", file=sys.stderr)
        return 2
