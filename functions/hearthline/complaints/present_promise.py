"""How the promise is kept this month, as the front page shows it to everyone."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from hearthline.complaints.board import Board

A_MINUTE: Final = timedelta(minutes=1)


class PresentPromise:
    """Counts at most once a minute in each process: counting reads a query for each city."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._counted: Mapping[str, Any] = {}
        self._at: datetime | None = None

    def present(self, now: datetime) -> Mapping[str, Any]:
        """Give the figures of the present month, by city, as `Board.promise` defines them."""
        if self._at is None or not timedelta() <= now - self._at < A_MINUTE:
            self._counted, self._at = self._board.promise(city=None, project=None, month=None, now=now), now
        return self._counted
