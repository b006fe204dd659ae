"""Instants as text: RFC 3339, UTC, milliseconds, always 24 characters, so that they sort as strings."""

import re
from datetime import UTC, datetime
from typing import Final

_RFC3339: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?"
    r"(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)


def instant(moment: datetime) -> str:
    """Write an aware datetime as ``2026-11-22T08:00:00.000Z``; what is below a millisecond is cut off.

    Raises ValueError for a datetime without a zone: nobody can know what it means.
    """
    if moment.utcoffset() is None:
        raise ValueError("an instant needs a time zone")
    try:
        return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"
    except OverflowError:
        raise ValueError("an instant outside the years 1 to 9999 of UTC") from None


def read_instant(text: str) -> datetime:
    """Read any RFC 3339 date-time (``Z`` or an offset) as an aware UTC datetime, cut to whole milliseconds.

    Raises ValueError for anything else: no zone, a bare date, a leap second, a day that doesn't exist.
    """
    if _RFC3339.fullmatch(text) is None:
        raise ValueError("not an RFC 3339 instant, such as 2026-11-22T08:00:00.000Z")
    try:
        moment = datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("not a date that exists") from None
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
