"""The contracts of the events that are about no complaint; see `contracts`."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hearthline.platform.event_contracts import Contract, Envelope


class LinksRequested(Contract):
    """Whose links."""

    contact: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")] = Field(
        description="keyed hash of the phone number or e-mail address"
    )


class FollowLinksRequested(Envelope):
    """Somebody wants the follow links of a contact's complaints sent to that contact, which may have none."""

    id: Annotated[str, StringConstraints(pattern=r"^find\..+$")]
    type: Literal["follow_links.requested"]
    subject: Annotated[str, StringConstraints(pattern=r"^find/.+$")]
    data: LinksRequested


class JobBegun(Contract):
    """What was begun."""

    job: str = Field(description="id of the job")
    kind: str = Field(description="what kind of work it is")


class JobStarted(Envelope):
    """Long work was begun, such as a broadcast; a worker of the system goes on with it."""

    id: Annotated[str, StringConstraints(pattern=r"^job\..+$")]
    type: Literal["job.started"]
    subject: Annotated[str, StringConstraints(pattern=r"^job/.+$")]
    data: JobBegun
