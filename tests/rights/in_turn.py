"""Takes each right of each function away in turn, and shows which test fails: `make rights-in-turn`.

First the tests of the service in this process run once, so that it is known which of them use which right.
Then each right is taken away, and those that use it run again until one fails. A right whose loss fails
nothing is listed, and the command ends with 1.
"""

import argparse
import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest
from _pytest.runner import runtestprotocol

from tests.rights import acting
from tests.rights.roles import Right, rights, without
from tests.system.idle_rights import BY_AWS_ITSELF
from tests.unit.infra.templates import ROOT

_ELSEWHERE: Final = BY_AWS_ITSELF | {"sqs:SendMessageBatch"}
"""What no code asks for by itself; the last is asked for by the local engine alone, AWS does not know it."""
TRIED: Final = 4
"""Tests that are tried for a right at most, the quickest first; then those that compare a whole role."""


class InTurn:
    """Runs what was collected in its own way, and keeps for each right the test that failed without it."""

    def __init__(self, asked: Iterable[Right]) -> None:
        self.broke: dict[Right, str] = {}
        self.unshown: list[Right] = []
        self.failing: list[str] = []
        self._asked = sorted(asked)
        self._users: dict[Right, set[str]] = defaultdict(set)
        self._comparing: dict[str, set[str]] = defaultdict(set)
        self._took: dict[str, float] = {}
        self._running = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all once with every right; then, for each right, those that use it without."""
        items = {item.nodeid: item for item in session.items}
        acting.note, acting.compared = self._used, self._compared
        for place, item in enumerate(session.items):
            following = session.items[place + 1] if place + 1 < len(session.items) else None
            self._running = item.nodeid
            reports = runtestprotocol(item, log=False, nextitem=following)
            if any(report.failed for report in reports):
                self.failing.append(item.nodeid)
            else:
                self._took[item.nodeid] = sum(report.duration for report in reports)
        acting.note, acting.compared = _nothing, _nothing
        for right in self._asked:
            found = next((one for one in self._candidates(right) if _fails(items[one], right)), None)
            if found is None:
                self.unshown.append(right)
            else:
                self.broke[right] = found
            sys.stderr.write("." if found else "?")
            sys.stderr.flush()
        return True

    def _used(self, right: Right) -> None:
        self._users[right].add(self._running)

    def _compared(self, role: str) -> None:
        self._comparing[role].add(self._running)

    def _candidates(self, right: Right) -> list[str]:
        using = self._quickest(self._users[right])[:TRIED]
        return [*using, *self._quickest(self._comparing[right.role] - set(using))]

    def _quickest(self, tests: Iterable[str]) -> list[str]:
        return sorted(self._took.keys() & set(tests), key=lambda one: self._took[one])


def _fails(item: pytest.Item, right: Right) -> bool:
    if isinstance(item, pytest.Function):
        item._initrequest()
    with without(right):
        return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def main() -> int:
    """Try all rights, or those of some roles; tell which test missed each."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--keep", type=Path, help="where to leave which test failed without which right")
    given.add_argument("functions", nargs="*", help="only the rights of these")
    asked = given.parse_args()
    os.chdir(ROOT)
    roles = {f"{name}Role" for name in asked.functions}
    wanted = {right for right, _ in rights() if right.action not in _ELSEWHERE}
    turn = InTurn(right for right in wanted if not roles or right.role in roles)
    comparing = [
        str(path.relative_to(ROOT))
        for path in sorted(Path("tests/engines").resolve().glob("test_*.py"))
        if re.search(r"\bgranted\(|\bacting\(", path.read_text("utf-8"))
    ]
    options = ["-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:randomly"]
    ended = int(pytest.main([*options, "tests/contract", *comparing], [turn]))
    if asked.keep:
        lines = [json.dumps([*_told(right), test]) for right, test in sorted(turn.broke.items())]
        asked.keep.write_text("\n".join(lines) + "\n", "utf-8")
    sys.stdout.write(f"\n{len(turn.broke)} rights whose loss fails a test; no test in this process missed:\n")
    sys.stdout.write("".join(f"{one.role:<28} {one.action:<30} {one.place}\n" for one in turn.unshown))
    sys.stdout.write("".join(f"{one} fails with every right\n" for one in turn.failing))
    return ended or int(bool(turn.unshown or turn.failing))


def _nothing(_: object) -> None:
    pass


def _told(right: Right) -> tuple[str, str, str]:
    return right.role, right.action, right.place


if __name__ == "__main__":
    sys.exit(main())
