"""The contracts of early warning: flags of a case, incidents, and the cases that belong to them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hearthline.complaints.contract_parts import Case, ComplaintEvent, Number
from hearthline.complaints.parts import FlagCode
from hearthline.platform.event_contracts import Contract, Envelope


class Flagged(Case):
    """What warns of a case."""

    codes: list[FlagCode] = Field(min_length=1, description="what it was flagged for")
    words: list[str] = Field(
        description="the words of the word list that were found, not the text around them"
    )
    cases: list[Number] = Field(description="the earlier cases of the same home, for `repeated`")
    suggests: Literal["critical"] = Field(description="the severity that a person should consider")


class ComplaintFlagged(ComplaintEvent):
    """The case may be graver than it is graded; group level is told at once."""

    type: Literal["complaint.flagged"]
    data: Flagged


class Linked(Case):
    """The cause that it shares with others."""

    incident: str = Field(description="id of the incident")


class ComplaintLinked(ComplaintEvent):
    """The case was linked to an incident."""

    type: Literal["complaint.linked"]
    data: Linked


class ComplaintUnlinked(ComplaintEvent):
    """The case does not belong to the incident any more."""

    type: Literal["complaint.unlinked"]
    data: Linked


class IncidentEvent(Envelope):
    """An event about one incident."""

    id: Annotated[str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{16}\.[1-9]\d*\.\d+$")]
    subject: Annotated[str, StringConstraints(pattern=r"^incident/[0-9A-HJKMNP-TV-Z]{16}$")]


class IncidentFacts(Contract):
    """How the incident stands after the change that the event belongs to."""

    city: str = Field(description="code of the city")
    project: str | None = Field(description="the project, if one is named")
    category: str | None = Field(description="code of the category that its complaints share, if they do")
    status: Literal["suggested", "open", "closed", "dismissed"] = Field(description="where it stands")


class SuggestedFacts(IncidentFacts):
    """What suggested it."""

    complaints: int = Field(ge=1, description="how many complaints")
    homes: int = Field(ge=1, description="of how many homes")


class IncidentSuggested(IncidentEvent):
    """Complaints of one building, or of one project and category, have gathered; group level is told."""

    type: Literal["incident.suggested"]
    data: SuggestedFacts


class IncidentOpened(IncidentEvent):
    """Somebody has confirmed a suggestion, or opened an incident."""

    type: Literal["incident.opened"]
    data: IncidentFacts


class IncidentDismissed(IncidentEvent):
    """A suggestion was no incident."""

    type: Literal["incident.dismissed"]
    data: IncidentFacts


class BroadcastFacts(IncidentFacts):
    """What is sent to whom."""

    broadcast: str = Field(description="id of the broadcast, which is the job that carries it out")
    members: int = Field(ge=0, description="how many complaints are linked as it begins")
    resolves: bool = Field(description="whether it also resolves them")


class IncidentBroadcastStarted(IncidentEvent):
    """One answer is on its way to all complaints of an incident."""

    type: Literal["incident.broadcast_started"]
    data: BroadcastFacts


class ClosedFacts(IncidentFacts):
    """What was learnt."""

    cause: str = Field(description="code of the cause")
    department: str = Field(description="code of the responsible department")
    contractor: str | None = Field(description="the responsible contractor, if there is one")
    members: int = Field(ge=0, description="how many complaints were linked")


class IncidentClosed(IncidentEvent):
    """The investigation has ended with a cause."""

    type: Literal["incident.closed"]
    data: ClosedFacts


INCIDENT_EVENTS = (
    IncidentSuggested,
    IncidentOpened,
    IncidentDismissed,
    IncidentBroadcastStarted,
    IncidentClosed,
)
