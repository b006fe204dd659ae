"""The contracts of the events about tiers and referrals; see `contracts`."""

from typing import Literal

from pydantic import Field

from hearthline.members.model import Tier
from hearthline.members.person_contracts import OfPerson, PersonEvent
from hearthline.members.referrals import Refusal
from hearthline.platform.event_contracts import Envelope


class TierMoved(OfPerson):
    """From where to where."""

    from_: Tier | None = Field(alias="from", description="the tier before; null for who has just joined")
    to: Tier | None = Field(description="the tier from now on")
    reason: Literal[
        "joined", "year", "purchase", "referrals", "purchase_cancelled", "referral_clawed_back", "corrected"
    ] = Field(description="upward what reached it, downward what was lost")
    discount: int | None = Field(description="the tier's discount on a purchase, in per cent")


class MemberTierChanged(PersonEvent):
    """Somebody is entitled to another tier of the club."""

    type: Literal["member.tier_changed"]
    data: TierMoved


class ReferralMoved(OfPerson):
    """Which referral of theirs, and what became of it."""

    contract: str = Field(description="the contract's number")
    status: Literal["pending", "completed", "clawed_back", "refused", "withdrawn"] = Field(
        description="`withdrawn`: it counts for somebody else, or for nobody"
    )
    reason: Refusal | None = Field(description="why it was refused")


class ReferralChanged(PersonEvent):
    """What became of a contract that a member's referral led to; the member is the referrer."""

    type: Literal["referral.changed"]
    data: ReferralMoved


EVENTS: tuple[type[Envelope], ...] = (MemberTierChanged, ReferralChanged)
