"""A home and what the sales system says of it: plain values, no rules.

The events are all that is kept as fact; a home is what they add up to, in the order in which they happened,
whatever order they came in. Owners are persons by id: no name and no contact stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class FeedType(StrEnum):
    """What the sales system tells of."""

    HOME_DESCRIBED = "home_described"
    CONTRACT_SIGNED = "contract_signed"
    HANDED_OVER = "handed_over"
    OWNERSHIP_TRANSFERRED = "ownership_transferred"
    CONTRACT_CANCELLED = "contract_cancelled"


@dataclass(frozen=True, slots=True)
class Address:
    """Which home: a unit of a building of a project of a city, as people write them."""

    city: str
    project: str
    building: str
    unit: str


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One fact, as it was told: `id` is the sales system's, `at` when it happened, `owners` person ids.

    `contract` is None for what describes the home itself. `contractors` by trade, `warranties` by part in
    months from handover, each overriding what was said before of that trade or part.
    """

    id: str
    type: FeedType
    at: datetime
    home: Address
    contract: str | None = None
    owners: tuple[str, ...] = ()
    on: date | None = None
    referral_code: str | None = None
    contractors: Mapping[str, str] = field(default_factory=dict)
    warranties: Mapping[str, int] = field(default_factory=dict)


class ContractState(StrEnum):
    """Where a contract stands."""

    ANNOUNCED = "announced"
    SIGNED = "signed"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Share:
    """That somebody owns a home by a contract, or owned it once.

    `since` is when it was passed on to them, None for who bought it; `until` when they passed it on or the
    contract was cancelled, None while they own it.
    """

    person: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """One purchase of a home. `buyers` signed it, the first named first; `owners` own it now.

    `announced`: something is known of it, but not yet its signing. `shares`: everybody who owns or owned it.
    `cancelled` is final: a number is not signed again.
    """

    number: str
    state: ContractState
    buyers: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    signed_at: datetime | None = None
    signed_on: date | None = None
    handed_over_on: date | None = None
    transferred_on: date | None = None
    cancelled_on: date | None = None
    referral_code: str | None = None
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """What is known of a home. `id` is the keyed hash of its address, as complaints about it carry it.

    `handed_over_on` is the handover that warranties run from: that of the newest sale that stands. `named` is
    everybody whom any of its events names, also where a later one corrects it. `version` counts its events.
    """

    id: str
    address: Address
    contracts: tuple[Contract, ...] = ()
    contractors: Mapping[str, str] = field(default_factory=dict)
    warranties: Mapping[str, int] = field(default_factory=dict)
    handed_over_on: date | None = None
    named: tuple[str, ...] = ()
    version: int = 1

    @property
    def owners(self) -> tuple[str, ...]:
        """Who owns it by a sale that is known to be signed, each once."""
        return tuple(
            dict.fromkeys(
                owner
                for contract in self.contracts
                if contract.state is not ContractState.ANNOUNCED
                for owner in contract.owners
            )
        )
