"""What the lives of homes follow from: homes, the document in force, cities. Ports of lifecycle, filled."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hearthline.complaints.rulebook import Rulebook
from hearthline.homes.model import Contract, ContractState, Home
from hearthline.homes.store import HomeStore
from hearthline.lifecycle.model import HomeFacts, Rules, Sale
from hearthline.lifecycle.reading import LIFECYCLE, rules_from_document
from hearthline.lifecycle.timetable import Local
from hearthline.platform.documents import Documents

STANDING = (ContractState.SIGNED, ContractState.HANDED_OVER)


class FactsOfHomes:
    """Reads homes: one request, and one for who their owners are by now."""

    def __init__(self, homes: HomeStore) -> None:
        self._homes = homes

    def __call__(self, identity: str) -> HomeFacts | None:
        """Give what is known of a home, None for one that there isn't."""
        home = self._homes.load(identity)
        return facts_of_home(home) if home else None


def facts_of_home(home: Home) -> HomeFacts:
    """Give what a home's life follows from."""
    sales = tuple(sale for contract in home.contracts if (sale := _sale(contract)))
    at = home.address
    return HomeFacts(home.id, at.city, at.project, home.version, sales, at.building, at.unit)


def _sale(contract: Contract) -> Sale | None:
    """Give a contract as a sale, if it is signed and stands."""
    if contract.state not in STANDING or contract.signed_on is None:
        return None
    return Sale(
        contract=contract.number,
        signed_on=contract.signed_on,
        handed_over_on=contract.handed_over_on,
        transferred_on=contract.transferred_on,
        owners=contract.owners,
    )


class TermsInForce:
    """The document as saved, read through the documents' cache, each version parsed once; cities' clocks."""

    def __init__(self, documents: Documents, rulebook: Rulebook) -> None:
        self._documents = documents
        self._rulebook = rulebook
        self._parsed: dict[int, Rules] = {}

    def rules(self, now: datetime) -> Rules:
        """Give the newest version."""
        self._documents.refresh(now)
        return self._read(self._documents.editions(LIFECYCLE)[0].version)

    def version(self, number: int, now: datetime) -> Rules:
        """Give one version; it may have been saved since the last look."""
        self._documents.refresh(now)
        if not self._documents.has(LIFECYCLE, number):
            self._documents.read_again()
        return self._read(number)

    def local(self, city: str) -> Local | None:
        """Give a city's clock, None for one that the catalog does not name any more."""
        found = self._rulebook.city(city)
        if found is None:
            return None
        return Local(ZoneInfo(found.zone), self._rulebook.calendar(found.calendar).is_working_day)

    def _read(self, number: int) -> Rules:
        if number not in self._parsed:
            self._parsed[number] = rules_from_document(self._documents.version(LIFECYCLE, number))
        return self._parsed[number]
