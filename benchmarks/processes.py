"""Whole processes, timed from their start to their end: wall clock and processor time."""

import os
import random
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Program:
    """A Python program (text) with its arguments, run without anything of the caller's environment."""

    python: Path
    text: str
    arguments: Sequence[str]
    environment: Mapping[str, str]

    def run(self) -> tuple[float, float]:
        """Run it once; give its wall and processor milliseconds. Raises ProgramFailed."""
        begun = time.perf_counter()
        process = subprocess.Popen(self._command(), env=dict(self.environment), stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise ProgramFailed(self.arguments, process.returncode)
        return wall * 1000, (used.ru_utime + used.ru_stime) * 1000

    def output(self) -> str:
        """Run it once; give what it printed. Raises CalledProcessError."""
        done = subprocess.run(
            self._command(), env=dict(self.environment), check=True, capture_output=True, text=True
        )
        return done.stdout

    def _command(self) -> list[str]:
        return [str(self.python), "-I", "-c", self.text, *self.arguments]


class ProgramFailed(Exception):
    """A timed program ended with an exit code other than 0."""

    def __init__(self, arguments: Sequence[str], code: int) -> None:
        super().__init__(*arguments, code)
        self.arguments = tuple(arguments)
        self.code = code


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians over all rounds, in milliseconds."""

    wall: float
    processor: float


def alternate(
    programs: Mapping[str, Program], rounds: int, advance: Callable[[], object] = lambda: None
) -> dict[str, Timing]:
    """Run each program once a round, in an order that changes, so that noise meets all of them alike.

    One round before the first that counts brings the files into the system's cache. `advance` is called
    after each run.
    """
    order = random.Random(rounds)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    for turn in range(rounds + 1):
        for name in order.sample(list(programs), len(programs)):
            result = programs[name].run()
            if turn:
                found[name].append(result)
            advance()
    return {
        name: Timing(statistics.median(wall for wall, _ in runs), statistics.median(cpu for _, cpu in runs))
        for name, runs in found.items()
    }
