"""Which rights of functions nothing of the running system uses: `make idle-rights`.

Runs the tests of the running system with an engine that notes each right as it is used, then prints what a
role may do and was never seen to. `--record` reads an earlier run's file instead.
"""

import argparse
import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from infra.local.used_rights import running
from tests.unit.infra.templates import ROOT, resources

Right = tuple[str, str]

BY_AWS_ITSELF: Final = frozenset(
    {
        *("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"),
        *("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
        *("dynamodb:ListStreams", "logs:CreateLogStream", "logs:PutLogEvents"),
        *("xray:PutTelemetryRecords", "xray:PutTraceSegments"),
    }
)
"""Used by Lambda for a function, not by its code: the local engine does these without asking."""


def idle(lines: Iterable[str]) -> dict[str, list[Right]]:
    """Give what each role of a record may do and did not: action and resource, by role."""
    granted, used = _read(lines)
    return {
        role: unused
        for role, rights in sorted(granted.items())
        if (unused := sorted(right for right in rights if not any(_covers(right, did) for did in used[role])))
    }


def _read(lines: Iterable[str]) -> tuple[dict[str, set[Right]], dict[str, set[Right]]]:
    granted: dict[str, set[Right]] = defaultdict(set)
    used: dict[str, set[Right]] = defaultdict(set)
    for line in lines:
        kind, role, action, resource, *_ = json.loads(line)
        # What Lambda gives up on it puts there with the function's role.
        if action not in BY_AWS_ITSELF and "DeadQueue" not in resource:
            # AWS asks for the right to send one where many are sent; the local engine for one of its own.
            meant = "sqs:SendMessage" if action == "sqs:SendMessageBatch" else action
            (granted if kind == "granted" else used)[role].add((meant, resource))
    return granted, used


def _covers(right: Right, did: Right) -> bool:
    return right[0].lower() == did[0].lower() and fnmatchcase(did[1], right[1])


def told(record: Path) -> Iterator[str]:
    """Give a line for each idle right, without the engine's additions to names; and who never ran."""
    lines = record.read_text("utf-8").splitlines()
    ran = {_plain(json.loads(line)[1]) for line in lines}
    for role in sorted({f"{name}Role" for name in resources("AWS::Serverless::Function")} - ran):
        yield f"{role:<28} was never used at all"
    for role, rights in idle(lines).items():
        for action, resource in rights:
            yield f"{_plain(role):<28} {action:<30} {_plain(resource.rpartition(':')[2])}"


def _plain(name: str) -> str:
    return re.sub(r"(?i)hearthline-(?:(?:data|messaging)-[0-9a-f-]+-)?|-[0-9a-f]{13}\b", "", name)


class Telling:
    """Tells the engine which test is running, for its record."""

    def __init__(self, record: Path) -> None:
        self._running = running(record)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Tell it before anything of the test is set up."""
        self._running.write_text(item.nodeid, encoding="utf-8")


def main() -> int:
    """Run the tests, then tell; end with 1 where something is idle or a test fails."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--record", type=Path, help="a file that was written before; nothing is run")
    given.add_argument("--keep", type=Path, help="where to leave the record of this run")
    given.add_argument("tests", nargs="*", default=["tests/system", "tests/browser"])
    asked = given.parse_args()
    with TemporaryDirectory() as folder:
        record, ended = asked.record, 0
        if record is None:
            record = asked.keep or Path(folder, "rights.jsonl")
            os.environ["HEARTHLINE_RIGHTS"] = str(record)
            os.chdir(ROOT)
            ended = int(
                pytest.main(["-q", "-n", "0", "-p", "no:cacheprovider", *asked.tests], [Telling(record)])
            )
        lines = list(told(record))
    sys.stdout.write("\n".join(["rights that nothing was seen to use:", *(lines or ["none"])]) + "\n")
    return ended or int(bool(lines))


if __name__ == "__main__":
    sys.exit(main())
