"""The bodies of the sales feed: one for each event, read one by one so that one at fault stops no other."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field

from hearthline.homes.model import Address, FeedType
from hearthline.homes.told import Buyer, Told, Unreadable
from hearthline.platform.bodies import read
from hearthline.platform.fields import Body, Code, Day, Email, Moment, Name, Phone, Place
from hearthline.platform.json_text import write_json
from hearthline.platform.problems import FieldError, Problem
from hearthline.platform.text_rules import clean_text

MOST_EVENTS = 100
LARGEST_BODY = 256 * 1024
MOST_PEOPLE = 20
MOST_NAMED = 50

EventId = Annotated[str, Field(pattern=r"^[!-~]{1,64}$", examples=["sale-2026-000117"])]
CustomerId = Annotated[str, Field(pattern=r"^[!-~]{1,64}$", examples=["C-20871"])]
Contract = Annotated[
    str,
    Field(min_length=1, max_length=64, examples=["HT-2026-0117"]),
    AfterValidator(lambda text: clean_text(text, 1, 64)),
]
ReferralCode = Annotated[
    str, Field(min_length=1, max_length=40), AfterValidator(lambda text: clean_text(text, 1, 40))
]
Months = Annotated[int, Field(ge=1, le=1200)]


class FeedHome(Body):
    """Which home: all four parts, written as they are written everywhere."""

    city: Code
    project: Place
    building: Place
    unit: Place


class Customer(Body):
    """A customer of the sales system."""

    customer_id: CustomerId
    name: Name
    phone: Phone | None = None
    email: Email | None = None


class FeedBody(BaseModel):
    """`POST /api/feed/events`; what each event must be is looked at one by one."""

    model_config = {"extra": "forbid", "strict": True, "hide_input_in_errors": True}

    events: Annotated[list[Any], Field(min_length=1, max_length=MOST_EVENTS)]


class _Event(Body):
    event_id: EventId
    occurred_at: Moment
    home: FeedHome

    def told(self, body: str) -> Told:
        """Give the plain value."""
        home = self.home
        return Told(
            id=self.event_id,
            type=FeedType(getattr(self, "type")),  # noqa: B009 - each event has its own literal
            at=self.occurred_at,
            home=Address(home.city, home.project, home.building, home.unit),
            body=body,
            **self.facts(),
        )

    def facts(self) -> dict[str, Any]:
        """Give what this event tells beside its place and time: nothing, unless it says so."""
        return {}


class HomeDescribed(_Event):
    """Who built the home, by trade, and how many months each of its parts is under warranty."""

    type: Literal["home_described"]
    contractors: Annotated[dict[Code, Place], Field(max_length=MOST_NAMED)] = Field(default_factory=dict)
    warranties: Annotated[dict[Code, Months], Field(max_length=MOST_NAMED)] = Field(default_factory=dict)

    def facts(self) -> dict[str, Any]:
        """Give contractors and warranties."""
        return {"contractors": self.contractors, "warranties": self.warranties}


class ContractSigned(_Event):
    """A contract was signed; the first buyer is the one whom it names first."""

    type: Literal["contract_signed"]
    contract: Contract
    signed_on: Day
    buyers: Annotated[list[Customer], Field(min_length=1, max_length=MOST_PEOPLE)]
    referral_code: ReferralCode | None = None

    def facts(self) -> dict[str, Any]:
        """Give the contract, its day and its buyers."""
        return {
            "contract": self.contract,
            "on": self.signed_on,
            "people": _people(self.buyers),
            "referral_code": self.referral_code,
        }


class HandedOver(_Event):
    """The home was handed over to who bought it."""

    type: Literal["handed_over"]
    contract: Contract
    handed_over_on: Day

    def facts(self) -> dict[str, Any]:
        """Give the contract and the day."""
        return {"contract": self.contract, "on": self.handed_over_on}


class OwnershipTransferred(_Event):
    """The home went to other owners; who is named owns it from now on, who isn't doesn't."""

    type: Literal["ownership_transferred"]
    contract: Contract
    transferred_on: Day
    owners: Annotated[list[Customer], Field(min_length=1, max_length=MOST_PEOPLE)]

    def facts(self) -> dict[str, Any]:
        """Give the contract, the day and the new owners."""
        return {"contract": self.contract, "on": self.transferred_on, "people": _people(self.owners)}


class ContractCancelled(_Event):
    """A contract came to nothing, for good."""

    type: Literal["contract_cancelled"]
    contract: Contract
    cancelled_on: Day

    def facts(self) -> dict[str, Any]:
        """Give the contract and the day."""
        return {"contract": self.contract, "on": self.cancelled_on}


EVENTS: Mapping[str, type[_Event]] = {
    "home_described": HomeDescribed,
    "contract_signed": ContractSigned,
    "handed_over": HandedOver,
    "ownership_transferred": OwnershipTransferred,
    "contract_cancelled": ContractCancelled,
}


def read_event(given: object) -> Told | Unreadable:
    """Read one event, or say what is wrong with it, by pointers into the event itself."""
    if not isinstance(given, dict):
        return Unreadable(None, (FieldError("", "Must be an object."),))
    identity = given.get("event_id")
    known = identity if isinstance(identity, str) and 0 < len(identity) <= 64 else None
    kind = given.get("type")
    model = EVENTS.get(kind) if isinstance(kind, str) else None
    if model is None:
        return Unreadable(known, (FieldError("/type", f"Must be one of {', '.join(EVENTS)}."),))
    try:
        return read(model, given).told(write_json(_sorted(given)))
    except Problem as problem:
        return Unreadable(known, problem.errors)


def _people(customers: list[Customer]) -> tuple[Buyer, ...]:
    return tuple(Buyer(one.customer_id, one.name, one.phone, one.email) for one in customers)


def _sorted(value: Any) -> Any:
    """Give JSON with the members of every object in one order: who sends them in another says the same."""
    if isinstance(value, dict):
        return {name: _sorted(value[name]) for name in sorted(value)}
    return [_sorted(inner) for inner in value] if isinstance(value, list) else value
