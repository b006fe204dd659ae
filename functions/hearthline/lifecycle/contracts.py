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


EVENTS: tuple[type[Envelope], ...] = (HomeStepDue,)
"""Every contract."""
