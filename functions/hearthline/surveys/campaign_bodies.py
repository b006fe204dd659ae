"""The bodies of requests about campaigns, checked at the border; `readiness` checks what a launch needs."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from hearthline.platform.bodies import PageQuery
from hearthline.platform.fields import Body, Code, Moment, Reason, Title, by_value
from hearthline.surveys.model import Linking
from hearthline.surveys.pacing import FASTEST
from hearthline.surveys.states import STATES

SLOWEST: Final = 6
LONGEST_DELAY: Final = 2160
CLEARED: Final = frozenset({"starts_at", "latest_start", "expires_at", "series", "third_party"})
"""What a change may take away again, by null."""


def _each_once(values: list[Any]) -> list[Any]:
    if len(set(values)) != len(values):
        raise ValueError("Give each once.")
    return values


def _rising(days: list[int]) -> list[int]:
    return sorted(_each_once(days))


Identity = Annotated[str, Field(min_length=1, max_length=40, examples=["experience-report"])]
Number = Annotated[int, Field(ge=1, le=9999)]
Channel = Literal["email", "sms"]
Channels = Annotated[
    list[Channel],
    Field(min_length=1, max_length=2, json_schema_extra={"uniqueItems": True}),
    AfterValidator(_each_once),
]
Cities = Annotated[
    list[Code],
    Field(min_length=1, max_length=100, json_schema_extra={"uniqueItems": True}),
    AfterValidator(_each_once),
]
Rate = Annotated[int, Field(ge=SLOWEST, le=FASTEST)]
Reminders = Annotated[
    list[Annotated[int, Field(ge=1, le=180)]],
    Field(max_length=5, json_schema_extra={"uniqueItems": True}),
    AfterValidator(_rising),
]
ThirdParty = Annotated[Linking, by_value(Linking)]
FilterDocument = Annotated[
    dict[str, Any],
    Field(min_length=1, max_length=1, examples=[{"all": [{"city": ["sz"]}, {"stage": "living"}]}]),
]


def _all_channels() -> list[Channel]:
    return ["email", "sms"]


class WordsBody(Body):
    """A text in both languages."""

    zh: Reason
    en: Reason


class CampaignBody(Body):
    """`POST /api/campaigns`."""

    name: Title
    questionnaire: Identity
    questionnaire_version: Number | None = None
    title: WordsBody | None = None
    text: WordsBody | None = None
    cities: Cities | None = None
    channels: Channels = Field(default_factory=_all_channels)
    anonymous: bool = False
    starts_at: Moment | None = None
    latest_start: Moment | None = None
    expires_at: Moment | None = None
    rate: Rate = 600
    reminders: Reminders = Field(default_factory=list)
    series: Code | None = None
    third_party: ThirdParty | None = None


class CampaignChangeBody(Body):
    """`PATCH /api/campaigns/{id}`: what is given changes, and null takes away."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    name: Title | None = None
    questionnaire: Identity | None = None
    questionnaire_version: Number | None = None
    title: WordsBody | None = None
    text: WordsBody | None = None
    channels: Channels | None = None
    anonymous: bool | None = None
    starts_at: Moment | None = None
    latest_start: Moment | None = None
    expires_at: Moment | None = None
    rate: Rate | None = None
    reminders: Reminders | None = None
    series: Code | None = None
    third_party: ThirdParty | None = None
    delay_hours: Annotated[int, Field(ge=0, le=LONGEST_DELAY)] | None = None
    days_open: Annotated[int, Field(ge=1, le=180)] | None = None

    @model_validator(mode="after")
    def something(self) -> "CampaignChangeBody":
        """Refuse a change of nothing."""
        if not self.changes():
            raise ValueError("Give what changes.")
        return self

    def changes(self) -> dict[str, Any]:
        """Give what changes."""
        given = self.model_dump(include=self.model_fields_set)
        return {name: value for name, value in given.items() if value is not None or name in CLEARED}


class AudienceBody(Body):
    """`POST /api/campaigns/{id}/audience`: a saved segment or a filter, and who is left out."""

    segment: Annotated[str, Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{16}$")] | None = None
    filter: FilterDocument | None = None
    excluded: FilterDocument | None = None
    cities: Cities | None = None

    @model_validator(mode="after")
    def one_source(self) -> "AudienceBody":
        """Refuse none and both."""
        if (self.segment is None) == (self.filter is None):
            raise ValueError("Give a segment or a filter.")
        return self


class LaunchBody(Body):
    """`POST /api/campaigns/{id}/launch`: what is not given stays as it is."""

    starts_at: Moment | None = None
    latest_start: Moment | None = None
    at_once: bool = False

    @model_validator(mode="after")
    def one_beginning(self) -> "LaunchBody":
        """Refuse an instant for what begins at once."""
        if self.at_once and (self.starts_at or self.latest_start):
            raise ValueError("What begins at once has no starts_at and no latest_start.")
        return self

    def instants(self) -> dict[str, datetime]:
        """Give when it is to begin, as far as that is said."""
        return self.model_dump(include={"starts_at", "latest_start"}, exclude_none=True)


class DoubtfulBody(Body):
    """`POST /api/campaigns/{id}/doubtful`: a person decides where nobody knows."""

    resend: bool
    reason: Reason


class RecipientsQuery(PageQuery):
    """The query of `GET /api/campaigns/{id}/recipients`."""

    state: Literal[STATES]  # type: ignore[valid-type]
