"""Picking a home: project, building, unit, as the sales system has told of them; nothing of owners."""

from datetime import datetime, timedelta
from typing import Any, Final

from hearthline.homes import keys
from hearthline.homes.store import HomeStore
from hearthline.platform.cursors import Cursors

A_MINUTE: Final = timedelta(minutes=1)


class Picking:
    """What anybody may pick from. Projects are read once a minute at most."""

    def __init__(self, store: HomeStore, cursors: Cursors) -> None:
        self._store = store
        self._cursors = cursors
        self._projects: dict[str, list[str]] = {}
        self._read_at: datetime | None = None

    def projects(self, now: datetime) -> dict[str, list[str]]:
        """Give the names of each city's projects."""
        if self._read_at is None or now - self._read_at >= A_MINUTE:
            found: dict[str, list[str]] = {}
            for city, name in self._store.projects():
                found.setdefault(city, []).append(name)
            self._projects, self._read_at = found, now
        return self._projects

    def buildings(self, city: str, project: str, limit: int, cursor: str | None) -> dict[str, Any]:
        """Give a page of the buildings of a project, however it is spelled; empty for an unknown one."""
        return self._page(keys.buildings(city, project), limit, cursor)

    def units(self, city: str, project: str, building: str, limit: int, cursor: str | None) -> dict[str, Any]:
        """Give a page of the units of a building, in the same way."""
        return self._page(keys.units(city, project, building), limit, cursor)

    def _page(self, partition: str, limit: int, cursor: str | None) -> dict[str, Any]:
        after = self._cursors.open(partition, cursor)["after"] if cursor else None
        names, last = self._store.names(partition, after, limit)
        following = self._cursors.seal(partition, {"after": last}) if last else None
        return {"items": [{"name": name} for name in names], "next_cursor": following}
