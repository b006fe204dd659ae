"""Who owns a home: a port of members, filled from homes."""

from hearthline.homes.store import HomeStore


class HomeOwners:
    """Reads owners: one request."""

    def __init__(self, homes: HomeStore) -> None:
        self._homes = homes

    def __call__(self, home: str) -> tuple[str, ...]:
        """Give the ids of those who own a home now, each once; nobody for one that there isn't."""
        found = self._homes.load(home)
        return found.owners if found else ()
