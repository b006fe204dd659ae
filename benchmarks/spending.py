"""Requests and capacity units of each operation, counted on the engines that report them rightly.

Requests and write units on MiniStack, read units on DynamoDB Local (and requests there too: they must agree).
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from benchmarks.installation import ALL_DUE, ENTRIES, FILED_AT, NOTHING_DUE, Installation
from benchmarks.surveyed import Surveyed
from hearthline.surveys.keys import LIST_SHARDS
from infra.local.progress import Progress
from tests.engines import dynamodb_local, ministack
from tests.engines.club import ClubWorld
from tests.engines.counting import Spent
from tests.engines.engine import at
from tests.engines.world import SHARDS

DUE = 20
_STORED = 125
_LOTS = 8
"""Earnings of the member who redeems: a year's surveys and events."""
_TABLES = 4

GOALS = {
    "file a complaint": 1,
    f"follow a complaint of {ENTRIES} entries": 1,
    "a command of the desk (claim)": 2,
    "work list of a city, a page of 25": 1,
    "board, a page of 20": 1,
    "redeem points": 1,
    "see what a survey asks": 1,
    "answer a survey": 1,
    "how far a campaign is": 2,
    "results of a campaign, by city": 1,
    "recipients of a campaign, a page of 25": 4 + LIST_SHARDS,
    "sweep, none due": SHARDS * _TABLES,
    f"sweep, {DUE} due": SHARDS * _TABLES + 2 * DUE,
}
"""Most requests of each operation: of a sweep one query a shard of each table, and two for each due case."""


def measure() -> dict[str, Any]:
    """Count every operation on both engines.

    Raises dynamodb_local.Unavailable or CannotRun where one can't run, ValueError where they disagree.
    """
    progress = Progress()
    counted: dict[str, dict[str, Spent]] = {}
    engines: dict[str, Callable[[], AbstractContextManager[str]]] = {
        "ministack": ministack.running,
        "dynamodb-local": dynamodb_local.running,
    }
    for name, running in engines.items():
        with progress.step(f"Counting requests on {name}"), running() as endpoint:
            counted[name] = _count(name, endpoint)
    lines = []
    for operation, most in GOALS.items():
        local, stack = counted["dynamodb-local"][operation], counted["ministack"][operation]
        if local.requests != stack.requests:
            raise ValueError(f"{operation}: {dict(local.requests)}, {dict(stack.requests)}")
        lines.append(
            {
                "operation": operation,
                "requests": stack.total,
                "requests_at_most": most,
                "by_operation": dict(stack.requests),
                "read_units": local.read_units,
                "write_units": stack.write_units,
            }
        )
    return {"stored": _STORED, "lines": lines}


def _count(name: str, endpoint: str) -> dict[str, Spent]:
    counted: dict[str, Spent] = {}
    with at(name, endpoint) as engine:
        there = Installation(engine)

        @contextmanager
        def counting(operation: str) -> Iterator[None]:
            with engine.counter.during() as counted[operation]:
                yield

        *names, swept = GOALS
        file, follow, command, work, board, redeem, see, answer, far, results, recipients, none_due = names
        with counting(file):
            filed = there.file(0)
        for place in range(1, DUE):
            there.file(place)
        there.talk(filed)
        there.warm(NOTHING_DUE)
        with counting(follow):
            there.follow(filed)
        with counting(command):
            there.claim(filed)
        with counting(none_due):
            there.sweep(NOTHING_DUE)
        there.warm(ALL_DUE)
        with counting(swept):
            there.sweep(ALL_DUE)
        for place in range(DUE, _STORED):
            there.file(place)
        there.warm(NOTHING_DUE)
        with counting(work):
            there.list_city()
        with counting(board):
            there.read_board()
        club = ClubWorld(engine)
        for place in range(_LOTS):
            club.earn(f"survey:{place}", 50, FILED_AT)
        with counting(redeem):
            club.redeem("coffee", FILED_AT)
        surveyed = Surveyed(engine, FILED_AT)
        asks: dict[str, Callable[[], None]] = {
            see: surveyed.see,
            answer: surveyed.answer,
            far: surveyed.progress,
            results: surveyed.results,
            recipients: surveyed.list_sent,
        }
        for operation, ask in asks.items():
            with counting(operation):
                ask()
            surveyed.count()
    return counted
