"""What notices may tell of a month: a port of notices, filled from insight; codes become names."""

from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import urlencode

from hearthline.complaints.rulebook import Rulebook
from hearthline.insight.digests.figures import DigestFigures, Figures
from hearthline.notices.digests import Bar, DigestCity, NoticeDigest, Three
from hearthline.notices.model import Message

PAGES = "/desk/reports"


class DigestsToTell:
    """Reads the figures of a digest as it is written: four requests for each of its cities."""

    def __init__(
        self, figures: DigestFigures, rulebook: Rulebook, public_url: str, now: Callable[[], datetime]
    ) -> None:
        self._figures = figures
        self._rulebook = rulebook
        self._public_url = public_url
        self._now = now

    def __call__(self, message: Message) -> NoticeDigest:
        """Give what a digest says."""
        now = self._now()
        self._rulebook.refresh(now)
        known = self._rulebook.catalog().cities
        cities = [code for code in message.event.data["cities"] if code in known]
        return self._named(self._figures.read(cities, str(message.event.data["month"]), now))

    def _named(self, of: Figures) -> NoticeDigest:
        catalog = self._rulebook.catalog()
        contractors = catalog.contractors or {}
        return NoticeDigest(
            month=of.month,
            cities=tuple(
                DigestCity(catalog.cities[one.city].names, one.received, one.kept) for one in of.cities
            ),
            received=Three(of.received.now, of.received.before, of.received.year_before),
            kept=Three(of.kept.now, of.kept.before, of.kept.year_before),
            kept_of=of.kept_of,
            breaches=Three(of.breaches.now, of.breaches.before, of.breaches.year_before),
            causes=tuple(Bar(_called(catalog.causes, one.code), one.number, one.before) for one in of.causes),
            without_cause=of.without_cause,
            contractors=tuple(
                Bar(_called(contractors, one.code), one.recurred, one.settled) for one in of.contractors
            ),
            open_by_age=of.open_by_age,
            links={name: self._link(name, of) for name in ("promise", "causes", "contractors", "open")},
        )

    def _link(self, name: str, of: Figures) -> str:
        page = f"{self._public_url}{PAGES}"
        if name == "open":
            return page
        [*cities] = of.cities
        city = {"city": cities[0].city} if len(cities) == 1 else {}
        return f"{page}/{name}?{urlencode({'from': of.month, 'to': of.month, **city})}"


def _called(names: Mapping[str, Mapping[str, str]], code: str) -> Mapping[str, str]:
    """Give what a code is called; where no list is kept it is a name itself."""
    return names.get(code) or {"zh": code, "en": code}
