"""The contract of the event that a digest follows from."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hearthline.platform.event_contracts import Contract, Envelope


class OfDigest(Contract):
    """Whose digest it is, and of what."""

    staff: str = Field(description="id of the member of staff")
    month: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d$")] = Field(
        description="which month it is of"
    )
    cities: list[str] = Field(description="codes of the cities that they lead or manage")


class MonthlyDigestDue(Envelope):
    """A month is over, and who leads or manages a city is to read what came of it; once for each of them."""

    id: Annotated[str, StringConstraints(pattern=r"^digest\.\d{4}-\d\d\.[0-9a-f]{16}$")]
    type: Literal["monthly_digest.due"]
    data: OfDigest


EVENTS: tuple[type[Envelope], ...] = (MonthlyDigestDue,)
"""Every contract."""
