"""The contracts of the events about improvements; see `contracts`."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hearthline.complaints.contract_parts import Case, ComplaintEvent, EntryKey
from hearthline.complaints.improvements.model import ImprovementStatus
from hearthline.platform.event_contracts import Contract, Envelope


class ImprovementFacts(Contract):
    """How the improvement stands after the change that the event belongs to."""

    city: str | None = Field(description="code of the city; null for the whole group")
    project: str | None = Field(description="the project, if it is about one")
    department: str = Field(description="code of the department that is to improve something")
    cause: str = Field(description="code of the cause")
    contractor: str | None = Field(description="the contractor, if it is about one")
    status: ImprovementStatus = Field(description="where it stands")
    complaints: int = Field(ge=1, description="how many complaints it names")
    proposed_by: str = Field(description="the staff member who put it forward")
    entry: EntryKey = Field(description="sort key of the line of its history, which holds the reason if any")


class ImprovementEvent(Envelope):
    """An event about one improvement."""

    id: Annotated[str, StringConstraints(pattern=r"^improvement\.[0-9A-Z]{16}\.[1-9]\d*$")]
    subject: Annotated[str, StringConstraints(pattern=r"^improvement/[0-9A-Z]{16}$")]


class ImprovementProposed(ImprovementEvent):
    """Somebody put an improvement forward."""

    type: Literal["improvement.proposed"]
    data: ImprovementFacts


class ImprovementAmended(ImprovementEvent):
    """Its proposer changed the words, or named more complaints."""

    type: Literal["improvement.amended"]
    data: ImprovementFacts


class ImprovementTurned(ImprovementFacts):
    """A change of where it stands; the other fields are those of `improvement.proposed`."""

    previous_status: ImprovementStatus = Field(description="where it stood before")


class ImprovementDecided(ImprovementEvent):
    """It was accepted, adopted or declined, with a reason."""

    type: Literal["improvement.decided"]
    data: ImprovementTurned


class ImprovementTakenUp(ImprovementEvent):
    """One that had been declined was taken up again, with a reason."""

    type: Literal["improvement.taken_up"]
    data: ImprovementTurned


class Decided(Case):
    """What became of an improvement that names the case."""

    improvement: str = Field(description="id of the improvement")
    decision: Literal["accepted", "adopted", "declined"] = Field(description="what was decided")


class ComplaintImprovementDecided(ComplaintEvent):
    """The filer is told what was decided on an improvement that the complaint led to."""

    type: Literal["complaint.improvement_decided"]
    data: Decided


IMPROVEMENT_EVENTS: tuple[type[Envelope], ...] = (
    ImprovementProposed,
    ImprovementAmended,
    ImprovementDecided,
    ImprovementTakenUp,
    ComplaintImprovementDecided,
)
