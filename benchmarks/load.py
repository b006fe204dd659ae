"""A mixed load on the running local system, at its limit, for a while: no error, no lost write, memory flat.

Eight callers at once file, follow, add messages, read lists, the board and pages, and answer at the desk.
Each text that the system took carries a number of its own; in the end every case is read, and each number
must stand there once. Memory is that of the engine, which keeps all data, and of the functions' processes.
"""

import json
import os
import random
import statistics
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.callers import CALLERS, WITHOUT_LIMIT, Caller, each_second
from benchmarks.installation import TEXT
from benchmarks.tables import table
from infra.local.progress import Progress
from infra.local.stack import LocalStack

MINUTES: Final = 30.0
FLAT: Final = 1.1
"""How many times what they took in the first third the functions' processes may take in the last one."""
_EVERY_S: Final = 5.0
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_SAID_AT_MOST: Final = 20
_RECENT: Final = 40
"""Cases that a caller goes on with: older ones are left alone until the end."""

Act = Callable[["_Player", Caller], None]


@dataclass
class _Case:
    number: str
    key: str
    told: set[str] = field(default_factory=set)
    claimed: bool = False


@dataclass
class _Player:
    """One caller's cases, and what it met."""

    number: int
    desk: Mapping[str, str]
    cases: list[_Case] = field(default_factory=list)
    milliseconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    sent: int = 0
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.number)

    def serial(self) -> str:
        """Give what is sent nowhere else."""
        self.sent += 1
        return f"#{self.number}-{self.sent}#"

    def any_case(self) -> _Case:
        """Give one of the latest cases."""
        return self.chance.choice(self.cases[-_RECENT:])

    def post(self, caller: Caller, act: str, path: str, body: Any, **headers: str) -> Any:
        """Send a change under a key of its own; None, and an error noted, where it was not taken."""
        with self._timed(act):
            status, answer = caller.send(
                path, body, **{"Idempotency-Key": f"a-mixed-load-{self.serial()}", **headers}
            )
        if status in {200, 201}:
            return answer
        self.errors[f"{act}: {status} {(answer or {}).get('reason') or (answer or {}).get('code', '')}"] += 1
        return None

    def get(self, caller: Caller, act: str, path: str, headers: Mapping[str, str] | None = None) -> bytes:
        """Read; an error is noted where there was nothing to read."""
        with self._timed(act):
            status, answer, _ = caller.call("GET", path, headers=headers)
        if status != 200:
            self.errors[f"{act}: {status}"] += 1
        return answer

    @contextmanager
    def _timed(self, act: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.milliseconds[act].append((time.perf_counter() - begun) * 1000)


def measure(minutes: float = MINUTES) -> dict[str, Any]:
    """Load a stack of its own for so long; give rates, times, errors, what was lost, and memory."""
    progress = Progress()
    with TemporaryDirectory() as folder:
        stack = LocalStack(Path(folder), with_sample=False, progress=progress, parameters=WITHOUT_LIMIT)
        described = stack.up()
        try:
            desk = {"Authorization": f"Bearer {stack.token('lead')}"}
            players = [_Player(number, desk) for number in range(CALLERS)]
            with progress.step(f"A mixed load for {minutes:g} minutes"), _watched(Path(folder)) as memory:
                rate = each_second(
                    described["url"], minutes * 60, lambda caller, _: _step(players[caller.number], caller)
                )
            with progress.step("Reading every case again"):
                found = _looked_for(described["url"], players)
        finally:
            stack.down()
    times: defaultdict[str, list[float]] = defaultdict(list)
    for player in players:
        for act, taken in player.milliseconds.items():
            times[act] += taken
    return {
        "minutes": minutes,
        "per_second": round(rate, 1),
        "acts": {act: _spread(taken) for act, taken in sorted(times.items())},
        "errors": dict(sum((player.errors for player in players), Counter[str]())),
        **found,
        "memory": _growth(memory),
        "at_most": FLAT,
    }


def shown(result: dict[str, Any]) -> str:
    """Give the tables."""
    acts = [
        [act, f"{one['times']:,}", f"{one['median']:.0f}", f"{one['p95']:.0f}"]
        for act, one in result["acts"].items()
    ]
    memory = result["memory"]
    checks = [
        ["requests a second", f"{result['per_second']:.1f}", ""],
        ["errors", sum(result["errors"].values()), "✗" if result["errors"] else "✓"],
        ["writes taken", f"{result['written']:,}", ""],
        ["of these lost", result["lost"], "✗" if result["lost"] else "✓"],
        ["of these doubled", result["doubled"], "✗" if result["doubled"] else "✓"],
        [
            "functions' processes, MiB each: first third, last third",
            f"{memory['workers'][0]}, {memory['workers'][1]}",
            "✓" if memory["workers"][1] <= memory["workers"][0] * result["at_most"] else "✗",
        ],
        ["the engine with all data, MiB", f"{memory['engine'][0]}, {memory['engine'][1]}", ""],
    ]
    took = f"in {result['minutes']:g} minutes"
    met = "".join(f"\n\n{times} times {error}" for error, times in result["errors"].items())
    return (
        f"{table(['', took, ''], checks)}{met}\n\n"
        f"{table(['what', 'times', 'median, ms', '95th percentile, ms'], acts)}"
    )


def _step(player: _Player, caller: Caller) -> None:
    if not player.cases:
        _file(player, caller)
        return
    weights, acts = zip(*_MIX, strict=True)
    player.chance.choices(acts, weights)[0](player, caller)


def _file(player: _Player, caller: Caller) -> None:
    serial = player.serial()
    body = {
        "kind": "repair",
        "title": "客厅天花板漏水",
        "text": f"{TEXT} {serial}",
        "city": "sz",
        "contact": {"name": "王芳", "email": f"load-{player.number}-{player.sent}@example.com"},
    }
    filed = player.post(caller, "file", "/api/complaints", body)
    if filed:
        player.cases.append(_Case(filed["number"], filed["key"], {serial}))


def _follow(player: _Player, caller: Caller) -> None:
    case = player.any_case()
    player.get(caller, "follow", f"/api/complaints/{case.number}?key={case.key}")


def _say(player: _Player, caller: Caller) -> None:
    case = player.any_case()
    if len(case.told) < _SAID_AT_MOST:
        serial = player.serial()
        body = {"key": case.key, "text": f"请问什么时候上门？ {serial}"}
        if player.post(caller, "add a message", f"/api/complaints/{case.number}/messages", body) is not None:
            case.told.add(serial)


def _answer(player: _Player, caller: Caller) -> None:
    case = player.any_case()
    at = f"/api/desk/complaints/{case.number}"
    if not case.claimed:
        case.claimed = player.post(caller, "claim", f"{at}/claim", {}, **player.desk) is not None
    elif len(case.told) < _SAID_AT_MOST:
        serial = player.serial()
        body = {"text": f"师傅明天上门。 {serial}"}
        if player.post(caller, "reply", f"{at}/reply", body, **player.desk) is not None:
            case.told.add(serial)


def _read(act: str, path: str, *, at_desk: bool = False) -> Act:
    def read(player: _Player, caller: Caller) -> None:
        player.get(caller, act, path, player.desk if at_desk else None)

    return read


_MIX: Final[list[tuple[int, Act]]] = [
    (4, _file),
    (36, _follow),
    (12, _say),
    (12, _answer),
    (12, _read("work list", "/api/desk/complaints?view=city", at_desk=True)),
    (8, _read("board", "/api/board")),
    (8, _read("the board's page", "/board")),
    (8, _read("the form's page", "/complaints/new")),
]
"""What callers do, and how often of a hundred times."""


def _looked_for(url: str, players: list[_Player]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for player in players:
        with Caller(url, player.number) as caller:
            for case in player.cases:
                at = f"/api/complaints/{case.number}?key={case.key}"
                text = player.get(caller, "read again", at).decode()
                times = [text.count(serial) for serial in case.told]
                found["written"] += len(times)
                found["lost"] += times.count(0)
                found["doubled"] += sum(one > 1 for one in times)
    return {name: found[name] for name in ("written", "lost", "doubled")}


@contextmanager
def _watched(state: Path) -> Iterator[list[tuple[int, float]]]:
    """Note every few seconds the engine's memory and the mean of its children's, in bytes."""
    noted: list[tuple[int, float]] = []
    done = threading.Event()
    pid = _engine_of(state)

    def watch() -> None:
        while not done.wait(_EVERY_S):
            children = [size for child in _children(pid) if (size := _resident(child))]
            if children:
                noted.append((_resident(pid), statistics.fmean(children)))

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield noted
    finally:
        done.set()
        watching.join()


def _growth(noted: list[tuple[int, float]]) -> dict[str, list[int]]:
    """Give the medians of the first and the last third, in MiB."""
    third = max(1, len(noted) // 3)
    ends = (noted[:third], noted[-third:])
    mib = 1024 * 1024
    return {
        "engine": [round(statistics.median(one for one, _ in part) / mib) for part in ends],
        "workers": [round(statistics.median(one for _, one in part) / mib) for part in ends],
    }


def _spread(taken: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(taken, n=20) if len(taken) > 1 else taken * 19
    return {"times": len(taken), "median": round(cuts[9], 1), "p95": round(cuts[18], 1)}


def _engine_of(state: Path) -> int:
    return int(json.loads((state / "processes.json").read_text("utf-8"))["engine"])


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):  # a thread that has ended meanwhile
            found += map(int, (task / "children").read_text("utf-8").split())
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("utf-8").split()[1]) * _PAGE
    except OSError:
        return 0
