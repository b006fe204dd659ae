"""A person and their club account: plain values, no rules.

A person is one record, whatever hat they wear. Somebody whom the sales system names is a person before they
ever join; `joined_at` makes them a member. A contact stands here only once it was proved to be theirs, or
came from a system that answers for it, and belongs to no second person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a person is to the company. Partners, staff and press are kept apart in views and reports."""

    CUSTOMER = "customer"
    TENANT = "tenant"
    PARTNER = "partner"
    STAFF = "staff"
    PRESS = "press"


class Tier(StrEnum):
    """The club's tiers, lowest first."""

    MEMBER = "member"
    SENIOR = "senior"
    GOLD = "gold"


class Channel(StrEnum):
    """How a person may be reached."""

    EMAIL = "email"
    SMS = "sms"


class Purpose(StrEnum):
    """What a person may agree to. `terms` is asked once, the others for each channel."""

    TERMS = "terms"
    SURVEY = "survey"
    MARKETING = "marketing"


class Via(StrEnum):
    """Where a consent was given or withdrawn."""

    WEB = "web"
    LINK = "link"
    COUNTER = "counter"
    HOTLINE = "hotline"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Consent:
    """One declaration: to what, given or withdrawn, by which text (its version and language), when and where.

    `by` is the member of staff who wrote it down, None where the person declared it themselves.
    """

    purpose: Purpose
    channel: Channel | None
    given: bool
    text_version: int
    language: str
    at: datetime
    via: Via
    by: str | None = None

    @property
    def name(self) -> str:
        """What it is about: `terms`, or as `survey:email`."""
        return f"{self.purpose}:{self.channel}" if self.channel else self.purpose.value


@dataclass(frozen=True, slots=True)
class Holding:
    """One contract of one home as it concerns this person.

    `bought`: they are a buyer of it, not who it was passed on to. `first`: the buyer whom the contract names
    first. `passed_on` is when it came to somebody who is no buyer. `until` is when it was passed on or
    cancelled; None while they own it.
    """

    home: str
    contract: str
    city: str
    project: str
    signed_on: date
    bought: bool = True
    first: bool = False
    handed_over_on: date | None = None
    passed_on: date | None = None
    until: date | None = None
    cancelled: bool = False

    @property
    def since(self) -> date:
        """When it became theirs: the day of signing, or of its coming to them."""
        return self.passed_on or self.signed_on


@dataclass(frozen=True, slots=True)
class Person:
    """The head of a person. `consents` holds the latest declaration by name; `referrals` those completed.

    `tier` is None for who is no member. `signed_out_at` ends every session that began by then. `erased_at`:
    nothing but the statistics is left. `took_over`: whose records have become part of this one; each of them
    is empty as if erased, and says so by `merged_into`. Who has taken over is a member and is never taken
    over, so one step leads from any record to whom it is about.
    """

    id: str
    created_at: datetime
    changed_at: datetime
    kind: Kind = Kind.CUSTOMER
    version: int = 1
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    language: str = "zh"
    city: str | None = None
    sex: str | None = None
    birth_date: date | None = None
    employer: str | None = None
    education: str | None = None
    joined_at: datetime | None = None
    tier: Tier | None = None
    tier_since: datetime | None = None
    referral_code: str | None = None
    referred_by: str | None = None
    referrals: int = 0
    channels: tuple[Channel, ...] = ()
    consents: Mapping[str, bool] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    holdings: tuple[Holding, ...] = ()
    last_complaint_at: datetime | None = None
    signed_out_at: datetime | None = None
    erased_at: datetime | None = None
    took_over: tuple[str, ...] = ()
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class Lot:
    """Points that expire together: what is left of one earning. `told` when its end was announced."""

    left: int
    earned_at: datetime
    expires_at: datetime
    source: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """A member's points. At all times `balance` = the sum of the ledger = the sum of the lots minus `spent`.

    `spent` was redeemed since the lots were last settled; settling takes it from the lots, soonest expiry
    first; `settled` is all that was taken from them so since the beginning. `owed` is what a clawed-back
    earning fell short of, taken from the next earnings. `version` counts settlements, not redemptions.
    """

    person: str
    balance: int = 0
    spent: int = 0
    settled: int = 0
    owed: int = 0
    lots: tuple[Lot, ...] = ()
    version: int = 1


class EntryKind(StrEnum):
    """What moved the balance."""

    EARNED = "earned"
    REDEEMED = "redeemed"
    ADJUSTED = "adjusted"
    EXPIRED = "expired"
    REVERSED = "reversed"
    RECOVERED = "recovered"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One line of the ledger, never changed. `amount` is signed; `source` is unique for the person.

    `reverses` names the source of the entry that this one takes back; `shortfall` is what could not be taken
    back then; `reason` is a member of staff's, `rule` the earning rule or the reward.

    `settlement` is the account's version after the settlement that the entry belongs to (0 for a redemption,
    which settles nothing), `place` its place in there, and `settled` the account's then: replayed in this
    order, the entries give the lots.
    """

    id: str
    person: str
    at: datetime
    kind: EntryKind
    amount: int
    source: str
    rule: str | None = None
    by: str | None = None
    reason: str | None = None
    reverses: str | None = None
    shortfall: int = 0
    expires_at: datetime | None = None
    settlement: int = 0
    place: int = 0
    settled: int = 0
