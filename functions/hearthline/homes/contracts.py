"""The contract of each event about homes."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hearthline.platform.event_contracts import Contract, Envelope

HomeId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
PersonId = Annotated[str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{16}$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]


class HomeEvent(Envelope):
    """An event about one home."""

    id: Annotated[str, StringConstraints(pattern=r"^home\.[0-9a-f]{32}\.[1-9]\d*\.\d+$")]
    subject: Annotated[str, StringConstraints(pattern=r"^home/[0-9a-f]{32}$")]


class OfHome(Contract):
    """Which home."""

    home: HomeId = Field(description="id of the home, a keyed hash of its address")
    city: str = Field(description="code of its city")
    project: str = Field(description="name of its project")


class HomeChanged(HomeEvent):
    """Something about a home is another now, or it is new; read it where it stands."""

    type: Literal["home.changed"]
    data: OfHome


class Step(OfHome):
    """Of which contract, whom it concerns, and on which day it was."""

    contract: str = Field(description="number of the contract")
    persons: list[PersonId] = Field(description="ids of the persons whom it concerns, the first named first")
    on: Day = Field(description="the day on which it happened")


class HomeContractSigned(HomeEvent):
    """A contract is known to be signed, by its buyers."""

    type: Literal["home.contract_signed"]
    data: Step


class HomeHandedOver(HomeEvent):
    """A home is known to be handed over by a signed contract; where the signing came late, told with it."""

    type: Literal["home.handed_over"]
    data: Step


class HomeOwnershipTransferred(HomeEvent):
    """A home went to other owners, who are named."""

    type: Literal["home.ownership_transferred"]
    data: Step


class HomeContractCancelled(HomeEvent):
    """A signed contract is known to be cancelled; its buyers are named."""

    type: Literal["home.contract_cancelled"]
    data: Step


EVENTS: tuple[type[Envelope], ...] = (
    HomeChanged,
    HomeContractSigned,
    HomeHandedOver,
    HomeOwnershipTransferred,
    HomeContractCancelled,
)
"""Every contract."""
