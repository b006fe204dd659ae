"""Contracts of homes for analysis: months and states, without owners, numbers and addresses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from hearthline.analytics.exporting import Gathered, Run
from hearthline.analytics.tables import Column, Kind, Table
from hearthline.analytics.words import Words
from hearthline.homes import keys
from hearthline.homes.model import Contract, Home
from hearthline.homes.store import HomeStore
from hearthline.platform.fingerprints import Fingerprints

PAGE: Final = 1000
TEXT, INTEGER, FLAG = Kind.TEXT, Kind.INTEGER, Kind.FLAG


@dataclass(frozen=True, slots=True)
class Sale:
    """A contract as told of here."""

    home: Home
    contract: Contract
    words: Words


def _month(day: date | None) -> str | None:
    return f"{day:%Y-%m}" if day else None


CONTRACTS: Final = Table(
    "contracts",
    1,
    "one row for each contract that the sales system told of; written when everything is, on Sundays",
    (("city", "code of the city"),),
    (
        Column("project", TEXT, "the project", lambda s: s.words.word("project", s.home.address.project)),
        Column(
            "home",
            TEXT,
            "pseudonym of the home, as `complaints` has it",
            lambda s: s.words.pseudonym("home", s.home.id),
        ),
        Column(
            "state",
            TEXT,
            "announced, signed, handed_over or cancelled",
            lambda s: s.contract.state.value,
        ),
        Column("signed_month", TEXT, "month of signing, YYYY-MM", lambda s: _month(s.contract.signed_on)),
        Column(
            "handed_over_month",
            TEXT,
            "month of handover, YYYY-MM",
            lambda s: _month(s.contract.handed_over_on),
        ),
        Column(
            "cancelled_month",
            TEXT,
            "month of cancellation, YYYY-MM",
            lambda s: _month(s.contract.cancelled_on),
        ),
        Column(
            "passed_on",
            FLAG,
            "whether it came to somebody who did not buy it",
            lambda s: s.contract.transferred_on is not None,
        ),
        Column(
            "referred",
            FLAG,
            "whether a referral code came with it",
            lambda s: s.contract.referral_code is not None,
        ),
        Column("buyers", INTEGER, "persons who signed it", lambda s: len(s.contract.buyers)),
    ),
)


class Contracts:
    """Gathers the contracts of a city, when everything is written."""

    name = "contracts"
    tables = (CONTRACTS,)

    def __init__(self, homes: HomeStore, prints: Fingerprints, words: Callable[[datetime], Words]) -> None:
        self._homes = homes
        self._prints = prints
        self._words = words

    def places(self, run: Run) -> list[str]:
        """Give the cities that have projects; none but when everything is written."""
        return sorted({city for city, _ in self._homes.projects()}) if run.everything else []

    def gather(self, place: str, run: Run) -> Gathered:
        """Read a city's homes: a query for each project and building, a request for each hundred homes."""
        words = self._words(run.as_of)
        projects = [name for city, name in self._homes.projects() if city == place]
        found = self._homes.load_many(self._ids(place, projects))
        sales = [Sale(home, one, words) for home in found.values() for one in home.contracts]
        rows = sorted(sales, key=lambda sale: tuple(str(value) for value in CONTRACTS.row(sale)))
        return Gathered({"city": place}, {CONTRACTS.name: rows})

    def _ids(self, city: str, projects: list[str]) -> Iterator[str]:
        for project in projects:
            for building in self._names(keys.buildings(city, project)):
                for unit in self._names(keys.units(city, project, building)):
                    yield self._prints.place(city, project, building, unit)

    def _names(self, partition: str) -> Iterator[str]:
        after: str | None = None
        while True:
            names, after = self._homes.names(partition, after, PAGE)
            yield from names
            if after is None:
                return
