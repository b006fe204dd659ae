"""What the routes of members answer."""

from typing import Literal

from hearthline.members.model import Channel, Kind, Purpose, Tier, Via
from infra.contract.values import Count, Day, Instant, Language, Shape


class AgreedByChannel(Shape):
    """What is agreed to, by channel."""

    email: bool
    sms: bool


class Agreed(Shape):
    """What somebody agrees to at present."""

    terms: bool
    survey: AgreedByChannel
    marketing: AgreedByChannel


class Member(Shape):
    """A member as they see themselves."""

    id: str
    name: str | None
    phone: str | None
    email: str | None
    birth_date: Day | None
    sex: str | None
    employer: str | None
    education: str | None
    language: Language
    city: str | None
    channels: list[Channel]
    """In which order they wish to be reached."""
    tier: Tier | None
    tier_since: Instant | None
    joined_at: Instant | None
    referral_code: str | None
    """To be given to friends."""
    consents: Agreed


class NextTier(Shape):
    """What brings the next tier: any one of these; null is no way there."""

    tier: Tier
    discount: Count
    """In per cent."""
    purchases: Count
    """So many more."""
    referrals: Count | None
    """So many more that are completed."""
    on: Day | None
    """By itself, on this day."""


class Standing(Shape):
    """How a member stands."""

    tier: Tier
    discount: Count
    """In per cent, off a purchase."""
    next: NextTier | None


class MyProfile(Member):
    """A member as they see themselves, and how they stand."""

    standing: Standing | None


class Declaration(Shape):
    """One declaration of consent, as it was made."""

    purpose: Purpose
    channel: Channel | None
    given: bool
    text_version: int
    language: Language
    at: Instant
    via: Via


class Consents(Shape):
    """What somebody agrees to, and all that they ever declared, oldest first."""

    consents: Agreed
    history: list[Declaration]


class TextByLanguage(Shape):
    """A text in each language."""

    zh: str
    en: str


class ConsentTextsView(Shape):
    """The texts that are agreed to, by purpose."""

    version: int
    texts: dict[Literal["terms", "survey", "marketing"], TextByLanguage]


class MemberCard(Shape):
    """A line of a list of persons."""

    id: str
    name: str | None
    kind: Kind
    city: str | None
    tier: Tier | None
    joined_at: Instant | None


class MemberPage(Shape):
    """Persons who fit exactly."""

    items: list[MemberCard]
    next_cursor: str | None


class HomeOfMember(Shape):
    """One contract of one home as it concerns a person."""

    home: str
    contract: str
    city: str
    project: str
    signed_on: Day
    handed_over_on: Day | None
    until: Day | None
    """When it was passed on or cancelled."""
    bought: bool
    """Whether they are a buyer, not who it was passed on to."""
    cancelled: bool


class DeskMember(Member):
    """A person as staff see them."""

    kind: Kind
    created_at: Instant
    changed_at: Instant
    version: Count
    tags: list[str]
    homes: list[HomeOfMember]
    referred_by: str | None
    """The id of the member who told them of us."""
    referrals: Count
    """How many of theirs were completed."""
    last_complaint_at: Instant | None
    merged_into: str | None
    """The id of the member whose record this one, empty by now, has become part of."""
