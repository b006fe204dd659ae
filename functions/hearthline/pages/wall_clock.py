"""One clock for a page: instants and days as its reader says them, with the machine's form beside."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from hearthline.pages.times import day_and_time, day_in_words
from hearthline.platform.instants import read_instant

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
