"""The contract of each event about the life of a home."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hearthline.platform.event_contracts import Contract, Envelope, Instant

HomeId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
PersonId = Annotated[str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{16}$")]
HomeSubject = Annotated[str, StringConstraints(pattern=r"^home/[0-9a-f]{32}$")]
StepEventId = Annotated[
    str, StringConstraints(pattern=r"^life\.[0-9a-f]{32}\.[0-9a-f]{16}\.[0-9A-HJKMNP-TV-Z]{16}$")
]

VisitEventId = Annotated[str, StringConstraints(pattern=r"^visit\.[0-9a-f]{32}\.[0-9a-f]{16}\.[1-9]\d*$")]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]


class StepTold(Contract):
    """Which step of which home's life, and which of its owners it is for."""

    home: HomeId = Field(description="id of the home")
    city: str = Field(description="code of its city")
    project: str = Field(description="name of its project")
    contract: str = Field(description="number of the contract whose step it is")
    step: str = Field(description="code of the step in the document `lifecycle`")
    occurrence: str = Field(description="the how-manieth of its kind; of a transfer a hash of the new owners")
    due: Instant = Field(description="when the step was to be")
    person: PersonId = Field(description="id of the owner who is to be told")
    message_class: Literal["service", "marketing"] = Field(description="as which the contact policy takes it")
    good_until: Instant = Field(description="after that it is of no more use")
    rules: int = Field(description="version of the document, which holds the words")


class HomeStepDue(Envelope):
    """A step of a home's life is due that tells an owner something; one event for each owner, once."""

    id: StepEventId
    type: Literal["home.step_due"]
    subject: HomeSubject
    data: StepTold


class OfVisit(Contract):
    """Which visit of which home, and how it stands."""

    home: HomeId = Field(description="id of the home")
    city: str = Field(description="code of its city")
    project: str = Field(description="name of its project")
    contract: str = Field(description="number of the contract whose step it is")
    step: str = Field(description="code of the step in the document `lifecycle`")
    due: Day = Field(description="the last day on which it is due, in the city")
    state: Literal["open", "planned", "done", "not_met", "refused", "cancelled"] = Field(
        description="how it stands now"
    )
    assignee: str | None = Field(description="the customer manager who has it")
    planned_at: Instant | None = Field(description="when it is planned")
    outcome: Literal["done", "not_met", "refused"] | None = Field(
        description="what a report says came of a try"
    )
    tries: int = Field(description="how often somebody was there")
    complaints: list[str] = Field(description="numbers of the complaints filed of what was found")


class HomeVisitEvent(Envelope):
    """An event about one visit."""

    id: VisitEventId
    subject: Annotated[str, StringConstraints(pattern=r"^home_visit/[0-9a-f]{32}-[0-9a-f]{16}$")]
    data: OfVisit


class HomeVisitOpened(HomeVisitEvent):
    """A step of a home's life asks for a visit; whoever visited the home last has it."""

    type: Literal["home_visit.opened"]


class HomeVisitAssigned(HomeVisitEvent):
    """A visit was given to a customer manager."""

    type: Literal["home_visit.assigned"]


class HomeVisitPlanned(HomeVisitEvent):
    """A visit has its instant."""

    type: Literal["home_visit.planned"]


class HomeVisitReported(HomeVisitEvent):
    """Somebody was there; where nobody was met it is owed still, but for the third time."""

    type: Literal["home_visit.reported"]


class HomeVisitPassedOn(HomeVisitEvent):
    """The home of a visit that is owed went to other owners; what was planned does not hold any more."""

    type: Literal["home_visit.passed_on"]


class HomeVisitCancelled(HomeVisitEvent):
    """What a visit followed from is gone."""

    type: Literal["home_visit.cancelled"]


class HomeVisitOverdue(HomeVisitEvent):
    """A visit is owed although its time is over; again every four weeks until it is made."""

    type: Literal["home_visit.overdue"]


class HomeVisitComplaintFiled(HomeVisitEvent):
    """A complaint was filed of what was found on a visit."""

    type: Literal["home_visit.complaint_filed"]


class OfLetter(Contract):
    """Which letter, and which buyer it is for."""

    home: HomeId = Field(description="id of the home that waits")
    city: str = Field(description="code of its city")
    project: str = Field(description="name of the project")
    month: Month = Field(description="of which month it is")
    person: PersonId = Field(description="id of the buyer")
    message_class: Literal["service", "marketing"] = Field(description="as which the contact policy takes it")
    good_until: Instant = Field(description="after that it is of no more use")


class ProgressLetterDue(Envelope):
    """A letter on how the building goes on is for a buyer who waits; one event for each, once."""

    id: Annotated[
        str, StringConstraints(pattern=r"^letter\.[0-9a-f]{16}\.\d{4}-\d\d\.[0-9A-HJKMNP-TV-Z]{16}$")
    ]
    type: Literal["progress_letter.due"]
    subject: HomeSubject
    data: OfLetter


class OfProject(Contract):
    """Which letter is not there."""

    city: str = Field(description="code of the city")
    project: str = Field(description="name of the project")
    month: Month = Field(description="of which month it should be")


class ProgressLetterMissing(Envelope):
    """Buyers of a project wait, and this month's letter was not written or not sent; told once a month."""

    id: Annotated[str, StringConstraints(pattern=r"^letter\.[0-9a-f]{16}\.\d{4}-\d\d\.missing$")]
    type: Literal["progress_letter.missing"]
    data: OfProject


EVENTS: tuple[type[Envelope], ...] = (
    HomeStepDue,
    ProgressLetterDue,
    ProgressLetterMissing,
    HomeVisitOpened,
    HomeVisitAssigned,
    HomeVisitPlanned,
    HomeVisitReported,
    HomeVisitPassedOn,
    HomeVisitCancelled,
    HomeVisitOverdue,
    HomeVisitComplaintFiled,
)
"""Every contract."""
