"""The operations of one's own data as a whole: having it given out, and having oneself taken out."""

from typing import Literal

from infra.contract.member_operations import refused
from infra.contract.operations import Answer, Operation
from infra.contract.values import Instant, Shape

_WHERE = "/api/members/me/export"


class OwnExport(Shape):
    """How far one's own export is."""

    id: str
    status: Literal["running", "done", "failed", "gone"]
    """`gone`: the file is deleted since."""
    asked_at: Instant
    ended_at: Instant | None
    file_url: str | None
    """Where the file is, for a minute; ask again for another address."""
    file_until: Instant | None
    """When the file is deleted."""


OWN_DATA: tuple[Operation, ...] = (
    Operation(
        f"POST {_WHERE}",
        "exportMe",
        "Privacy",
        "Have all that is known of oneself given out",
        "Begins to make one JSON document of everything: profile, consents, history, points, referrals, "
        "homes, sessions, messages, and one's complaints in full, as docs/person-export.schema.json "
        "describes it. Three times a day at most.",
        (Answer(202, "It has begun.", OwnExport, headers=("Location",)),),
        {422: "The Idempotency-Key was used for another request."},
        headers=("IdempotencyKey",),
        member=True,
    ),
    Operation(
        f"GET {_WHERE}",
        "readMyExport",
        "Privacy",
        "How far one's own export is",
        "The newest one that was asked for; and where its file is, kept for 7 days.",
        (Answer(200, "The export.", OwnExport),),
        {404: "None was asked for."},
        member=True,
    ),
    Operation(
        "DELETE /api/members/me",
        "eraseMe",
        "Privacy",
        "Have oneself taken out of everything",
        "Ends the membership at once and for good: all sessions end, no contact leads to it any more, "
        "nothing is sent. What was written in complaints goes as soon as these have ended. What was counted "
        "stays without the person. Asks for a session of the last ten minutes: sign in again first. Whoever "
        "joins with the same contact later is a new member.",
        (Answer(202, "It has begun, and cannot be called back.", headers=("SetCookie",)),),
        {409: refused("session_too_old")},
        member=True,
    ),
)
