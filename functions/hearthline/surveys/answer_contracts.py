"""The contracts of the events of answers; see `hearthline.platform.event_contracts`."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hearthline.platform.event_contracts import Contract, Envelope

CampaignSubject = Annotated[str, StringConstraints(pattern=r"^campaign/[0-9A-Za-z-]+$")]


class Answered(Contract):
    """One final answer, without what was said."""

    campaign: str = Field(description="id of the campaign")
    survey: str = Field(description="what points are earned for once: the campaign, or one asking of it")
    questionnaire: str = Field(description="id of the questionnaire")
    invitation: str | None = Field(description="hash of the invitation; null for an anonymous campaign")
    anonymous: bool = Field(description="whether nothing leads from the answer to a person")
    first: bool = Field(description="false where it takes the place of an earlier final answer")


class SurveyAnswered(Envelope):
    """Somebody finished a survey, or changed what they had finished. Of an anonymous one `at` is its day."""

    id: Annotated[str, StringConstraints(pattern=r"^survey\.[0-9A-Za-z-]+\.[0-9A-Za-z]+(\.[1-9]\d*)?$")]
    type: Literal["survey.answered"]
    subject: CampaignSubject
    data: Answered


EVENTS: tuple[type[Envelope], ...] = (SurveyAnswered,)
