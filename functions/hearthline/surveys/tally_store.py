"""Where tallies live: the only place that knows the items of counts, and of what was counted."""

from typing import Any, Final

from hearthline.platform.table import Guard, Table
from hearthline.surveys import keys
from hearthline.surveys.tally import Standing, standing

_NOT_COUNTS: Final = frozenset({"pk", "sk", "group"})


class TallyStore:
    """Tallies in the surveys table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def standing(self, campaign: str) -> Standing:
        """Read how many invitations of a campaign are in which state, consistently. One request."""
        begins = Guard("begins_with(sk, :progress)", {}, {":progress": keys.PROGRESS})
        found = self._table.query(("pk", keys.campaign(campaign)), begins, consistent=True)
        return standing(_counts(item) for item in found.items)


def _counts(item: dict[str, Any]) -> dict[str, int]:
    return {name: value for name, value in item.items() if name not in _NOT_COUNTS}
