"""The operations of how members stand: referrals and complaints, one's own and as staff read them."""

from hearthline.complaints.model import Kind, Status
from hearthline.members.referrals import Refusal
from hearthline.members.referrals import Status as ReferralStatus
from hearthline.platform.bodies import PageQuery
from infra.contract.operations import Answer, Operation
from infra.contract.values import Count, Day, Instant, Number, Shape

_NOT_YOURS = {404: "There is no such person, or none of your cities."}


class ReferralState(Shape):
    """What became of a referral."""

    status: ReferralStatus
    reason: Refusal | None
    """Why it was refused."""
    signed_on: Day
    completed_on: Day | None
    cancelled_on: Day | None


class OwnReferral(ReferralState):
    """Somebody whom one has told of us."""

    id: str
    name: str | None
    """Masked."""


class OwnReferrals(Shape):
    """One's code, and whom one has told of us, newest first."""

    code: str | None
    share_url: str | None
    """Where a friend joins with the code filled in."""
    completed: Count
    needed_for_gold: Count
    """So many more that are completed."""
    items: list[OwnReferral]
    next_cursor: str | None


class MemberReferral(ReferralState):
    """A contract that a member's referral led to."""

    contract: str
    person: str
    """The buyer whom the contract names first."""


class LedHere(Shape):
    """Who led a member to one of their own contracts."""

    contract: str
    status: ReferralStatus
    reason: Refusal | None
    referrer: str | None


class MemberReferrals(Shape):
    """A member's referrals, newest first, and who led them here."""

    code: str | None
    completed: Count
    referred_by: str | None
    """Whose code they joined with."""
    led_here: list[LedHere]
    items: list[MemberReferral]
    next_cursor: str | None


class MemberComplaint(Shape):
    """A complaint of a member."""

    number: Number
    kind: Kind
    title: str
    city: str
    status: Status
    received_at: Instant
    answered_at: Instant | None
    resolved_at: Instant | None
    closed_at: Instant | None
    answered_in_time: bool | None
    """Null while that is open."""
    merged_into: Number | None


class OwnComplaint(MemberComplaint):
    """A complaint of one's own."""

    follow_url: str | None
    """The secret link to follow it; null for one from another system's past."""


class OwnComplaints(Shape):
    """One's own complaints, newest first."""

    items: list[OwnComplaint]
    next_cursor: str | None


class MemberComplaints(Shape):
    """A member's complaints in the reader's cities, newest first."""

    items: list[MemberComplaint]
    next_cursor: str | None


STANDING: tuple[Operation, ...] = (
    Operation(
        "GET /api/members/me/referrals",
        "readMyReferrals",
        "Members",
        "One's own referrals",
        "The code with a link to share, what became of each referral, and what gold still needs.",
        (Answer(200, "The referrals.", OwnReferrals),),
        query=PageQuery,
        member=True,
    ),
    Operation(
        "GET /api/members/me/complaints",
        "readMyComplaints",
        "Members",
        "One's own complaints",
        "All that were filed with a contact that is one's own, also before joining.",
        (Answer(200, "The complaints.", OwnComplaints),),
        query=PageQuery,
        member=True,
    ),
    Operation(
        "GET /api/desk/members/{id}/referrals",
        "readMemberReferrals",
        "Members",
        "A member's referrals",
        "What became of each, and who led the member here. That it was read is recorded.",
        (Answer(200, "The referrals.", MemberReferrals),),
        _NOT_YOURS,
        query=PageQuery,
        staff=True,
    ),
    Operation(
        "GET /api/desk/members/{id}/complaints",
        "readMemberComplaints",
        "Members",
        "A member's complaints",
        "Those of your cities. That it was read is recorded.",
        (Answer(200, "The complaints.", MemberComplaints),),
        _NOT_YOURS,
        query=PageQuery,
        staff=True,
    ),
)
