"""When a person may be told what: the contact policy, pure.

What is about a person's own matter (`service`) always goes. A survey or marketing message passes, in this
order: suppression of the address, consent for its class and channel, quiet hours and public holidays, caps
for the person and for each household they belong to. What stops it is a word; docs/contact-policy.md says
each in full.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from hearthline.notices.model import MessageClass
from hearthline.platform.wall_time import DAY, first_instant, wall_at

BOUNCED = "bounced"
COMPLAINED = "complained"
MOST_QUIET_ENDS = 400
"""Ends of quiet hours and holidays that are looked at; a calendar that is off for longer is no calendar."""

Holidays = Callable[[date], bool]
"""Tells whether a day is a public holiday; a weekend is none, nor is a day worked to make up for one."""


class Reason(StrEnum):
    """Why a message was held, stopped, or left a channel out; the last are those of what it is about."""

    ADDRESS_BOUNCED = "address_bounced"
    COMPLAINED = "complained"
    NO_CONSENT = "no_consent"
    QUIET_HOURS = "quiet_hours"
    HOLIDAY = "holiday"
    NEVER = "never"
    PERSON_CAP = "person_cap"
    HOUSEHOLD_CAP = "household_cap"
    EXPIRED = "expired"
    PAUSED = "paused"
    ANSWERED = "answered"
    CAMPAIGN_ENDED = "campaign_ended"
    UNDONE = "undone"
    GATHERED = "gathered"


_SUPPRESSED: Mapping[str, Reason] = {BOUNCED: Reason.ADDRESS_BOUNCED, COMPLAINED: Reason.COMPLAINED}


@dataclass(frozen=True, slots=True)
class Cap:
    """How many messages of a class in any `window`; None is no cap, 0 is never."""

    window: timedelta
    person: int | None = None
    household: int | None = None


@dataclass(frozen=True, slots=True)
class Alone:
    """How many alerts in a `window` go to one member of staff one by one; what is more is gathered."""

    most: int
    window: timedelta


USUAL_ALERTS: Mapping[str, int] = {"alone": 5, "minutes": 10}
"""Where the document says nothing of alerts."""


@dataclass(frozen=True, slots=True)
class ContactPolicy:
    """One version of the policy. Quiet hours are wall times since midnight, over midnight where they fall.

    `zone` and `calendar` are for who belongs to no city. Without `alerts` each alert goes alone.
    """

    version: int
    quiet: tuple[timedelta, timedelta] | None
    quiet_holidays: bool
    caps: Mapping[MessageClass, Cap]
    zone: str
    calendar: str
    alerts: Alone | None = None

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "ContactPolicy":
        """Read a saved document."""
        hours = document.get("quiet_hours")
        caps = {
            MessageClass(name): Cap(timedelta(days=cap["days"]), cap.get("person"), cap.get("household"))
            for name, cap in document.get("caps", {}).items()
        }
        alerts = document.get("alerts", USUAL_ALERTS)
        quiet = (_time(hours["from"]), _time(hours["until"])) if hours else None
        return cls(
            version=document["version"],
            quiet=quiet,
            quiet_holidays=document.get("quiet_holidays", True),
            caps=caps,
            zone=document["zone"],
            calendar=document["calendar"],
            alerts=Alone(alerts["alone"], timedelta(minutes=alerts["minutes"])) if alerts else None,
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """When messages of the class went out before: to the person, and to each household as a whole.

    The message itself, where it was counted by an earlier try, is not among them.
    """

    person: Sequence[datetime] = ()
    households: Sequence[Sequence[datetime]] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a decision rests on. `channels` stand in order of preference; `suppressed` says why, by channel.

    `consents` holds the latest declaration by name (`survey:email`).
    """

    channels: Sequence[str]
    suppressed: Mapping[str, str] = field(default_factory=dict)
    consents: Mapping[str, bool] = field(default_factory=dict)
    zone: str = "UTC"
    is_holiday: Holidays = lambda _: False
    sent: Sent = Sent()


@dataclass(frozen=True, slots=True)
class Go:
    """It may go by these channels, in this order; `left_out` says why by the others."""

    channels: tuple[str, ...]
    left_out: Mapping[str, Reason] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hold:
    """Not before `until`."""

    until: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Stop:
    """Not at all."""

    reason: Reason
    left_out: Mapping[str, Reason] = field(default_factory=dict)


def decide(
    message_class: MessageClass,
    facts: Facts,
    policy: ContactPolicy,
    now: datetime,
    good_until: datetime | None = None,
) -> Go | Hold | Stop:
    """Say whether a message may go now, and by which channels.

    Nothing is held beyond `good_until`: what could go only later is stopped. There is at least one channel.
    """
    if good_until is not None and now >= good_until:
        return Stop(Reason.EXPIRED)
    if message_class is MessageClass.SERVICE:
        return _service(facts)
    open_, left_out = _sort_out(
        facts.channels, lambda channel: _SUPPRESSED.get(facts.suppressed.get(channel, ""))
    )
    if not open_:
        return Stop(next(iter(left_out.values())), left_out)
    agreed, without = _sort_out(
        open_, lambda channel: None if facts.consents.get(f"{message_class}:{channel}") else Reason.NO_CONSENT
    )
    left_out |= without
    if not agreed:
        return Stop(Reason.NO_CONSENT, left_out)
    quiet = quiet_at(now, facts.zone, facts.is_holiday, policy)
    if quiet is not None:
        until = quiet_ends(now, facts.zone, facts.is_holiday, policy)
        beyond = good_until is not None and until >= good_until
        return Stop(Reason.EXPIRED, left_out) if beyond else Hold(until, quiet)
    full = _capped(policy.caps.get(message_class), facts.sent, now)
    return Stop(full, left_out) if full else Go(tuple(agreed), left_out)


def quiet_at(now: datetime, zone: str, is_holiday: Holidays, policy: ContactPolicy) -> Reason | None:
    """Say why nothing but service goes to somebody in this zone at this instant, None where it does."""
    wall = wall_at(ZoneInfo(zone), now)
    if policy.quiet_holidays and is_holiday(_day(wall)):
        return Reason.HOLIDAY
    if policy.quiet is None:
        return None
    since, until = policy.quiet
    time = wall % DAY
    inside = since <= time < until if since <= until else time >= since or time < until
    return Reason.QUIET_HOURS if inside else None


def quiet_ends(now: datetime, zone: str, is_holiday: Holidays, policy: ContactPolicy) -> datetime:
    """Give the first instant from `now` on that is not quiet: the end of the night, and of the holidays.

    Where the calendar knows no end of holidays, the last one looked at: it is held again then.
    """
    at = now
    for _ in range(MOST_QUIET_ENDS):
        reason = quiet_at(at, zone, is_holiday, policy)
        if reason is None:
            return at
        at = _next_end(at, ZoneInfo(zone), reason, policy)
    return at


def in_window(instants: Collection[datetime], cap: Cap, now: datetime) -> list[datetime]:
    """Give the instants that still count, oldest first: those less than a whole window ago."""
    return sorted(at for at in instants if at > now - cap.window)


def _service(facts: Facts) -> Go:
    """Leave out an address that bounced, unless there is no other: then it is tried all the same."""
    alive, left_out = _sort_out(
        facts.channels,
        lambda channel: Reason.ADDRESS_BOUNCED if facts.suppressed.get(channel) == BOUNCED else None,
    )
    return Go(tuple(alive), left_out) if alive else Go(tuple(facts.channels))


def _sort_out(
    channels: Sequence[str], against: Callable[[str], Reason | None]
) -> tuple[list[str], dict[str, Reason]]:
    reasons = {channel: against(channel) for channel in channels}
    return (
        [channel for channel, reason in reasons.items() if reason is None],
        {channel: reason for channel, reason in reasons.items() if reason is not None},
    )


def _capped(cap: Cap | None, sent: Sent, now: datetime) -> Reason | None:
    if cap is None:
        return None
    if 0 in {cap.person, cap.household}:
        return Reason.NEVER
    if cap.person is not None and len(in_window(sent.person, cap, now)) >= cap.person:
        return Reason.PERSON_CAP
    if cap.household is not None and any(
        len(in_window(household, cap, now)) >= cap.household for household in sent.households
    ):
        return Reason.HOUSEHOLD_CAP
    return None


def _next_end(at: datetime, zone: ZoneInfo, reason: Reason, policy: ContactPolicy) -> datetime:
    wall = wall_at(zone, at)
    today = wall - wall % DAY
    if reason is Reason.HOLIDAY or policy.quiet is None:
        end = today + DAY
    else:
        end = today + policy.quiet[1]
        end += DAY if end <= wall else timedelta(0)
    instant = first_instant(zone, end)
    # Of an hour that comes twice the first is meant; in the second, as much time must pass as is left of it.
    return instant if instant > at else at + (end - wall)


def _day(wall: timedelta) -> date:
    return date.fromordinal(wall.days + 1)


def _time(text: str) -> timedelta:
    return timedelta(hours=int(text[:2]), minutes=int(text[3:]))
