"""What the operations of campaigns answer."""

from typing import Literal

from hearthline.surveys.model import CampaignState, Linking, Trigger
from infra.contract.segment_operations import CityCount, SampledPerson
from infra.contract.values import Count, Instant, Shape, Words

State = Literal[
    "made",
    "held",
    "unknown",
    "sent",
    "opened",
    "started",
    "answered",
    "expired",
    "failed",
    "withheld",
    "cancelled",
]


class InLanguages(Shape):
    """A text in both languages."""

    zh: str
    en: str


class CampaignHead(Shape):
    """A campaign; `version` is the ETag."""

    id: str
    version: Count
    name: str
    state: CampaignState
    waits_for: str | None
    """Why one that should have begun by itself waits for a person: `late`, or what is missing."""
    questionnaire: str
    questionnaire_version: Count
    cities: list[str] | None
    """The cities that it asks in; null for all."""
    trigger: Trigger | None
    """After what it asks by itself."""
    series: str | None
    by: str
    """Who made it; `system` for one that ships with the product."""
    created_at: Instant
    changed_by: str
    changed_at: Instant
    starts_at: Instant | None
    launched_at: Instant | None
    expires_at: Instant | None
    ended_at: Instant | None
    made: Count | None
    """Its invitations, once all are made."""


class CampaignPage(Shape):
    """Campaigns, newest first."""

    items: list[CampaignHead]
    next_cursor: str | None


class CampaignMade(Shape):
    """A draft is made."""

    id: str


class CampaignAudience(Shape):
    """How the count of whom it asks stands."""

    run: str
    state: Literal["running", "done", "failed", "forgotten"]
    """A count is kept for 90 days; then it is `forgotten`, and to be made again."""
    count: Count | None


class CampaignLine(Shape):
    """One thing that happened to a campaign."""

    kind: str
    at: Instant
    by: str
    data: Words


class CampaignView(CampaignHead):
    """A campaign in full."""

    title: Words
    text: Words
    channels: list[str]
    anonymous: bool
    latest_start: Instant | None
    rate: Count
    reminders: list[Count]
    reminded: Count
    """How many of the reminders have begun."""
    third_party: Linking | None
    delay_hours: Count
    days_open: Count
    filter: Words | None
    """Whom it asks, as it was when the audience was chosen."""
    excluded: Words | None
    audience: CampaignAudience | None
    history: list[CampaignLine]
    """The latest 50, newest first."""


class AudienceBegun(Shape):
    """A count is begun; it is worked on behind the API."""

    run: str


class AudienceCounted(Shape):
    """How far a count of an audience is, and what it has come to."""

    run: str
    version: Count
    state: Literal["running", "done", "failed"]
    at: Instant
    """The instant as of which it counts."""
    by: str
    cities: list[str] | None
    scanned: Count
    """Persons looked at so far."""
    count: Count
    by_city: list[CityCount]
    """A person counts in each city that they belong to, so these may add up to more."""
    sample: list[SampledPerson]
    """Ten at most when it is done: drawn evenly, and the same whenever it is counted again."""
    requests: Count
    read_units: float


class StateCounts(Shape):
    """Invitations by the one state that each is in; together they are `made`."""

    made: Count
    held: Count
    unknown: Count
    sent: Count
    opened: Count
    started: Count
    answered: Count
    expired: Count
    failed: Count
    withheld: Count
    cancelled: Count


class ReasonCount(Shape):
    """For how many a message is, or was, not sent for one reason."""

    state: str
    reason: str
    count: Count


class ChannelCount(Shape):
    """How many were told by one channel."""

    channel: str
    count: Count


class CampaignProgress(Shape):
    """How far a campaign is."""

    id: str
    version: Count
    state: CampaignState
    waits_for: str | None
    made: Count
    """Invitations made so far."""
    all_made: bool
    states: StateCounts
    reasons: list[ReasonCount]
    channels: list[ChannelCount]
    percent: float | None
    """The share of those made that wait for their message no longer, whatever became of it.

    Null until all are made, and where an outside firm asks.
    """
    all_sent: bool
    """Whether nobody waits for their message, and of nobody it is unknown whether they got it."""
    sent_by: Instant | None
    """When, at the rate it has, the last of those made would be told; without those who are held."""


class RecipientView(Shape):
    """One who is invited: not who it is, but how far it is."""

    invitation: str
    name: str | None
    """Masked; null for who is gone, and in an anonymous campaign for whoever opened its page."""
    city: str | None
    state: State
    reason: str | None
    channel: str | None
    made_at: Instant
    sent_at: Instant | None
    changed_at: Instant
    answered_at: Instant | None


class RecipientPage(Shape):
    """Those in a state, of the cities in one's scope."""

    items: list[RecipientView]
    """May be fewer than `limit`, also where more follow."""
    next_cursor: str | None


class DoubtfulDecided(Shape):
    """How many messages were settled."""

    decided: Count
    more: bool
    """Whether others are in doubt still: send it again."""
