"""Units counted in this process are those that MiniStack and DynamoDB Local report for the same operations.

Their figures stand in docs/performance.md (requests and capacity). Half a unit of a query that finds nothing
is billed by AWS and not reported by DynamoDB Local: it is counted here, and so added to theirs.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from benchmarks.installation import ALL_DUE, FILED_AT, NOTHING_DUE, Installation
from benchmarks.meter import NOBODY, Meter, Used
from benchmarks.metered import MeteredTables
from hearthline.complaints.filing import Filed
from simulation.tables import Tables
from tests.engines.counting import RequestCounter
from tests.engines.definitions import table_definitions
from tests.engines.engine import Engine

DUE = 20
STORED = 125
EMPTY = 0.5
Counted = dict[str, tuple[float, float, float]]


class Ticking:
    """A clock that goes on whenever it is looked at, so that indexes have followed."""

    def __init__(self) -> None:
        self.now = FILED_AT

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(scope="module")
def counted() -> Counted:
    """Give calls, read units and write units of each operation."""
    meter, found = Meter(), {}
    definitions = {name: made.request for name, made in table_definitions().items()}
    client = MeteredTables(Tables(definitions, Ticking()), meter)
    there = Installation(Engine("in process", client, RequestCounter(), str))
    filed: list[Filed] = []

    def used() -> list[float]:
        return [meter.used[NOBODY][what] for what in (Used.CALLS, Used.READ_UNITS, Used.WRITE_UNITS)]

    def count(name: str, work: Callable[[], object]) -> None:
        before = used()
        work()
        calls, reads, writes = (new - old for new, old in zip(used(), before, strict=True))
        found[name] = calls, reads, writes

    there.world.rulebook.refresh(FILED_AT)
    count("file", lambda: filed.append(there.file(0)))
    for place in range(1, DUE):
        there.file(place)
    there.talk(filed[0])
    there.warm(NOTHING_DUE)
    count("follow 50 entries", lambda: there.follow(filed[0]))
    count("claim", lambda: there.claim(filed[0]))
    count("sweep, none due", lambda: there.sweep(NOTHING_DUE))
    there.warm(ALL_DUE)
    count("sweep, 20 due", lambda: there.sweep(ALL_DUE))
    for place in range(DUE, STORED):
        there.file(place)
    there.warm(NOTHING_DUE)
    count("work list of a city", there.list_city)
    count("board", there.read_board)
    return found


@pytest.mark.parametrize(
    ("operation", "calls", "reads", "writes"),
    [
        ("file", 1, 0, 30),
        ("follow 50 entries", 1, 6, 0),
        ("claim", 2, 1, 18),
        ("sweep, none due", 32, 32 * EMPTY, 0),
        ("sweep, 20 due", 72, 24 + 24 * EMPTY, 420),
        ("work list of a city", 1, 2.5, 0),
        ("board", 1, 2, 0),
    ],
)
def test_units_are_those_of_the_engines_that_report_them(
    counted: Counted, operation: str, calls: float, reads: float, writes: float
) -> None:
    assert counted[operation] == (calls, reads, writes)
