"""The bodies and queries of requests about improvements, checked at the border."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator

from hearthline.complaints.improvements.model import ImprovementStatus, Proposal
from hearthline.complaints.improvements.rules import MOST_LINKED
from hearthline.complaints.improvements.store import Wanted
from hearthline.platform.bodies import PageQuery
from hearthline.platform.fields import Body, Code, Long, Place, Reason, Title, by_value

WrittenNumber = Annotated[str, Field(min_length=1, max_length=64, examples=["K7Q2-9XPD-D"])]


class ImprovementBody(Body):
    """`POST /api/desk/improvements`."""

    title: Title
    text: Long
    department: Code
    cause: Code
    contractor: Place | None = None
    city: Code | None = None
    project: Place | None = None
    complaints: Annotated[list[WrittenNumber], Field(min_length=1, max_length=MOST_LINKED)]

    def proposal(self) -> Proposal:
        """Give what is put forward."""
        return Proposal(**{**dict(self), "complaints": tuple(self.complaints)})


class ImprovementChangeBody(Body):
    """`PATCH /api/desk/improvements/{id}`: a decision with its reason, or an amendment."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    status: Annotated[ImprovementStatus, by_value(ImprovementStatus)] | None = None
    reason: Reason | None = None
    title: Title | None = None
    text: Long | None = None
    complaints_added: Annotated[list[WrittenNumber], Field(min_length=1, max_length=MOST_LINKED)] | None = (
        None
    )

    @model_validator(mode="after")
    def one_thing(self) -> "ImprovementChangeBody":
        """Refuse a decision without its reason, a reason alone, both things at once, and nothing."""
        amends = any(value is not None for value in (self.title, self.text, self.complaints_added))
        if (self.status is None) != (self.reason is None):
            raise ValueError("Give status and reason together.")
        if (self.status is not None) == amends:
            raise ValueError("Either decide (status, reason) or amend (title, text, complaints_added).")
        return self


class ImprovementQuery(PageQuery):
    """`GET /api/desk/improvements`."""

    department: Code | None = None
    cause: Code | None = None
    contractor: Place | None = None
    status: Literal["proposed", "accepted", "adopted", "declined"] | None = None
    city: Code | None = None

    def wanted(self) -> Wanted:
        """Give what the list is narrowed to."""
        return Wanted(self.department, self.cause, self.contractor, self.status, self.city)
