"""Where answers that stand apart from invitations are read."""

from collections.abc import Iterator

from hearthline.platform.codec import load
from hearthline.platform.table import Guard, Table
from hearthline.surveys import keys
from hearthline.surveys.model import AnonymousAnswer


class AnonymousStore:
    """Answers of the surveys table that lead to no invitation."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of_day(self, campaign: str, day: str, begin: str, end: str) -> Iterator[AnonymousAnswer]:
        """Give the answers of one day whose ids lie between two, read consistently; each MB a request."""
        between = Guard("sk BETWEEN :begin AND :end", {}, {":begin": begin, ":end": end})
        key = ("pk", keys.anonymous(campaign, day))
        for item in self._table.query_all(key, between, consistent=True):
            yield load(AnonymousAnswer, item)
