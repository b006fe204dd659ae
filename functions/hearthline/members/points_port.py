"""What purchases and referrals ask of the ledger."""

from datetime import datetime
from typing import Protocol


class PointsBook(Protocol):
    """Moves points, each source once; see `ledger`."""

    def earn(self, person: str, rule: str, source: str, amount: int | None, now: datetime) -> bool:
        """Credit what a rule gives; False where it gives nothing, or this source has given already."""
        ...

    def reverse(self, person: str, source: str, now: datetime) -> bool:
        """Take back what a source did; False where it has done nothing, or that was taken back already."""
        ...

    def stands(self, person: str, source: str) -> bool:
        """Tell whether a source has moved this person's balance, and that was not taken back."""
        ...
