"""Which cities there are, and which day it is in them: what catalog and club rules say of places."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hearthline.platform.documents import Documents

CATALOG = "catalog"
CLUB = "club"


class Places:
    """The cities of the documents in force. Each use case calls `refresh` first, with its own instant."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def refresh(self, now: datetime) -> None:
        """Take in what was saved since, at most once a minute."""
        self._documents.refresh(now)

    def has(self, city: str) -> bool:
        """Tell whether there is such a city."""
        return city in self._cities()

    def zone(self, city: str | None) -> ZoneInfo:
        """Give the time zone of a city; the club's own for none, and for one that there isn't any more."""
        found = self._cities().get(city or "")
        return ZoneInfo(found["zone"] if found else self._documents.latest(CLUB)["zone"])

    def today(self, city: str | None, now: datetime) -> date:
        """Give the day that it is in a city, or where the club is."""
        return now.astimezone(self.zone(city)).date()

    def _cities(self) -> Mapping[str, Any]:
        return {city["code"]: city for city in self._documents.latest(CATALOG)["cities"]}
