"""Who owns a home: a port of members, filled from homes."""

from hearthline.homes import keys
from hearthline.homes.model import Home
from hearthline.platform.codec import load
from hearthline.platform.table import Table


class HomeOwners:
    """Reads owners: one request."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def __call__(self, home: str) -> tuple[str, ...]:
        """Give the ids of those who own a home now, each once; nobody for one that there isn't."""
        item = self._table.get(keys.home(home), keys.HEAD)
        contracts = load(Home, item).contracts if item else ()
        return tuple(dict.fromkeys(owner for contract in contracts for owner in contract.owners))
