"""The contracts of the events of the ledger: one for each kind of entry, and the announcement of an end."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from hearthline.platform.event_contracts import Contract, Envelope, Instant

EntryId = Annotated[str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{26}$")]


class AboutPerson(Envelope):
    """An event about one person."""

    subject: Annotated[str, StringConstraints(pattern=r"^person/[0-9A-Z]+$")]


class Moved(Contract):
    """One entry of the ledger."""

    person: str = Field(description="id of the member")
    amount: int = Field(description="points; negative where they were taken")
    source: str = Field(description="what kind of thing it came from, as `purchase` or `redeem`")
    rule: str | None = Field(description="the earning rule or the reward, if there is one behind it")
    entry: EntryId = Field(description="id of the entry")


class PointsEvent(AboutPerson):
    """An event about one entry."""

    id: Annotated[str, StringConstraints(pattern=r"^points\.[0-9A-HJKMNP-TV-Z]{26}$")]
    data: Moved


class PointsEarned(PointsEvent):
    """Points were credited by a rule of the club."""

    type: Literal["points.earned"]


class PointsRedeemed(PointsEvent):
    """Points were spent on a reward."""

    type: Literal["points.redeemed"]


class PointsAdjusted(PointsEvent):
    """A member of staff gave or took points, with a reason that the ledger holds."""

    type: Literal["points.adjusted"]


class PointsExpired(PointsEvent):
    """What was left of one earning has ended."""

    type: Literal["points.expired"]


class PointsReversed(PointsEvent):
    """An entry was taken back; of an earning that was spent already only what there was (perhaps 0)."""

    type: Literal["points.reversed"]


class PointsRecovered(PointsEvent):
    """Of points just credited so many paid what was owed for an earning taken back."""

    type: Literal["points.recovered"]


class Expiring(Contract):
    """Points that end soon."""

    person: str = Field(description="id of the member")
    amount: int = Field(description="points that end then, as far as they are not spent before")
    expires_at: Instant = Field(description="when they end")


class PointsExpiring(AboutPerson):
    """Points will end in some time, which the club's rules say. Told once for points that end together."""

    id: Annotated[str, StringConstraints(pattern=r"^points\.[0-9A-Z]+\.[1-9]\d*\.\d+$")]
    type: Literal["points.expiring"]
    data: Expiring


EVENTS: tuple[type[Envelope], ...] = (
    PointsEarned,
    PointsRedeemed,
    PointsAdjusted,
    PointsExpired,
    PointsReversed,
    PointsRecovered,
    PointsExpiring,
)
