"""The rules of the club as they are edited: every name in both languages, every figure within its limits."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StrictInt, model_validator

from hearthline.members.club_rules import CLUB
from hearthline.platform.document_parts import Document, NamedDocument, Zone, once

Points = Annotated[StrictInt, Field(ge=1, le=1_000_000)]
Months = Annotated[StrictInt, Field(ge=1, le=120)]
Discount = Annotated[StrictInt, Field(ge=1, le=5)]
Occasion = Literal["joining", "purchase", "referral", "survey", "event"]


class EarningDocument(Document):
    """What an occasion earns, and for how long where that is another time than for all points."""

    points: Points
    expiry_months: Months | None = None


class RewardDocument(NamedDocument):
    """What points buy."""

    points: Points


class DiscountsDocument(Document):
    """The discount of each tier, in per cent of a purchase."""

    member: Literal[0]
    senior: Discount
    gold: Discount

    @model_validator(mode="after")
    def rising(self) -> "DiscountsDocument":
        """Refuse a higher tier that gets less."""
        if self.gold < self.senior:
            raise ValueError("gold must not get less than senior")
        return self


class WorthDocument(Document):
    """What so many points are worth in money, in the company's books."""

    points: Points
    fen: Annotated[StrictInt, Field(ge=1, le=100_000_000)]


class ClubDocument(Document):
    """The rules of the club. An occasion that is not among the earnings earns nothing."""

    version: StrictInt
    zone: Zone
    expiry_months: Months
    announce_days: Annotated[StrictInt, Field(ge=1, le=365)]
    earning: dict[Occasion, EarningDocument]
    rewards: Annotated[list[RewardDocument], Field(max_length=200)]
    discounts: DiscountsDocument
    worth: WorthDocument | None = None

    @model_validator(mode="after")
    def each_once(self) -> "ClubDocument":
        """Refuse a reward's code that stands twice."""
        once([reward.code for reward in self.rewards], "rewards")
        return self


KINDS: Mapping[str, type[Document]] = {CLUB: ClubDocument}
