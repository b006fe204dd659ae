"""The club's points on an engine: the product's own wiring, with known documents."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hearthline.members.club_rules import Club
from hearthline.members.ledger import Adjustment, Ledger
from hearthline.members.ledger_store import LedgerStore
from hearthline.members.model import Account, LedgerEntry
from hearthline.platform.documents import Documents
from hearthline.platform.table import Table
from hearthline.platform.timers import Swept, sweep
from tests.engines.engine import Engine
from tests.engines.world import SHARDS, OneAtATime

PERSON = "P000000000000001"


@dataclass
class ClubWorld:
    """Everything a test of points on an engine needs. `wrap` may stand between the product and the engine."""

    engine: Engine
    wrap: Callable[[Any], Any] = lambda client: client
    redeemed: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        client = OneAtATime(self.engine.client) if self.engine.name == "moto" else self.engine.client
        self.table = Table(self.wrap(client), self.engine.members, pause=lambda _: None)
        self.store = LedgerStore(self.table, SHARDS)
        self.club = Club(Documents(Table(client, self.engine.complaints)))
        self.ledger = Ledger(self.store, self.club)

    def earn(self, source: str, amount: int, now: datetime, person: str = PERSON) -> bool:
        """Credit points by the rule that the source's kind names."""
        return self.ledger.earn(person, source.partition(":")[0], source, amount, now)

    def redeem(self, reward: str, now: datetime, source: str | None = None) -> LedgerEntry:
        """Spend points, each time as a new wish unless the source says otherwise."""
        self.redeemed += 1
        return self.ledger.redeem(PERSON, reward, source or f"redeem:{self.redeemed}", now)

    def adjust(self, amount: int, now: datetime, source: str) -> LedgerEntry:
        """Adjust as a lead does."""
        return self.ledger.adjust(PERSON, Adjustment(amount, source, "lead", "更正"), now)

    def sweep(self, now: datetime) -> Swept:
        """Do what the members table owes."""
        return sweep(self.table, now, self.ledger.pass_time, shards=SHARDS, may_go_on=lambda: True)

    def account(self, person: str = PERSON) -> Account:
        """Read the account as it stands."""
        account = self.store.account(person)
        assert account is not None
        return account

    def entries(self, person: str = PERSON) -> list[LedgerEntry]:
        """Read the whole ledger, newest first."""
        found: list[LedgerEntry] = []
        position = None
        while True:
            page = self.store.page(person, 50, position)
            found += page.entries
            if page.position is None:
                return found
            position = page.position
