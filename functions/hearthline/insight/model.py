"""What insight knows of a complaint: the facts that figures are made of, and nothing that says who it was.

They are given by whoever keeps complaints (`complaint_facts`), so insight reads no other domain's items. All
instants are aware UTC datetimes.
"""

from dataclasses import dataclass
from datetime import datetime

from hearthline.platform.instants import instant


@dataclass(frozen=True, slots=True)
class Promise:
    """The first round of one clock. `kept` is None while it is open, and where it was called off unbroken."""

    clock: str
    started: datetime
    kept: bool | None
    met_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise of any round that was broken, at its deadline's own instant."""

    clock: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Offered:
    """A remedy that reached the customer; `amount` in fen, 0 where it is no money."""

    kind: str
    accepted: bool
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """What the customer said of the solution."""

    accepted: bool
    rating: int


@dataclass(frozen=True, slots=True)
class Case:
    """A complaint as it stands; `version` counts its changes.

    `zone` is the city's IANA time zone. `apart`: it is a partner's, a colleague's or the press's. `home` is
    the keyed hash of the home that it is about, None where no unit was named, and once it is erased.
    `reopened` are the instants at which it was taken up again.
    """

    number: str
    version: int
    city: str
    zone: str
    received_at: datetime
    kind: str
    severity: str
    status: str
    channel: str
    team: str
    apart: bool = False
    project: str | None = None
    category: str | None = None
    filer: str | None = None
    handler: str | None = None
    cause: str | None = None
    department: str | None = None
    contractor: str | None = None
    answered_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    promises: tuple[Promise, ...] = ()
    breaches: tuple[Breach, ...] = ()
    reopened: tuple[datetime, ...] = ()
    judged: Judged | None = None
    offered: tuple[Offered, ...] = ()
    home: str | None = None
    erased: bool = False

    @property
    def open(self) -> bool:
        """Whether work on it goes on."""
        return self.status not in ENDED

    @property
    def settled(self) -> bool:
        """Whether it was resolved, and is not taken up again."""
        return self.status in SETTLED


def position_of(case: Case) -> str:
    """Give where a complaint stands among those of its month: they sort as they were received."""
    return f"{instant(case.received_at)}#{case.number}"


SETTLED = frozenset({"resolved", "closed"})
ENDED = SETTLED | {"rejected", "merged"}
