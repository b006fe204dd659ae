"""What the routes about homes answer."""

from typing import Literal

from infra.contract.values import Count, Day, Shape


class FeedError(Shape):
    """What is wrong with an event."""

    pointer: str
    """Where, as a JSON Pointer into the event itself."""
    detail: str


class FeedResult(Shape):
    """What became of one event."""

    event_id: str | None
    """As it was sent; null where it has none that can be read."""
    outcome: Literal["accepted", "duplicate", "rejected", "retry"]
    """`accepted`: it counts. `duplicate`: it had been taken before, as it is. `rejected`: it never will be;
    `errors` say why. `retry`: nothing is wrong with it, storage could not take it now; send it again."""
    errors: list[FeedError]


class FeedAnswer(Shape):
    """What became of each event, in the order in which they were sent."""

    results: list[FeedResult]


class Named(Shape):
    """One to pick."""

    name: str


class NamedPage(Shape):
    """A page of names, in their order."""

    items: list[Named]
    next_cursor: str | None
    """Where the next page begins; null on the last."""


class OwnAddress(Shape):
    """Which home."""

    city: str
    project: str
    building: str
    unit: str


class OwnWarranty(Shape):
    """How long a part of the home is under warranty."""

    part: str
    months: Count
    """From the handover."""
    until: Day | None
    """Its last day; null before the handover."""


class OwnContractor(Shape):
    """Who built what."""

    trade: str
    contractor: str


class OwnHome(Shape):
    """A home by a contract that is the person's, or was."""

    home: OwnAddress
    contract: str
    state: Literal["signed", "handed_over", "cancelled"]
    bought: bool
    """Whether they bought it; false for who got it later."""
    signed_on: Day
    handed_over_on: Day | None
    passed_on: Day | None
    """When it came to who did not buy it."""
    until: Day | None
    """When they passed it on, or the contract was cancelled; null while they own it."""
    warranties: list[OwnWarranty]
    contractors: list[OwnContractor]


class OwnHomes(Shape):
    """One's homes, the latest signed first."""

    items: list[OwnHome]
