"""A whole campaign on the running system, from the launch to the last mail, its workers killed on the way.

The stack is the very one that `make run` deploys, with IAM on. Owners are put into its table; marketing makes
a campaign over HTTP, counts its audience and launches it, and looks at the progress until nobody waits and
nobody is in doubt. Then each mail that the engine caught is looked at: one for each owner who could be
reached, none for anybody else, and the counts by state add up to the invitations made.
"""

import io
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.progress import Progress as Bars

from benchmarks import campaign_found, campaign_owners
from benchmarks.campaign_doubts import Doubts, seen_soon
from benchmarks.campaign_found import demand
from benchmarks.campaign_owners import CITY, Owners
from benchmarks.chaos import Chaos
from benchmarks.doubling import Doubling
from hearthline.platform.table import Table
from infra.documents import Desk
from infra.local.progress import Progress
from infra.local.stack import LocalStack
from tests.system.client import Client
from tests.system.workers import kill_workers

OWNERS: Final = 42_000
KILLS: Final = 24
RATE: Final = 2400
"""Messages a minute: about as many as the local engine manages, so that its queues stay shallow."""
FUNCTIONS: Final = ("notification", "complaint-jobs", "survey-results", "event-relay", "sla-monitor")
PER_KILL: Final = 1500
"""Owners for each second between two kills, so that these fall into the time that a campaign takes."""
LOOK_EVERY: Final = 2.0
TOLD_EVERY: Final = 30.0
STILL: Final = 900.0
"""Seconds without any progress after which a run is given up."""
POLICY: Final = "contact-policy"
TEXT: Final = {"zh": "请告诉我们您住得怎么样。", "en": "Please tell us how you live."}


def measure(
    owners: int = OWNERS, *, kills: int = KILLS, twice: bool = False, seed: int = 5
) -> dict[str, Any]:
    """Run a campaign to so many owners; give how long each part took and what was found afterwards."""
    with tempfile.TemporaryDirectory(prefix="hearthline-campaign-") as folder:
        stack = LocalStack(Path(folder), with_sample=False, progress=Progress(io.StringIO()))
        stack.up()
        try:
            return Run(stack, "bench").measure(owners, kills=kills, twice=twice, seed=seed)
        finally:
            stack.down()


class Run:
    """One campaign on one stack; `tag` tells its owners from whoever else is there.

    In `haste` nobody waits for what a dead worker held: its leases and messages come back in seconds.
    """

    def __init__(self, stack: LocalStack, tag: str, *, haste: bool = False) -> None:
        self._stack = stack
        self._tag = tag
        self._haste = haste
        self._look_every = LOOK_EVERY / 4 if haste else LOOK_EVERY
        self._marketing = Client(str(stack.description()["url"]), stack.token("marketing"))
        self._outputs: dict[str, str] = stack.description()["outputs"]
        self._where = ""

    def measure(self, count: int, *, kills: int, twice: bool, seed: int) -> dict[str, Any]:
        """Run it; raise NotExact where anybody was missed or told twice, or a figure is wrong."""
        console = Console(stderr=True)
        with ExitStack() as during:
            during.enter_context(self._by_day())
            if self._haste:
                during.enter_context(seen_soon(self._stack))
            owners = campaign_owners.put(
                self._stack.client("dynamodb"), self._outputs["MembersTable"], count, self._tag
            )
            doubling = during.enter_context(Doubling(self._stack, seed)) if twice else None
            self._make(owners, RATE // 2 if twice else RATE)
            bars = during.enter_context(Bars(console=console))
            began = time.monotonic()
            chaos = during.enter_context(
                Chaos(self._stack, FUNCTIONS, pause=max(0.7, count / PER_KILL), seed=seed, most=kills)
            )
            self._post("/launch", {"at_once": True})
            seconds, doubts = self._watched(owners, chaos, bars, began)
        told = campaign_found.told(self._stack, self._identity)
        progress = self._progress()
        campaign_found.check(owners, progress, told)
        campaign_found.check_stored(self._stack, self._identity, progress)
        demand(chaos.kills.total() == kills, "kills", chaos.kills)
        return {
            "owners": owners.asked,
            "reachable": len(owners.reachable),
            "made": progress["made"],
            "states": {state: count for state, count in progress["states"].items() if count},
            "reasons": progress["reasons"],
            "mails": told.total(),
            "addresses": len(told),
            "kills": dict(chaos.kills),
            "twice": twice,
            "messages_doubled": doubling.messages if doubling else 0,
            "doubts": doubts,
            "seconds": seconds,
        }

    @property
    def _identity(self) -> str:
        return self._where.rpartition("/")[2]

    @contextmanager
    def _by_day(self) -> Iterator[None]:
        """Let it be no night, and no holiday, whenever this runs; the caps stay as they ship."""
        table = Table(self._stack.client("dynamodb"), self._outputs["ComplaintsTable"])
        desk = Desk(table, "benchmark", datetime.now(UTC))
        before = desk.latest(POLICY) or {}
        self._saved(desk, {**before, "quiet_hours": None, "quiet_holidays": False})
        try:
            yield
        finally:
            self._saved(desk, before)

    def _saved(self, desk: Desk, policy: dict[str, Any]) -> None:
        desk.save(
            POLICY, {name: part for name, part in policy.items() if name != "version" and part is not None}
        )
        kill_workers(self._stack, "notification")  # who sends goes by the old one for a minute

    def _make(self, owners: Owners, rate: int) -> None:
        body = {
            "name": "2026",
            "questionnaire": "experience-report",
            "text": TEXT,
            "channels": ["email"],
            "rate": rate,
            "expires_at": (datetime.now(UTC) + timedelta(days=20)).isoformat(timespec="seconds"),
        }
        made = self._marketing.post("/api/campaigns", body)
        demand(made.status == 201, made.body)
        self._where = f"/api/campaigns/{made.json['id']}"
        self._post("/audience", {"filter": {"tags": {"all": [self._tag]}}, "cities": [CITY]})
        while (counted := self._marketing.get(f"{self._where}/audience").json)["state"] == "running":
            time.sleep(self._look_every)
        demand((counted["state"], counted["count"]) == ("done", owners.asked), counted)

    def _watched(
        self, owners: Owners, chaos: Chaos, bars: Bars, began: float
    ) -> tuple[dict[str, int], dict[str, int]]:
        """Show the progress until all is over; give the seconds of each part, and what came of the doubts."""
        doubts = Doubts(self._stack, self._identity, owners, self._decide)
        bar = bars.add_task("", total=owners.asked)
        seconds: dict[str, int] = {}
        before: dict[str, Any] = {}
        moved = said = began
        while True:
            progress, now = self._progress(), time.monotonic()
            states = progress["states"]
            moved = moved if progress == before else now
            before = progress
            demand(now < moved + STILL, "nothing moves", progress)
            waiting = states["made"] + states["held"]
            bars.update(bar, completed=progress["made"] - waiting, description=_words(progress, chaos))
            if not bars.console.is_terminal and now > said + TOLD_EVERY:
                bars.console.print(f"{now - began:.0f} s: {_words(progress, chaos)}")
                said = now
            if progress["all_made"]:
                seconds.setdefault("made", round(now - began))
                if waiting < owners.asked / 50:
                    seconds.setdefault("nearly_all", round(now - began))
                if progress["all_sent"] and chaos.done:
                    return {**seconds, "all": round(now - began)}, doubts.came_of_it
                if states["unknown"] and not waiting:
                    doubts.settle()
            if self._haste:
                doubts.hasten(killing=not chaos.done)
            time.sleep(self._look_every)

    def _decide(self) -> int:
        """Tell those again of whom the provider knows nothing, as marketing does; give how many they were."""
        decided = 0
        while True:
            wish = {"resend": True, "reason": "邮件服务商没有投递记录。"}
            answer = self._post("/doubtful", wish)
            decided += int(answer["decided"])
            if not answer["more"]:
                return decided

    def _progress(self) -> dict[str, Any]:
        answer = self._marketing.get(f"{self._where}/progress")
        demand(answer.status == 200, answer.body)
        return dict(answer.json)

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self._marketing.post(f"{self._where}{path}", body)
        demand(answer.status < 300, path, answer.body)
        return dict(answer.json)


def _words(progress: dict[str, Any], chaos: Chaos) -> str:
    states = ", ".join(f"{count:,} {state}" for state, count in progress["states"].items() if count)
    return f"{progress['made']:,} made ({states}), {chaos.kills.total()} killed"
