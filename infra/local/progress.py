"""Says what is being done, and for how long: a live line on a terminal, one line a step elsewhere."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

TICK = 0.1
MARKS = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


class Progress:
    """Shows steps one after the other on `out`, each with its elapsed time."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr
        self._begun = time.monotonic()

    @contextmanager
    def step(self, text: str) -> Iterator[None]:
        """Show `text` as under way until the block ends, then as done or as failed."""
        begun = time.monotonic()
        done = threading.Event()
        spinner = threading.Thread(target=self._spin, args=(text, begun, done), daemon=True)
        if self._out.isatty():
            spinner.start()
        mark = "✗"
        try:
            yield
            mark = "✓"
        finally:
            done.set()
            if spinner.is_alive():
                spinner.join()
            clear = "\r\x1b[K" if self._out.isatty() else ""
            self._say(f"{clear}{mark} {text}  {time.monotonic() - begun:.1f} s\n")

    def total(self) -> float:
        """Give the seconds since the first step could begin."""
        return time.monotonic() - self._begun

    def _spin(self, text: str, begun: float, done: threading.Event) -> None:
        turn = 0
        while not done.wait(TICK):
            self._say(f"\r\x1b[K{MARKS[turn % len(MARKS)]} {text}  {time.monotonic() - begun:.0f} s")
            turn += 1

    def _say(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()
