"""A calendar's document as people edit it and the API describes it: its shape; the rules lie with its reader.

For the operator's tool and the API only. Whatever runs a complaint uses ``Calendar.from_document``.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from hearthline.platform.calendar import Calendar, CalendarInvalid
from hearthline.platform.pydantic_problems import POINTED

TimeOfDay = Annotated[str, StringConstraints(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]
Period = tuple[TimeOfDay, TimeOfDay]
Periods = Annotated[list[Period], Field(description="From and to, in order and apart; a day ends at 24:00.")]


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WeekDocument(_Document):
    """When each weekday is worked; one without periods is a day off."""

    mon: Periods = []
    tue: Periods = []
    wed: Periods = []
    thu: Periods = []
    fri: Periods = []
    sat: Periods = []
    sun: Periods = []


class OfficialDayDocument(BaseModel):
    """A day that is off, or worked to make up for one, though its weekday says otherwise."""

    model_config = ConfigDict(frozen=True)

    name: str = ""
    date: date
    isOffDay: StrictBool  # noqa: N815 - holiday-cn's own name


class OfficialListDocument(BaseModel):
    """A year's official days in the form of the holiday-cn project, whose further fields are allowed.

    Without days and papers it says that the year isn't published yet.
    """

    model_config = ConfigDict(frozen=True)

    year: StrictInt = Field(ge=1900, le=9000)
    papers: list[str] = []
    days: list[OfficialDayDocument]


class WorkingDayDocument(_Document):
    """From when a clock in working days is counted."""

    cutoff: TimeOfDay = Field("24:00", description="What comes later counts from the next working day.")
    opening: TimeOfDay = "00:00"
    off_day: Literal["opening", "same_time"] = Field(
        "same_time", description="What comes on a day off counts from the next working day: at which time."
    )
    before_opening: Literal["keep", "opening"] = Field(
        "keep", description="What comes before the opening counts at once (keep), or from the opening."
    )


class CalendarDocument(_Document):
    """A working calendar. Checked for shape here and for sense by ``Calendar.from_document``."""

    id: str = Field(min_length=1)
    version: StrictInt = Field(ge=1, le=999_999)
    zone: str = Field(min_length=1, description="An IANA time zone.", examples=["Asia/Shanghai"])
    week: WeekDocument
    makeup: Periods | None = Field(
        None, description="When a make-up day is worked; by default like the week's first working day."
    )
    official: Literal["CN"] | None = Field(
        None, description="Whose official days apply without lists: China's, as far as published, or none."
    )
    lists: list[OfficialListDocument] = Field([], description="Official lists; each replaces its year.")
    working_day: WorkingDayDocument = WorkingDayDocument()

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        try:
            self.calendar()
        except CalendarInvalid as invalid:
            raise PydanticCustomError(
                POINTED,
                "{pointer}: {reason}",
                {"pointer": invalid.pointer, "reason": invalid.reason},
            ) from invalid
        return self

    def document(self) -> dict[str, object]:
        """The plain document, as stored and as ``Calendar.from_document`` reads it."""
        return self.model_dump(mode="json")

    def calendar(self) -> Calendar:
        """The calendar that this document describes."""
        return Calendar.from_document(self.document())


def with_year(calendar: Mapping[str, Any], year: Mapping[str, Any]) -> dict[str, Any]:
    """Give a calendar's document with a year's official list (holiday-cn's form), over an older one of it."""
    kept = [each for each in calendar.get("lists", ()) if each["year"] != year["year"]]
    plain = {name: year[name] for name in ("year", "papers", "days") if name in year}
    return {**calendar, "lists": sorted([*kept, plain], key=lambda each: int(each["year"]))}
