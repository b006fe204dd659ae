"""What the contracts of all events have in common: the envelope, and the forms of its values.

For whoever subscribes to the bus. The functions don't use them: a worker should not pay for a validation
library at its start. Consumers skip fields they don't know; within a version fields are only added.
"""

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Instant = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]


class Contract(BaseModel):
    """What all contracts share: no field beyond those named."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Author(Contract):
    """Who did it."""

    kind: Literal["customer", "staff", "system"]
    id: str | None = Field(description="the staff member's; null for customers and the system")


class Envelope(Contract):
    """What every event carries around its `data`."""

    id: str = Field(description="unique; the same when an event is delivered again")
    type: str = Field(description="what happened")
    version: Literal[1] = Field(description="of this contract")
    at: Instant = Field(description="when it was recorded")
    subject: str = Field(description="what it is about")
    actor: Author = Field(description="who did it")
    data: Any = Field(description="see each type")


def type_of(contract: type[Envelope]) -> str:
    """Give the `type` that a contract is about."""
    (name,) = get_args(contract.model_fields["type"].annotation)
    return str(name)
