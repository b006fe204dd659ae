"""What persons own, as their record says it.

A reaction to `home.changed`: everybody whom the home has ever named gets the holdings that it says now. It is
a target state, so it may be done again, late, or twice at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final, Protocol

from hearthline.members.changing import Change, change
from hearthline.members.history import Line
from hearthline.members.model import Holding
from hearthline.members.store import PersonStore, StoredPerson
from hearthline.platform.outbox import SYSTEM, Event

HOME_CHANGED: Final = "home.changed"


class ShareFacts(Protocol):
    """That somebody owns a home by a contract, or owned it once."""

    @property
    def person(self) -> str: ...  # noqa: D102
    @property
    def since(self) -> date | None: ...  # noqa: D102
    @property
    def until(self) -> date | None: ...  # noqa: D102


class ContractFacts(Protocol):
    """One contract; `signed_on` is None until its signing is known."""

    @property
    def number(self) -> str: ...  # noqa: D102
    @property
    def buyers(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def shares(self) -> Sequence[ShareFacts]: ...  # noqa: D102
    @property
    def signed_on(self) -> date | None: ...  # noqa: D102
    @property
    def handed_over_on(self) -> date | None: ...  # noqa: D102
    @property
    def cancelled_on(self) -> date | None: ...  # noqa: D102
    @property
    def referral_code(self) -> str | None: ...  # noqa: D102


class Place(Protocol):
    """Where a home stands."""

    @property
    def city(self) -> str: ...  # noqa: D102
    @property
    def project(self) -> str: ...  # noqa: D102


class HomeFacts(Protocol):
    """One home. `named` are all persons of its events, also those whom a later one corrects."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def address(self) -> Place: ...  # noqa: D102
    @property
    def contracts(self) -> Sequence[ContractFacts]: ...  # noqa: D102
    @property
    def named(self) -> tuple[str, ...]: ...  # noqa: D102


HomeOf = Callable[[str], HomeFacts | None]
"""Reads a home by its hash, as it stands now."""


def held(home: HomeFacts, person: str) -> tuple[Holding, ...]:
    """Give what a person holds or held of a home, by the contracts that are known to be signed."""
    return tuple(
        Holding(
            home=home.id,
            contract=contract.number,
            city=home.address.city,
            project=home.address.project,
            signed_on=contract.signed_on,
            bought=person in contract.buyers,
            first=contract.buyers[:1] == (person,),
            handed_over_on=contract.handed_over_on,
            passed_on=share.since,
            until=share.until,
            cancelled=contract.cancelled_on is not None,
        )
        for contract in home.contracts
        if contract.signed_on is not None
        for share in contract.shares
        if share.person == person
    )


class Holdings:
    """The reaction."""

    def __init__(self, store: PersonStore, homes: HomeOf) -> None:
        self._store = store
        self._homes = homes

    def __call__(self, event: Event, now: datetime) -> None:
        """Bring everybody's holdings of the home to what it says: five requests, and three for each person.

        The home is read again after each person: whoever writes on top of a person has seen the home at
        least as new as whoever wrote that person, so no older state of the home comes to stand last. At the
        end it is read once more, for whoever has taken over one of its persons meanwhile.
        """
        if event.type != HOME_CHANGED:
            return
        identity = str(event.data["home"])
        done: set[str] = set()
        while (home := self._homes(identity)) and (left := [one for one in home.named if one not in done]):
            for stored in self._store.load_many(left, consistent=True).values():
                self._bring_up(stored, identity, now)
            done.update(left)

    def _bring_up(self, stored: StoredPerson, home: str, now: datetime) -> None:
        change(self._store, stored, lambda person: _decided(person, self._homes(home), now))


def _decided(stored: StoredPerson, home: HomeFacts | None, now: datetime) -> Change | None:
    person = stored.person
    if home is None or person.erased_at:
        return None
    others = [one for one in person.holdings if one.home != home.id]
    holdings = tuple(
        sorted((*others, *held(home, person.id)), key=lambda one: (one.signed_on, one.contract, one.home))
    )
    if holdings == person.holdings:
        return None
    line = Line("holdings", now, SYSTEM, {"fields": ["holdings"]}, "person.changed")
    return Change(replace(person, holdings=holdings), [line])
