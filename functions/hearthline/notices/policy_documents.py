"""The contact policy as it is edited; what runs reads it by `ContactPolicy.from_document`."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import Field, StrictBool, StrictInt, model_validator

from hearthline.platform.document_kinds import CALENDAR, Latest, Plain
from hearthline.platform.document_parts import Code, Document, Zone
from hearthline.platform.problems import FieldError

CONTACT_POLICY: Final = "contact-policy"
LONGEST_QUIET_MINUTES: Final = 23 * 60
"""There must be an hour a day in which what was held can go."""
MOST_CAP: Final = 100
"""A counter is one item, and holds as many messages as its cap allows."""

MOST_ALONE: Final = 50

TimeOfDay = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Most = Annotated[
    StrictInt, Field(ge=0, le=MOST_CAP, description="0 is never; left out or null, there is no cap.")
]


class QuietHoursDocument(Document):
    """From and until which time of day nobody is written to, over midnight where that falls between."""

    from_: Annotated[TimeOfDay, Field(alias="from")]
    until: TimeOfDay

    @model_validator(mode="after")
    def leave_room(self) -> "QuietHoursDocument":
        """Refuse hours that leave no time of day in which anything goes, and those that are none."""
        length = (_minutes(self.until) - _minutes(self.from_)) % (24 * 60)
        if not 0 < length <= LONGEST_QUIET_MINUTES:
            raise ValueError("must begin and end at different times, and leave an hour of the day")
        return self


class CapDocument(Document):
    """How many messages of one class in any so many days, for a person and for a household."""

    days: Annotated[StrictInt, Field(ge=1, le=365)]
    person: Most | None = None
    household: Most | None = None


class AlertsDocument(Document):
    """How many alerts in so many minutes go to one member of staff one by one; the others go together."""

    alone: Annotated[StrictInt, Field(ge=1, le=MOST_ALONE)]
    minutes: Annotated[StrictInt, Field(ge=1, le=60)]


class ContactPolicyDocument(Document):
    """When and how often persons are written to about what they did not ask about themselves."""

    version: StrictInt
    zone: Annotated[Zone, Field(description="For who belongs to no city.")]
    calendar: Annotated[Code, Field(description="Whose public holidays count for who belongs to no city.")]
    quiet_hours: QuietHoursDocument | None = None
    quiet_holidays: StrictBool = True
    caps: dict[Literal["survey", "marketing"], CapDocument] = {}
    alerts: Annotated[
        AlertsDocument | None, Field(description="Left out it is 5 in 10 minutes; null: each goes alone.")
    ] = None


def misfits(name: str, document: Plain, latest: Latest) -> list[FieldError]:
    """Refuse a policy by a calendar that there isn't."""
    if name != CONTACT_POLICY or latest(CALENDAR + document["calendar"]) is not None:
        return []
    return [FieldError("/calendar", f"save {CALENDAR}{document['calendar']} first")]


def _minutes(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


KINDS: Mapping[str, type[Document]] = {CONTACT_POLICY: ContactPolicyDocument}
