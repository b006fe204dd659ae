"""Where answers that stand apart from invitations are read."""

from collections.abc import Iterator

from hearthline.platform.codec import load
from hearthline.platform.table import Table
from hearthline.surveys import keys
from hearthline.surveys.model import AnonymousAnswer


class AnonymousStore:
    """Answers of the surveys table that lead to no invitation."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of_day(self, campaign: str, day: str) -> Iterator[AnonymousAnswer]:
        """Give the answers of one day, read consistently: a request for each 1 MB."""
        for item in self._table.query_all(("pk", keys.anonymous(campaign, day)), consistent=True):
            yield load(AnonymousAnswer, item)
