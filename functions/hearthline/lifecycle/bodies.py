"""The queries and bodies of what staff do with visits to homes."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from hearthline.lifecycle.document import ShortsDocument, TextsDocument, TitlesDocument
from hearthline.lifecycle.letter_desk import Which, Written
from hearthline.lifecycle.visiting import Finding, Wanted
from hearthline.platform.bodies import PageQuery
from hearthline.platform.fields import Body, Code, Long, Moment, Month, Place, Reason, Title

StaffId = Annotated[str, Field(min_length=1, max_length=128)]
PersonId = Annotated[str, Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{16}$", examples=["0123456789ABCDEF"])]


class VisitsQuery(PageQuery):
    """`GET /api/desk/home-visits`."""

    city: Code | None = None
    assignee: StaffId | None = None
    unassigned: Literal["true"] | None = None

    @model_validator(mode="after")
    def of_nobody_or_somebody(self) -> Self:
        """Refuse both, and those of nobody without a city."""
        if self.unassigned and (self.assignee is not None or self.city is None):
            raise ValueError("unassigned needs a city, and no assignee.")
        return self

    def wanted(self) -> Wanted:
        """Give the plain value."""
        return Wanted(self.city, self.assignee, self.unassigned is not None)


class AssignVisitBody(Body):
    """`POST /api/desk/home-visits/{id}/assign`."""

    to: StaffId


class PlanVisitBody(Body):
    """`POST /api/desk/home-visits/{id}/plan`."""

    at: Moment


class ReportVisitBody(Body):
    """`POST /api/desk/home-visits/{id}/report`."""

    outcome: Literal["done", "not_met", "refused"]
    note: Reason | None = None


class LetterQuery(PageQuery):
    """`GET /api/desk/progress-letters`."""

    city: Code
    project: Place


class WhichLetterBody(Body):
    """`POST /api/desk/progress-letters/send`."""

    city: Code
    project: Place
    month: Month

    def which(self) -> Which:
        """Give which letter it is about."""
        return Which(self.city, self.project, self.month)


class LetterBody(WhichLetterBody):
    """`POST /api/desk/progress-letters`."""

    title: TitlesDocument
    text: TextsDocument
    short: ShortsDocument

    def words(self) -> Written:
        """Give the words."""
        return Written(self.title.model_dump(), self.text.model_dump(), self.short.model_dump())


class VisitComplaintBody(Body):
    """`POST /api/desk/home-visits/{id}/complaints`."""

    person: PersonId
    kind: Literal["complaint", "repair", "suggestion", "inquiry", "praise"] = "repair"
    title: Title
    text: Long
    category: Code | None = None

    def finding(self) -> Finding:
        """Give the plain value."""
        return Finding(self.person, self.kind, self.title, self.text, self.category)
