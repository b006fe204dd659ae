"""Referrals: who led whom to a contract, and what became of it.

Everything is reckoned from what the contract and the persons say now: the order in which facts came in, and
how often, makes no difference. A contract counts for at most one referrer: whose code it names, or else who
had led one of its buyers into the club, where it is the first that this buyer signed after joining.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from hearthline.members.model import Holding, Person
from hearthline.members.sales import Sale


class Status(StrEnum):
    """What became of a referral. `clawed_back`: the contract was cancelled. `refused` has a reason."""

    PENDING = "pending"
    COMPLETED = "completed"
    CLAWED_BACK = "clawed_back"
    REFUSED = "refused"


class Refusal(StrEnum):
    """Why a referral does not count.

    The referrer is a buyer themselves, or shares a home with one; the contract's code is nobody's; the
    referrer was no member yet when it was signed.
    """

    SELF = "self"
    HOUSEHOLD = "household"
    UNKNOWN_CODE = "unknown_code"
    NOT_A_MEMBER = "not_a_member"


@dataclass(frozen=True, slots=True)
class Referral:
    """What became of one contract, as its referrer's. `buyer` is whom the contract names first."""

    contract: str
    home: str
    buyer: str
    status: Status
    signed_on: date
    reason: Refusal | None = None
    completed_on: date | None = None
    cancelled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """One contract that a referral may come of: for whom, and how it stands. `version` counts looks at it.

    `referrer` is None where nobody is known to have led anybody. `code` is the contract's. `completed` are
    the referrers for whom it was ever completed, each time one: only the last can still be so.
    """

    contract: str
    home: str
    version: int = 0
    code: str | None = None
    referrer: str | None = None
    status: Status | None = None
    reason: Refusal | None = None
    completed: tuple[str, ...] = ()

    @property
    def outcome(self) -> tuple[str | None, Status | None, Refusal | None]:
        """For whom, how it stands, and why."""
        return self.referrer, self.status, self.reason


def was_member(person: Person, day: date, zone: ZoneInfo) -> bool:
    """Tell whether somebody was a member on a day, the day of joining included."""
    return person.joined_at is not None and joined_on(person.joined_at, zone) <= day


def joined_on(joined_at: datetime, zone: ZoneInfo) -> date:
    """Give the day of joining by the club's clock."""
    return joined_at.astimezone(zone).date()


def led_by(sale: Sale, buyers: Iterable[Person], zone: ZoneInfo) -> str | None:
    """Give who had led a buyer into the club, where this is that buyer's first contract since; or None.

    Of several such buyers the one counts whom the contract names first. Of who was taken out it is not known
    any more when they joined.
    """
    led = {buyer.id: buyer for buyer in buyers if buyer.referred_by and not buyer.erased_at}
    for buyer in (led[identity] for identity in sale.buyers if identity in led):
        if _first_since_joining(buyer, zone) == sale.contract:
            return buyer.referred_by
    return None


def judge(
    sale: Sale, referrer: Person, buyers: Sequence[Person], zone: ZoneInfo
) -> tuple[Status, Refusal | None]:
    """Give what became of a contract whose referrer is known, and why it was refused if it was."""
    reason = _refusal(sale, referrer, buyers, zone)
    if reason:
        return Status.REFUSED, reason
    if sale.cancelled_on:
        return Status.CLAWED_BACK, None
    return (Status.COMPLETED if sale.handed_over_on else Status.PENDING), None


def referral_of(sale: Sale, status: Status, reason: Refusal | None) -> Referral:
    """Give how a referral is kept with its referrer."""
    return Referral(
        contract=sale.contract,
        home=sale.home,
        buyer=sale.buyers[0],
        status=status,
        signed_on=sale.signed_on,
        reason=reason,
        completed_on=sale.handed_over_on,
        cancelled_on=sale.cancelled_on,
    )


def _refusal(sale: Sale, referrer: Person, buyers: Sequence[Person], zone: ZoneInfo) -> Refusal | None:
    if referrer.id in sale.buyers:
        return Refusal.SELF
    if referrer.erased_at or not was_member(referrer, sale.signed_on, zone):
        return Refusal.NOT_A_MEMBER
    if any(one_household(referrer, buyer, sale) for buyer in buyers):
        return Refusal.HOUSEHOLD
    return None


def one_household(referrer: Person, buyer: Person, sale: Sale) -> bool:
    """Tell whether two persons owned a home together when the contract was signed, or do now.

    The home that the contract is about does not count. "Now" ends with the contract: what they own together
    only after it was handed over, or cancelled, takes nothing back.
    """
    end = sale.handed_over_on or sale.cancelled_on
    return any(
        _held(mine, day) and _held(theirs, day)
        for mine in referrer.holdings
        for theirs in buyer.holdings
        if mine.home == theirs.home != sale.home
        for day in (sale.signed_on, end)
    )


def _held(holding: Holding, day: date | None) -> bool:
    """Tell whether somebody owned it on a day; without a day, at present. Not on the day of passing it on."""
    if day is None:
        return holding.until is None
    return holding.since <= day and (holding.until is None or day < holding.until)


def _first_since_joining(buyer: Person, zone: ZoneInfo) -> str | None:
    """Give the first contract that a member signed on the day of joining or later."""
    if buyer.joined_at is None:
        return None
    joined = joined_on(buyer.joined_at, zone)
    since = [(one.signed_on, one.contract) for one in buyer.holdings if one.bought]
    return min((one for one in since if one[0] >= joined), default=(joined, None))[1]
