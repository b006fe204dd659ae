"""Rate limits counted in the same transaction as the write they protect: no extra request, no race.

A counter is an item for (scope, who, window); the transaction fails when it is full. `who` is always a keyed
hash. DynamoDB's TTL removes old counters; nothing depends on when.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hearthline.platform.table import Guard, Update

NETWORK_BITS = 64
"""What one subscriber has of IPv6 (RFC 6177): whoever may change the rest counts once."""


def network_of(address: str) -> str:
    """Give what a source address is counted as: itself, of IPv6 its network; what is no address, itself."""
    if ":" not in address:
        return address
    from ipaddress import ip_address

    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    plain = getattr(parsed, "ipv4_mapped", None)
    return str(plain) if plain else f"{int(parsed) >> (128 - NETWORK_BITS):016x}/{NETWORK_BITS}"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` writes of one `scope` in each `window`, for each caller."""

    scope: str
    most: int
    window: timedelta

    def count(self, who: str, now: datetime) -> Update:
        """Give the action that counts one write; its condition fails when the window is full."""
        start = self._window_start(now)
        full = Guard("attribute_not_exists(#n) OR #n < :most", {"#n": "used"}, {":most": self.most})
        return Update(
            f"R#{self.scope}#{who}",
            str(start),
            "ADD #n :one SET expires_at = :gone",
            {"#n": "used"},
            {":one": 1, ":gone": start + 2 * self._seconds()},
            full,
        )

    def retry_after(self, now: datetime) -> int:
        """Give the seconds until the window ends, at least 1."""
        return max(1, self._window_start(now) + self._seconds() - int(now.timestamp()))

    def _seconds(self) -> int:
        return int(self.window.total_seconds())

    def _window_start(self, now: datetime) -> int:
        return int(now.timestamp()) // self._seconds() * self._seconds()
