"""The bodies of requests about points, checked at the border."""

from typing import Annotated

from pydantic import Field, field_validator

from hearthline.members.points_desk import Given
from hearthline.platform.fields import Body, Code, Reason

MOST = 1_000_000
Source = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$", examples=["DESK-4711", "event:open-day"])
]


class RedeemBody(Body):
    """`POST /api/members/me/points`."""

    reward: Code


class ClaimBody(Body):
    """`POST /api/members/me/points/claims`."""

    claim: Annotated[str, Field(min_length=1, max_length=64, examples=["7K3M-9QRT-0A1B-2C3D"])]


class AdjustBody(Body):
    """`POST /api/desk/members/{id}/points`."""

    amount: Annotated[int, Field(ge=-MOST, le=MOST, json_schema_extra={"not": {"const": 0}})]
    source: Source
    reason: Reason

    @field_validator("amount")
    @classmethod
    def something(cls, amount: int) -> int:
        """Refuse an adjustment of nothing."""
        if amount == 0:
            raise ValueError("Must not be 0.")
        return amount

    def given(self) -> Given:
        """Give what is to be given or taken."""
        return Given(self.amount, self.source, self.reason)


class ReverseBody(Body):
    """`POST /api/desk/members/{id}/points/{entry}/reverse`."""

    reason: Reason
