"""What the contracts of the events about complaints have in common: the case, and the forms of its values."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hearthline.complaints.model import Kind, Severity, Status
from hearthline.platform.event_contracts import Contract, Envelope

EntryKey = Annotated[str, StringConstraints(pattern=r"^T#\d{6}#\d{2}$")]
Number = Annotated[str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{9}$")]
Level = Literal["handler", "lead", "manager", "group"]


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
