"""The composite index as staff read it: the score with its breakdown, and what has no data."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from hearthline.platform.access import Principal
from hearthline.platform.documents import Documents
from hearthline.surveys.index import COMPOSITE_INDEX, Part, from_document, score
from hearthline.surveys.index_figures import Promises, readings
from hearthline.surveys.results_reading import Read

ZONE: Final = ZoneInfo("Asia/Shanghai")
"""By whose clock the last whole month is the last."""

Seen = Callable[[Principal, str, None, datetime], Read]
"""Gives a campaign to who may read its results; raises Problem 403 or 404."""


class CompositeIndex:
    """The index of campaigns, by the document in force."""

    def __init__(self, seen: Seen, documents: Documents, promises: Promises) -> None:
        self._seen = seen
        self._documents = documents
        self._promises = promises

    def read(self, principal: Principal, identity: str, month: str | None, now: datetime) -> dict[str, Any]:
        """Give the index of a campaign as far as the reader's cities go, with the promise of one month.

        That is the last whole month where none is named. Raises Problem 403 or 404.
        """
        read = self._seen(principal, identity, None, now)
        self._documents.refresh(now)
        document = self._documents.latest(COMPOSITE_INDEX)
        components = from_document(document)
        of_month = month or last_month(now)
        cities = read.scope.cities if read.scope.cities is not None else read.campaign.cities
        found = score(components, readings(components, read, lambda: self._promises(of_month, cities)))
        return {
            "campaign": identity,
            "version": document["version"],
            "month": of_month,
            "score": None if found.score is None else round(found.score, 1),
            "points": round(found.points, 2),
            "counted_weight": found.counted,
            "weight": found.weight,
            "missing": [part.component.code for part in found.missing],
            "components": [_part(part) for part in found.parts],
        }


def last_month(now: datetime) -> str:
    """Give the last whole month, as YYYY-MM."""
    first = now.astimezone(ZONE).date().replace(day=1)
    return f"{first - timedelta(days=1):%Y-%m}"


def _part(part: Part) -> dict[str, Any]:
    component, reading = part.component, part.reading
    figure = component.figure
    return {
        "code": component.code,
        "names": dict(component.names),
        "weight": component.weight,
        "points": None if part.points is None else round(part.points, 2),
        "source": figure.source.value,
        "figure": figure.name or None,
        "question": figure.question,
        "value": None if reading.value is None else round(reading.value, 4),
        "n": reading.n,
        "missing": reading.missing,
        "as_of": figure.as_of.isoformat() if figure.as_of else None,
        "origin": figure.origin,
    }
