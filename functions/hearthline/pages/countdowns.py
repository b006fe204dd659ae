"""How long until a deadline, or since it, in words; the desk's script says it alike, and lets it run."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

_HOUR = 60
_DAY = 24 * _HOUR


def time_left(due: datetime, now: datetime, words: Mapping[str, Any]) -> str:
    """Give ``2 h 5 min left`` or ``3 d 4 h overdue``; `words` are those of the page named `left`."""
    seconds = (due - now).total_seconds()
    span = _span(int(abs(seconds)) // 60, words)
    return str(words["late" if seconds < 0 else "left"]).format(span)


def _span(minutes: int, words: Mapping[str, Any]) -> str:
    """Give the two largest units that say something; beyond a day minutes say nothing."""
    days, rest = divmod(minutes, _DAY)
    hours, left = divmod(rest, _HOUR)
    named = [("days", days), ("hours", hours)] + ([] if days else [("minutes", left)])
    said = [str(words[unit]).format(count) for unit, count in named if count]
    return " ".join(said) or str(words["moment"])
