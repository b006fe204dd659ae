"""The contracts of the events of campaigns."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hearthline.platform.event_contracts import Contract, Envelope


class Campaigned(Contract):
    """Which campaign."""

    campaign: str = Field(description="id of the campaign")


class CampaignEvent(Envelope):
    """An event about one campaign."""

    id: Annotated[str, StringConstraints(pattern=r"^campaign\.[0-9A-Za-z-]+\.[1-9]\d*\.\d+$")]
    subject: Annotated[str, StringConstraints(pattern=r"^campaign/[0-9A-Za-z-]+$")]
    data: Campaigned


class Asking(Campaigned):
    """What it asks."""

    questionnaire: str = Field(description="id of the questionnaire")
    version: int = Field(description="of the questionnaire; it is frozen from now on")


class CampaignLaunched(CampaignEvent):
    """A campaign has begun, by a person or at its time; whom it asks is being gathered."""

    type: Literal["campaign.launched"]
    data: Asking


class Waiting(Campaigned):
    """Why it waits."""

    reason: str = Field(description="`late`, or why it can't be launched as it is (docs/campaigns.md)")


class CampaignWaiting(CampaignEvent):
    """A campaign did not begin at its time, and waits for a person who launches, changes or cancels it."""

    type: Literal["campaign.waiting"]
    data: Waiting


class CampaignPaused(CampaignEvent):
    """Nothing more of a campaign goes out until it is resumed; answers are taken."""

    type: Literal["campaign.paused"]


class CampaignResumed(CampaignEvent):
    """A campaign goes on with whom it has not asked yet."""

    type: Literal["campaign.resumed"]


class CampaignCancelled(CampaignEvent):
    """A campaign has ended for good; what it had not sent never is, and no answer is taken any more."""

    type: Literal["campaign.cancelled"]


class Figures(Campaigned):
    """What came of it."""

    made: int = Field(description="invitations in all")
    states: dict[str, int] = Field(description="how many of them ended in which state; together all")


class CampaignFinished(CampaignEvent):
    """Each invitation of a campaign has come to its end."""

    type: Literal["campaign.finished"]
    data: Figures


EVENTS: tuple[type[Envelope], ...] = (
    CampaignLaunched,
    CampaignWaiting,
    CampaignPaused,
    CampaignResumed,
    CampaignCancelled,
    CampaignFinished,
)
"""Every contract, in the order of a campaign's life."""
