"""Where sessions stand: the only place that knows their items. Tokens are stored as hashes only."""

from dataclasses import dataclass
from datetime import datetime

from hearthline.members import keys
from hearthline.members.stored import StoredPerson, stored_from
from hearthline.platform.codec import dump, load
from hearthline.platform.table import Delete, Put, Table


@dataclass(frozen=True, slots=True)
class Session:
    """Whose it is, when it began and when it ends."""

    person: str
    began_at: datetime
    until: datetime


class SessionStore:
    """Sessions in the members table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def begun(self, token_hash: str, session: Session) -> Put:
        """Give the action that begins a session."""
        expires_at = int(session.until.timestamp())
        place = {"pk": keys.person(session.person), "sk": keys.session(token_hash)}
        return Put({**place, **dump(session), "expires_at": expires_at})

    def ended(self, token_hash: str, person: str) -> Delete:
        """Give the action that ends a session."""
        return Delete(keys.person(person), keys.session(token_hash))

    def end(self, token_hash: str, person: str) -> None:
        """End a session, if there is one. One request."""
        self._table.transact([self.ended(token_hash, person)])

    def open(self, token_hash: str, person: str) -> tuple[Session, StoredPerson] | None:
        """Read a session and whose it says it is, as they stand now, in one request; None if any is not."""
        wanted = [(keys.person(person), keys.session(token_hash)), (keys.person(person), keys.HEAD)]
        found = {item["sk"]: item for item in self._table.get_many(wanted, consistent=True)}
        session, head = (found.get(sk) for _, sk in wanted)
        return (load(Session, session), stored_from(head)) if session and head else None
