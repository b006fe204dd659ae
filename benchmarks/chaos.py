"""Ends a stack's Lambda processes at random while something runs."""

import random
import threading
from collections import Counter
from collections.abc import Sequence

from infra.local.stack import LocalStack
from tests.system.workers import kill_workers


class Chaos:
    """Kills a worker of one of `functions` every `pause` seconds, `most` times or until it is stopped.

    A kill is SIGKILL of every process of that function: what it was doing is lost in the middle, as when a
    machine fails. A function that has no process at the moment does not count.
    """

    def __init__(
        self, stack: LocalStack, functions: Sequence[str], *, pause: float, seed: int, most: int
    ) -> None:
        self.kills: Counter[str] = Counter()
        self._stack = stack
        self._functions = functions
        self._pause = pause
        self._chance = random.Random(seed)
        self._most = most
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Chaos":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def done(self) -> bool:
        """Whether it kills no more."""
        return self._stopped.is_set() or self.kills.total() >= self._most

    def stop(self) -> None:
        """Kill no more."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self.done and not self._stopped.wait(self._pause * self._chance.uniform(0.5, 1.5)):
            function = self._chance.choice(self._functions)
            if kill_workers(self._stack, function):
                self.kills[function] += 1
