"""One clock for a page: instants and days as its reader says them, with the machine's form beside."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from markupsafe import Markup

from hearthline.pages.times import day_and_time, day_in_words
from hearthline.platform.instants import instant, read_instant

_TYPED: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_TIME = Markup('<time datetime="{}">{}</time>')


@dataclass(frozen=True, slots=True)
class WallClock:
    """The clock of a zone, in a language. Instants are RFC 3339 texts, as in the API's answers."""

    zone: str
    language: str

    def moment(self, at: str) -> Markup:
        """Give an instant with its time of day."""
        return _TIME.format(at, day_and_time(read_instant(at), self.zone, self.language))

    def day_of(self, at: str) -> Markup:
        """Give the day of an instant."""
        return self.day(self._local(read_instant(at)).date())

    def last_day(self, end: str) -> Markup:
        """Give the last day before an instant: of what ends when that begins."""
        return self.day(self._local(read_instant(end) - timedelta(milliseconds=1)).date())

    def day(self, on: date | str) -> Markup:
        """Give a day."""
        day = date.fromisoformat(on) if isinstance(on, str) else on
        return _TIME.format(day.isoformat(), day_in_words(day, self.language))

    def today(self, now: datetime) -> date:
        """Give the day that it is here."""
        return self._local(now).date()

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.zone))


def moment_typed(text: str, zone: str) -> str:
    """Give what was typed into a control of local time as an instant; what is none is given back."""
    if _TYPED.fullmatch(text) is None:
        return text
    try:
        return instant(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))
    except ValueError:
        return text
