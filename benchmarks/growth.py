"""Whether what is asked often costs the same with a thousand stored complaints and with a million.

On DynamoDB Local, AWS's own engine: requests and read units are counted, and the time is compared between
tables of different sizes in one run, in turns, so that noise meets all of them alike.
"""

import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.installation import ALL_DUE, NOTHING_DUE, Installation
from benchmarks.places import FOLDER
from benchmarks.rows import multiply
from hearthline.complaints.filing import Filed
from tests.engines import dynamodb_local
from tests.engines.counting import RequestCounter
from tests.engines.definitions import table_definitions
from tests.engines.engine import Engine, create_table, dynamodb_client

SIZES = (1_000, 10_000, 100_000, 1_000_000)
DUE = 1_000
ROUNDS = 31
_WARM_UP = 5
AT_MOST = 1.5
"""How many times what it takes at the smallest table anything may take at another."""

_SPREAD = 20
"""Days over which the complaints that are not due were received."""

_BYTES_EACH = 7_000
"""Room in the engine's file for one complaint with its places in nine indexes, generously."""

_MEMORY = "2g"
_FILED = "complaints-filed"
_BESIDE = {"DeliveriesTable": "deliveries", "MembersTable": "members", "SurveysTable": "surveys"}
"""The tables that are swept, too: empty, and the same at each size."""

Operation = Callable[[Installation], object]


def measure(sizes: Sequence[int] = SIZES, rounds: int = ROUNDS) -> dict[str, Any]:
    """Measure at each size, of which none is under DUE; give requests, read units, milliseconds.

    Of `rounds` runs in turns, a quarter was faster than the milliseconds given; a sweep of what is due is run
    once. Raises dynamodb_local.Unavailable where the engine can't run.
    """
    with _folder(DUE + sum(sizes)) as folder, _bars() as bars:
        with dynamodb_local.running(memory=_MEMORY, folder=folder) as endpoint:
            filed = _file(endpoint, sizes, bars)
        loading = bars.add_task("Complaints stored", total=sum(sizes))
        begun = time.monotonic()
        for size in sizes:
            multiply(folder, _FILED, _table(size), size, _SPREAD, lambda n: bars.advance(loading, n))
        loaded = time.monotonic() - begun
        with dynamodb_local.running(memory=_MEMORY, folder=folder) as endpoint:
            there = {size: Installation(_engine(endpoint, _table(size))) for size in sizes}
            lines = _alternate(there, _operations(filed), rounds, bars)
            lines.append(_sweep_due(Installation(_engine(endpoint, _FILED)), there, bars))
    return {
        "sizes": list(sizes),
        "rounds": rounds,
        "at_most": AT_MOST,
        "loading_s": round(loaded),
        "lines": lines,
    }


def _operations(filed: Filed) -> dict[str, Operation]:
    return {
        "sweep, none due": lambda there: _expect(there.sweep(NOTHING_DUE), 0),
        "work list of a city, 25": Installation.list_city,
        "work list of the company, 25": Installation.list_company,
        "board, 20": Installation.read_board,
        "follow a complaint of 50 entries": lambda there: there.follow(filed),
    }


def _file(endpoint: str, sizes: Sequence[int], bars: Progress) -> Filed:
    """Make the tables; file by the product what is multiplied then, and give the one with 50 entries."""
    client = dynamodb_client(endpoint)
    # Without its stream: the engine's log of all streams makes each write slower the longer it has grown.
    complaints = table_definitions()["ComplaintsTable"]
    request = {name: part for name, part in complaints.request.items() if name != "StreamSpecification"}
    for table in (_FILED, *map(_table, sizes)):
        create_table(client, replace(complaints, request=request), table)
    for logical_id, name in _BESIDE.items():
        create_table(client, table_definitions()[logical_id], name)
    there = Installation(_engine(endpoint, _FILED))
    followed = there.file(0)
    for place in bars.track(range(1, DUE), description="Complaints filed"):
        there.file(place)
    there.talk(followed)
    client.close()
    return followed


def _alternate(
    there: dict[int, Installation], operations: dict[str, Operation], rounds: int, bars: Progress
) -> list[dict[str, Any]]:
    pairs = [(name, size) for name in operations for size in there]
    times: dict[tuple[str, int], list[float]] = {pair: [] for pair in pairs}
    spent: dict[tuple[str, int], dict[str, Any]] = {}
    order = random.Random(rounds)
    runs = bars.add_task("Reads, in turns", total=len(pairs) * (_WARM_UP + rounds))
    for turn in range(-_WARM_UP, rounds):
        for name, size in order.sample(pairs, len(pairs)):
            with there[size].engine.counter.during() as counted:
                begun = time.perf_counter()
                operations[name](there[size])
                taken = time.perf_counter() - begun
            spent[name, size] = {"requests": counted.total, "read_units": counted.read_units}
            if turn >= 0:
                times[name, size].append(taken * 1000)
            bars.advance(runs)
    return [
        {
            "operation": name,
            "at": [
                {
                    "size": size,
                    "ms": round(statistics.quantiles(times[name, size])[0], 2),
                    **spent[name, size],
                }
                for size in there
            ],
        }
        for name in operations
    ]


def _sweep_due(warm_up: Installation, there: dict[int, Installation], bars: Progress) -> dict[str, Any]:
    """Let a whole cohort break its promise, once at each size, and before that once uncounted."""
    at = []
    sweeps = bars.add_task(f"Sweeps, {DUE:,} due", total=1 + len(there))
    _expect(warm_up.sweep(ALL_DUE), DUE)
    bars.advance(sweeps)
    for size, installation in there.items():
        with installation.engine.counter.during() as counted:
            begun = time.perf_counter()
            _expect(installation.sweep(ALL_DUE), DUE)
            taken = time.perf_counter() - begun
        at.append(
            {
                "size": size,
                "ms": round(taken * 1000),
                "requests": counted.total,
                "read_units": counted.read_units,
                "by_operation": dict(counted.requests),
            }
        )
        bars.advance(sweeps)
    return {"operation": f"sweep, {DUE:,} due", "at": at}


def _expect(handled: int, wanted: int) -> None:
    if handled != wanted:
        raise ValueError(f"{handled} complaints were due where {wanted} should be")


def _table(size: int) -> str:
    return f"complaints-{size}"


def _engine(endpoint: str, table: str) -> Engine:
    client = dynamodb_client(endpoint)
    names = {"ComplaintsTable": table, **_BESIDE}
    return Engine("dynamodb-local", client, RequestCounter(client), names.__getitem__)


@contextmanager
def _folder(complaints: int) -> Iterator[Path]:
    """Give a folder for the engine's file: in memory where it fits, so that no disk is measured."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    fits = memory.is_dir() and shutil.disk_usage(memory).free > 2 * complaints * _BYTES_EACH
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="growth-", dir=memory if fits else FOLDER) as folder:
        yield Path(folder)


def _bars() -> Progress:
    return Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
