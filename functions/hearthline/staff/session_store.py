"""Where the staff's sessions stand: the only place that knows their items. Of tokens it has hashes only."""

from dataclasses import dataclass
from datetime import datetime

from hearthline.platform.access import Principal
from hearthline.platform.codec import dump, load
from hearthline.platform.table import Delete, Put, Table

_HEAD = "A"


@dataclass(frozen=True, slots=True)
class Session:
    """Whose it is, with the rights of the tokens it began by, when it began and when it ends."""

    staff: Principal
    began_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class _Kept:
    staff: str
    began_at: datetime
    until: datetime
    roles: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    hq: bool = False


class SessionStore:
    """Sessions in a table of their own. Each call is one request."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def begin(self, token_hash: str, session: Session, instead_of: str | None = None) -> None:
        """Keep a session; what the same browser had before ends with it."""
        staff = session.staff
        roles, cities = tuple(sorted(staff.roles)), tuple(sorted(staff.cities))
        kept = dump(_Kept(staff.id, session.began_at, session.until, roles, cities, staff.hq))
        # DynamoDB removes it some day; nobody waits for that.
        gone = int(session.until.timestamp())
        put = Put({"pk": _place(token_hash), "sk": _HEAD, **kept, "expires_at": gone})
        ended = [Delete(_place(instead_of), _HEAD)] if instead_of else []
        self._table.transact([put, *ended])

    def find(self, token_hash: str) -> Session | None:
        """Read a session as it stands now; None where there is none."""
        found = self._table.get(_place(token_hash), _HEAD)
        if found is None:
            return None
        kept = load(_Kept, found)
        staff = Principal(kept.staff, frozenset(kept.roles), frozenset(kept.cities), kept.hq)
        return Session(staff, kept.began_at, kept.until)

    def end(self, token_hash: str) -> None:
        """End a session, if there is one."""
        self._table.transact([Delete(_place(token_hash), _HEAD)])


def _place(token_hash: str) -> str:
    return f"S#{token_hash}"
