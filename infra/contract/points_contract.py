"""The operations of points: one's own, and what staff do with a member's."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from hearthline.members.model import EntryKind
from hearthline.members.points_bodies import AdjustBody, ClaimBody, RedeemBody, ReverseBody
from hearthline.platform.bodies import PageQuery
from infra.contract.member_operations import refused
from infra.contract.operations import Answer, Operation
from infra.contract.values import Count, Instant, Shape

EntryId = Annotated[str, Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{26}$", examples=["TKKBG3K3AEKGP30AA9C358RTQG"])]
Voucher = Annotated[
    str,
    Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$", examples=["7K3M-9QRT-0A1B-2C3D"]),
]


class Ending(Shape):
    """Points that end together."""

    amount: Count
    expires_at: Instant


class PointsEntry(Shape):
    """One line of the ledger."""

    id: EntryId
    at: Instant
    kind: EntryKind
    amount: int
    """Negative where points were taken."""
    source: str
    """What kind of thing it came from, such as `purchase` or `survey`."""
    rule: str | None
    """The earning rule or the reward."""
    expires_at: Instant | None
    """When these points end, or have ended."""
    reverses: EntryId | None
    """The entry that this one takes back."""
    voucher: Voucher | None
    """What the reward is given for."""


class PointsEntryForStaff(PointsEntry):
    """One line of the ledger, with who of the staff made it and why."""

    source: str
    """What it came from; a source counts once."""
    by: str | None
    reason: str | None
    shortfall: Count
    """What could not be taken back, and was owed."""


class RewardOffered(Shape):
    """What points buy."""

    code: str
    names: dict[str, str]
    """By language."""
    points: Count
    affordable: bool


class PointsStanding(Shape):
    """What there is, reckoned as of now."""

    balance: Count
    owed: Count
    """What an earning that was taken back fell short of; the next earnings pay it."""
    expiring: list[Ending]
    """Soonest first."""


class OwnPoints(PointsStanding):
    """One's own points, with a page of the ledger, newest first, and what they buy."""

    items: list[PointsEntry]
    next_cursor: str | None
    rewards: list[RewardOffered]


class MemberPoints(PointsStanding):
    """A member's points, with a page of the ledger, newest first."""

    items: list[PointsEntryForStaff]
    next_cursor: str | None


class Redeemed(Shape):
    """A reward that was bought."""

    entry: EntryId
    reward: str
    points: Count
    at: Instant
    voucher: Voucher


class Claimed(Shape):
    """Points of an anonymous answer."""

    points: Count


POINTS_WORDS: Mapping[str, Mapping[str, str]] = {
    "RedeemBody": {"reward": "A reward's code, of those offered with one's points."},
    "ClaimBody": {"claim": "The code, in any case, with or without its hyphens."},
    "AdjustBody": {
        "amount": "How many points to give; negative to take them.",
        "source": "What it is for, such as a case's number; counts once for each member. `event:<id>` is "
        "taking part in an event.",
        "reason": "Why; for the file, not for the member.",
    },
    "ReverseBody": {"reason": "Why; for the file, not for the member."},
}

POINTS: tuple[Operation, ...] = (
    Operation(
        "GET /api/members/me/points",
        "readMyPoints",
        "Members",
        "One's own points",
        "The balance, what of it ends when, the ledger, and the rewards.",
        (Answer(200, "The points.", OwnPoints),),
        query=PageQuery,
        member=True,
    ),
    Operation(
        "POST /api/members/me/points",
        "redeemPoints",
        "Members",
        "Spend points on a reward",
        "Gives the voucher's code. The same `Idempotency-Key` and reward give the same answer again; without "
        "a key each request is a purchase of its own. After a 503, or no answer at all, try again with the "
        "same key: points are spent once.",
        (Answer(201, "Bought.", Redeemed),),
        {
            409: refused("not_enough_points"),
            422: "There is no such reward, or the Idempotency-Key bought another one.",
        },
        body=RedeemBody,
        headers=("IdempotencyKey",),
        member=True,
        examples={"coffee": {"value": {"reward": "coffee"}}},
    ),
    Operation(
        "POST /api/members/me/points/claims",
        "claimPoints",
        "Members",
        "Claim the points of an anonymous answer",
        "The code is shown when an anonymous survey was sent, and by its link again; it says nothing of what "
        "was answered. It is good once, and once for each survey and member. The same code again by the same "
        "member gives the same answer.",
        (Answer(200, "Credited.", Claimed),),
        {409: refused("claim_used", "already_rewarded"), 422: "There is no such code."},
        body=ClaimBody,
        member=True,
        examples={"code": {"value": {"claim": "7K3M-9QRT-0A1B-2C3D"}}},
    ),
    Operation(
        "GET /api/desk/members/{id}/points",
        "readMemberPoints",
        "Members",
        "A member's points",
        "The balance, what of it ends when, and the ledger. That it was read is recorded.",
        (Answer(200, "The points.", MemberPoints),),
        {404: "There is no such person, or none of your cities."},
        query=PageQuery,
        staff=True,
    ),
    Operation(
        "POST /api/desk/members/{id}/points",
        "adjustPoints",
        "Members",
        "Give or take points",
        "Once for each `source`: the same request again gives the same entry. Never takes more than there "
        "is.",
        (Answer(201, "Entered.", PointsEntryForStaff),),
        {
            404: "There is no such person, or none of your cities.",
            409: refused("not_enough_points", "source_used", "not_a_member"),
            422: "A field is not right, or the Idempotency-Key was used for another request.",
        },
        body=AdjustBody,
        headers=("IdempotencyKey",),
        staff=True,
        examples={
            "goodwill": {
                "value": {"amount": 200, "source": "DESK-4711", "reason": "系统重复扣分，予以更正。"}
            },
            "event": {"value": {"amount": 30, "source": "event:open-day", "reason": "参加工地开放日。"}},
        },
    ),
    Operation(
        "POST /api/desk/members/{id}/points/{entry}/reverse",
        "reversePoints",
        "Members",
        "Take back an entry",
        "Of an earning that was spent already so much is taken as there is; the next earnings pay the rest. "
        "What a redemption took comes back. The same request again gives the same entry.",
        (Answer(200, "Taken back.", PointsEntryForStaff),),
        {404: "There is no such person or entry, or none of your cities.", 409: refused("not_reversible")},
        body=ReverseBody,
        staff=True,
        examples={"closed": {"value": {"reason": "合作门店已停业。"}}},
    ),
)
