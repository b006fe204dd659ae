"""What may be done with a campaign in which state, and what it is then: pure rules.

    draft -> scheduled -> sending <-> paused -> finished | cancelled

Each act gives the campaign after it and the lines of its history, or raises Refused with a reason that never
changes; `WHAT_TO_DO` says what whoever was refused can do about it. Acts of time (`started`, `reminded`,
`closing`, `finished`) are done by the system when the campaign's timer comes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from hearthline.platform.outbox import SYSTEM, Actor
from hearthline.surveys.campaign_timers import reminders_due
from hearthline.surveys.history import Line
from hearthline.surveys.model import ENDED, Campaign, CampaignState
from hearthline.surveys.readiness import not_ready

OPEN: Final = frozenset({CampaignState.DRAFT, CampaignState.SCHEDULED})
"""States in which a campaign may still become another one."""

LATE: Final = "late"
WHAT_TO_DO: Final[Mapping[str, str]] = {
    "triggered": "It asks by itself after each event; pause it, or resume it.",
    "scheduled": "It begins at starts_at. To begin now, say so with at_once.",
    "under_way": "It was launched already. Pause it, or cancel it.",
    "paused": "It is paused. Resume it, or cancel it.",
    "not_sending": "Nothing is being sent that could be paused. To stop it for good, cancel it.",
    "not_paused": "It is not paused.",
    "ended": "It has ended. Make a new campaign.",
    "closing": "Its time is over and what was open is being closed. Make a new campaign.",
    "audience_missing": "Choose whom it asks: POST …/audience.",
    "audience_not_counted": "Its audience has changed since it was counted: POST …/audience again.",
    "audience_being_counted": "Wait for the count of its audience to end: GET …/audience.",
    "nobody_meant": "Its audience has nobody in it. Choose another one: POST …/audience.",
    "text_missing": "Give the text of its message in zh and en.",
    "channel_missing": "Give at least one of the channels email and sms.",
    "expiry_missing": "Say until when answers are taken: expires_at.",
    "expired": "Its expires_at has passed. Give a later one.",
    "ends_before_start": "It would begin after its expires_at. Give a later one.",
    "too_late_for_starts_at": "Its latest_start is before its starts_at. Give a later one.",
    "questionnaire_missing": "There is no such version of the questionnaire. Choose another one.",
}
"""Every reason for which something is refused, and what to do about it."""


class Refused(Exception):
    """The campaign's state does not allow it; `reason` is one of WHAT_TO_DO."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Change:
    """A campaign after an act, and what its history says of it."""

    after: Campaign
    lines: tuple[Line, ...]


def launched(campaign: Campaign, by: Actor, now: datetime, *, at_once: bool = False) -> Change:
    """Begin, or with a `starts_at` that is still to come wait for it, unless it shall be `at_once`.

    Who launches one that was found late, or waits, says `at_once`.
    """
    _demand_not_triggered(campaign)
    if campaign.state not in OPEN:
        raise Refused("ended" if campaign.state in ENDED else _under_way(campaign))
    waits = campaign.starts_at is not None and campaign.starts_at > now and not at_once
    if campaign.state is CampaignState.SCHEDULED and not at_once:
        raise Refused("scheduled")
    if missing := not_ready(campaign, now):
        raise Refused(missing)
    if not waits:
        return _begun(campaign, by, now)
    after = _changed(campaign, by, now, state=CampaignState.SCHEDULED, waits_for=None)
    return Change(after, (Line("scheduled", now, by, {}),))


def started(campaign: Campaign, now: datetime) -> Change:
    """Begin one whose `starts_at` has come; found too late, or not ready, it waits for a person."""
    if campaign.state is not CampaignState.SCHEDULED or campaign.waits_for:
        raise Refused("not_sending" if campaign.state in OPEN else "under_way")
    late = campaign.latest_start is not None and now > campaign.latest_start
    reason = LATE if late else not_ready(campaign, now)
    return waits(campaign, reason, now) if reason else _begun(campaign, SYSTEM, now)


def waits(campaign: Campaign, reason: str, now: datetime) -> Change:
    """Let a scheduled campaign that can't begin wait for a person, who is told why."""
    after = _changed(campaign, SYSTEM, now, waits_for=reason)
    return Change(after, (Line("waiting", now, SYSTEM, {"reason": reason}, "campaign.waiting"),))


def paused(campaign: Campaign, by: Actor, now: datetime) -> Change:
    """Let nothing more go out. Answers are taken on."""
    if campaign.state is CampaignState.PAUSED:
        raise Refused("paused")
    if campaign.state is not CampaignState.SENDING:
        raise Refused("ended" if campaign.state in ENDED else "not_sending")
    after = _changed(campaign, by, now, state=CampaignState.PAUSED)
    return Change(after, (Line("paused", now, by, {}, "campaign.paused"),))


def resumed(campaign: Campaign, by: Actor, now: datetime) -> Change:
    """Go on with what was not sent; its long work begins anew."""
    if campaign.state is not CampaignState.PAUSED:
        raise Refused("ended" if campaign.state in ENDED else "not_paused")
    if campaign.closing_at:
        raise Refused("closing")
    if campaign.expires_at and campaign.expires_at <= now:
        raise Refused("expired")
    after = _changed(campaign, by, now, state=CampaignState.SENDING, round=campaign.round + 1)
    return Change(after, (Line("resumed", now, by, {}, "campaign.resumed"),))


def cancelled(campaign: Campaign, by: Actor, now: datetime) -> Change:
    """End it for good: what was not sent never is, and no answer is taken any more."""
    _demand_not_triggered(campaign)
    if campaign.state in ENDED:
        raise Refused("ended")
    nothing_made = campaign.state in OPEN
    after = _changed(
        campaign,
        by,
        now,
        state=CampaignState.CANCELLED,
        ended_at=now,
        waits_for=None,
        closing_at=None if nothing_made else now,
        closed_at=now if nothing_made else None,
        round=campaign.round + 1,
    )
    return Change(after, (Line("cancelled", now, by, {}, "campaign.cancelled"),))


def all_made(campaign: Campaign, made: int, population: Mapping[str, int], now: datetime) -> Change:
    """Note how many invitations there are; sending begins, unless the campaign closes."""
    after = _changed(
        campaign,
        SYSTEM,
        now,
        made=made,
        population=dict(population),
        round=campaign.round + (campaign.closing_at is None),
    )
    return Change(after, (Line("made", now, SYSTEM, {"made": made}),))


def reminded(campaign: Campaign, now: datetime) -> Change:
    """Ask those again who have not answered; of reminders that were missed only the last one goes out."""
    number = reminders_due(campaign, now)
    after = _changed(campaign, SYSTEM, now, reminded=number)
    return Change(after, (Line("reminded", now, SYSTEM, {"reminder": number}),))


def again(campaign: Campaign, now: datetime) -> Change:
    """Begin its long work anew, as some of it was left undone."""
    after = _changed(campaign, SYSTEM, now, round=campaign.round + 1)
    return Change(after, (Line("begun_again", now, SYSTEM, {"round": after.round}),))


def closing(campaign: Campaign, now: datetime) -> Change:
    """Close what is open, as its time is over; nothing is sent from now on."""
    after = _changed(campaign, SYSTEM, now, closing_at=now, round=campaign.round + 1)
    return Change(after, (Line("expired", now, SYSTEM, {}),))


def settled(campaign: Campaign, states: Mapping[str, int], now: datetime) -> Change:
    """Note that each of its invitations is in a final state: `states` counts them, and they are all made.

    One that is under way is finished by that; one that was cancelled has nothing open any more.
    """
    figures = {"made": campaign.made or 0, "states": dict(states)}
    if campaign.state is CampaignState.CANCELLED:
        return Change(_changed(campaign, SYSTEM, now, closed_at=now), (Line("closed", now, SYSTEM, figures),))
    after = _changed(campaign, SYSTEM, now, state=CampaignState.FINISHED, ended_at=now, closed_at=now)
    return Change(after, (Line("finished", now, SYSTEM, figures, "campaign.finished"),))


def _begun(campaign: Campaign, by: Actor, now: datetime) -> Change:
    after = _changed(campaign, by, now, state=CampaignState.SENDING, launched_at=now, waits_for=None, round=1)
    figures = {"questionnaire": campaign.questionnaire, "version": campaign.questionnaire_version}
    return Change(after, (Line("launched", now, by, figures, "campaign.launched"),))


def _changed(campaign: Campaign, by: Actor, now: datetime, **parts: Any) -> Campaign:
    return replace(campaign, changed_at=now, changed_by=by.id or by.kind, **parts)


def _under_way(campaign: Campaign) -> str:
    return "paused" if campaign.state is CampaignState.PAUSED else "under_way"


def _demand_not_triggered(campaign: Campaign) -> None:
    if campaign.trigger is not None:
        raise Refused("triggered")
