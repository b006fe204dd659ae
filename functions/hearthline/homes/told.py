"""What the sales system tells, as it was read: a plain value, or what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from hearthline.homes.model import Address, FeedEvent, FeedType
from hearthline.platform.problems import FieldError


@dataclass(frozen=True, slots=True)
class Buyer:
    """A customer as the sales system knows them: its number, phone in E.164, e-mail in lower case."""

    number: str
    name: str
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it was told. `body` is the whole of it as text, always spelled alike."""

    id: str
    type: FeedType
    at: datetime
    home: Address
    body: str
    contract: str | None = None
    people: tuple[Buyer, ...] = ()
    on: date | None = None
    referral_code: str | None = None
    contractors: Mapping[str, str] = field(default_factory=dict)
    warranties: Mapping[str, int] = field(default_factory=dict)

    def event(self, owners: tuple[str, ...]) -> FeedEvent:
        """Give the fact that is kept: persons by id, without what says who they are."""
        return FeedEvent(
            id=self.id,
            type=self.type,
            at=self.at,
            home=self.home,
            contract=self.contract,
            owners=tuple(dict.fromkeys(owners)),
            on=self.on,
            referral_code=self.referral_code,
            contractors=self.contractors,
            warranties=self.warranties,
        )


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An event that cannot be taken; `id` where it has one."""

    id: str | None
    errors: tuple[FieldError, ...]


class Customers(Protocol):
    """Who the sales system's customers are."""

    def identify(
        self, *, number: str, name: str, phone: str | None, email: str | None, city: str, now: datetime
    ) -> str:
        """Give the id of the person that this customer is; a new one where nobody is found."""
        ...


class Cities(Protocol):
    """Which cities there are."""

    def __call__(self, now: datetime) -> Mapping[str, Any]:
        """Give the cities in force, by code."""
        ...
