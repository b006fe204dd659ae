"""Which months an export writes."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

RECENT: Final = 24
"""Months that are written each day, the present one among them."""
ALL: Final = 180
"""Months that are written when everything is: fifteen years."""


def months(now: datetime, zone: ZoneInfo, count: int) -> list[str]:
    """Give the last months as YYYY-MM by the calendar of a zone, the present one last."""
    here = now.astimezone(zone)
    latest = here.year * 12 + here.month - 1
    return [f"{one // 12:04d}-{one % 12 + 1:02d}" for one in range(latest - count + 1, latest + 1)]
