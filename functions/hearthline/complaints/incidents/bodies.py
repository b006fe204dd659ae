"""The bodies and queries of the staff routes of incidents."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from hearthline.complaints.incidents.model import Incident, IncidentStatus, Said
from hearthline.complaints.model import Outcome
from hearthline.platform.bodies import PageQuery
from hearthline.platform.fields import Body, Code, Long, Place, Reason, Title, WrittenNumber, by_value

MOST_COMPLAINTS = 100


class IncidentQuery(PageQuery):
    """`GET /api/desk/incidents`."""

    city: Code | None = None
    status: Annotated[IncidentStatus, by_value(IncidentStatus)] | None = None


class OpenBody(Body):
    """`POST /api/desk/incidents`."""

    title: Title
    city: Code
    project: Place | None = None
    building: Place | None = None
    category: Code | None = None
    text: Long | None = None
    complaints: Annotated[list[WrittenNumber], Field(max_length=MOST_COMPLAINTS)] = Field(
        default_factory=list
    )

    def wish(self, by: str, at: datetime) -> Incident:
        """Give the incident as it is wished for, before it has a name."""
        return Incident(
            id="",
            version=0,
            status=IncidentStatus.OPEN,
            title=self.title,
            city=self.city,
            created_at=at,
            created_by=by,
            project=self.project,
            building=self.building,
            category=self.category,
            text=self.text,
        )


class ConfirmBody(Body):
    """`confirm`; without a title the suggested one stays."""

    title: Title | None = None


class DismissBody(Body):
    """`dismiss`."""

    reason: Reason


class OutcomeBody(Body):
    """What an investigation established."""

    cause: Code
    department: Code
    contractor: Place | None = None

    def outcome(self) -> Outcome:
        """Give the value."""
        return Outcome(self.cause, self.department, self.contractor)


class BroadcastBody(Body):
    """`broadcast`; with `resolve` the answer also settles each complaint.

    Who writes in a language of `translations` reads that one, everybody else `text`.
    """

    text: Long
    translations: dict[Literal["zh", "en"], Long] = Field(default_factory=dict)
    resolve: OutcomeBody | None = None

    def said(self) -> Said:
        """Give the words, in all languages that there are."""
        return Said(self.text, {str(code): text for code, text in self.translations.items()})


class CloseBody(OutcomeBody):
    """`close`."""

    summary: Long


class CaseBody(Body):
    """A case that is linked to an incident, or unlinked from it, on the incident's page."""

    number: WrittenNumber
