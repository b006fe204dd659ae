"""What the contracts of all events have in common: the envelope, the case, and the forms of their values."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from hearthline.complaints.model import Kind, Severity, Status

Instant = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
EntryKey = Annotated[str, StringConstraints(pattern=r"^T#\d{6}#\d{2}$")]
Number = Annotated[str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{9}$")]
Level = Literal["handler", "lead", "manager", "group"]


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


class ComplaintEvent(Envelope):
    """An event about one complaint."""

    id: Annotated[str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{9}\.[1-9]\d*\.\d+$")]
    subject: Annotated[str, StringConstraints(pattern=r"^complaint/[0-9A-HJKMNP-TV-Z]{9}$")]


class Case(Contract):
    """How the complaint stands after the change that the event belongs to."""

    city: str = Field(description="code of the city")
    project: str | None = Field(description="the project of the home, if one is named")
    kind: Kind = Field(description="what the customer brings")
    severity: Severity = Field(description="how grave it is")
    status: Status = Field(description="where the case stands")
    language: str = Field(description="the customer's, `zh` or `en`")
    channel: str = Field(description="how it came in")
    assignee: str | None = Field(description="the staff member who has it")
    team: str = Field(description="the team that has it")
    entry: EntryKey = Field(
        description="sort key of the timeline entry, which holds the text if there is any"
    )
