"""The product on an engine: the use cases that are measured, wired as in production, with a fixed clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from hearthline.complaints.applying import apply
from hearthline.complaints.board import Board
from hearthline.complaints.commands import Claim, Note
from hearthline.complaints.desk import Desk
from hearthline.complaints.desk_commands import DeskCommands
from hearthline.complaints.filing import Filed
from hearthline.complaints.lists import Filters
from hearthline.complaints.model import Kind
from hearthline.platform.access import Action, principal_from_claims
from hearthline.platform.cursors import Cursors
from hearthline.platform.outbox import Actor
from hearthline.platform.secret import Secret
from hearthline.platform.table import Table
from hearthline.sweeping import Owing, Reminding, Sweeping
from tests.engines.engine import Engine
from tests.engines.world import SHARDS, World

FILED_AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
NOTHING_DUE = FILED_AT + timedelta(minutes=30)
ALL_DUE = FILED_AT + timedelta(hours=25)
"""By then each complaint filed in the half hour after FILED_AT has broken its promise of an answer."""

ENTRIES = 50
TEXT = (
    "上周五下雨后，客厅天花板靠近阳台的一侧开始漏水，已经湿了大约一平方米，墙纸也起泡了。"
    "物业的师傅来看过一次，说要等楼上业主在家才能查，之后就没有消息了。"
    "请尽快安排检查，并告诉我大概什么时候能修好。"
)
_CITIES = ("sz", "gz", "sh", "bj", "hz")
_KINDS = tuple(Kind)
UNLIMITED = 999_999
_MANAGER = principal_from_claims({"sub": "manager", "cognito:groups": ["manager", "hq"]}, "sub")
_AGENT = principal_from_claims({"sub": "agent", "cognito:groups": ["agent", "city:sz"]}, "sub")


@dataclass
class Installation:
    """The use cases over the tables of one engine."""

    engine: Engine

    def __post_init__(self) -> None:
        self.world = World(self.engine, per_address=UNLIMITED, per_contact=UNLIMITED)
        self.warm(FILED_AT)
        cursors = Cursors(Secret(lambda: "a secret that is long enough for a benchmark"))
        self._desk = Desk(
            self.world.store, self.world.rulebook, cursors, self.world.filing, self.world.persons
        )
        self._commands = DeskCommands(self.world.store, self.world.rulebook, self.world.keys)
        self._board = Board(self.world.store, self.world.rulebook, cursors)
        deliveries = Table(self.engine.client, self.engine.deliveries)
        reminding = Reminding(lambda _: None, lambda due: {"delivery": due.pk}, deliveries, lambda: FILED_AT)
        owing = {
            "complaints": Owing(self.world.table, {"C#": self.world.timers}),
            "deliveries": Owing(deliveries, {"D#": reminding}),
            "members": Owing(Table(self.engine.client, self.engine.members), {}),
            "surveys": Owing(Table(self.engine.client, self.engine.surveys), {}),
        }
        self._sweeping = Sweeping(owing, [reminding], SHARDS)

    def warm(self, now: datetime) -> None:
        """Have the documents in force read, as a function has that was asked in the last minute."""
        self.world.rulebook.refresh(now)

    def file(self, place: int) -> Filed:
        """File the complaint number `place`; cities and kinds take turns."""
        return self.world.file(
            FILED_AT + timedelta(seconds=place),
            text=TEXT,
            city=_CITIES[place % len(_CITIES)],
            kind=_KINDS[place // len(_CITIES) % len(_KINDS)],
        )

    def talk(self, filed: Filed) -> None:
        """Let the timeline of a complaint grow to ENTRIES entries."""
        stored = self.world.stored(filed)
        for _ in range(ENTRIES - 1):
            stored = apply(
                self.world.store, self.world.rulebook, stored, Note(TEXT), Actor("staff", "agent"), FILED_AT
            )

    def follow(self, filed: Filed) -> None:
        """Follow a complaint."""
        self.world.following.view(filed.number, filed.key, FILED_AT)

    def claim(self, filed: Filed) -> None:
        """Claim a complaint: the desk's command."""
        self._commands.give(_MANAGER, filed.number, Action.CLAIM, Claim(), None, NOTHING_DUE)

    def list_city(self) -> None:
        """Read a page of 25 of one city's work list."""
        self._list(_AGENT)

    def list_company(self) -> None:
        """Read a page of 25 of the whole company's work list."""
        self._list(_MANAGER)

    def _list(self, who: Any) -> None:
        page = self._desk.work_list(who, "city", Filters(), city=None, limit=25, cursor=None, now=NOTHING_DUE)
        if not page["items"]:
            raise LookupError("an empty work list measures nothing")

    def read_board(self) -> None:
        """Read a page of 20 of the public board."""
        page = self._board.page(
            city=None, project=None, kind=None, month=None, limit=20, cursor=None, now=NOTHING_DUE
        )
        if not page["items"]:
            raise LookupError("an empty board measures nothing")

    def sweep(self, now: datetime) -> int:
        """Sweep all tables; give how many complaints were handled."""
        done: Mapping[str, Any] = self._sweeping.run(now, lambda: True)
        handled: int = done["complaints"]["handled"]
        return handled
