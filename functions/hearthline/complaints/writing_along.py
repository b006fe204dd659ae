"""What is written along with a complaint, and why a write or a timer came to nothing."""

from dataclasses import dataclass

from hearthline.platform.attributes import Item
from hearthline.platform.limits import Limit


@dataclass(frozen=True, slots=True)
class Counted:
    """One use of a rate limit by somebody (a keyed hash)."""

    limit: Limit
    who: str


class NotAlso(Exception):
    """What was to be written along with a change was refused; `item` is what stands in its way."""

    def __init__(self, item: Item | None) -> None:
        super().__init__()
        self.item = item


class TimerStuck(Exception):
    """A timer is due, and yet nothing is owed: the item contradicts itself."""
