"""What may be done with a campaign in which state: a table of all, and what each leaves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hearthline.platform.outbox import Actor
from hearthline.surveys import lifecycle
from hearthline.surveys.campaign_timers import LOOK_SOON, Owed, next_timer, owed
from hearthline.surveys.lifecycle import Change, Refused
from hearthline.surveys.model import Campaign, CampaignState, Linking, Trigger
from tests.unit.surveys.builders import NOW, a_campaign

MEI = Actor("staff", "mei")
TEXT = {"zh": "请告诉我们。", "en": "Please tell us."}
ACTS: dict[str, Callable[[Campaign], Change]] = {
    "launch": lambda campaign: lifecycle.launched(campaign, MEI, NOW),
    "launch at once": lambda campaign: lifecycle.launched(campaign, MEI, NOW, at_once=True),
    "start": lambda campaign: lifecycle.started(campaign, NOW),
    "pause": lambda campaign: lifecycle.paused(campaign, MEI, NOW),
    "resume": lambda campaign: lifecycle.resumed(campaign, MEI, NOW),
    "cancel": lambda campaign: lifecycle.cancelled(campaign, MEI, NOW),
}
TABLE = {
    "draft": ("sending", "sending", "!not_sending", "!not_sending", "!not_paused", "cancelled"),
    "scheduled": ("!scheduled", "sending", "sending", "!not_sending", "!not_paused", "cancelled"),
    "sending": ("!under_way", "!under_way", "!under_way", "paused", "!not_paused", "cancelled"),
    "paused": ("!paused", "!paused", "!under_way", "!paused", "sending", "cancelled"),
    "finished": ("!ended", "!ended", "!under_way", "!ended", "!ended", "!ended"),
    "cancelled": ("!ended", "!ended", "!under_way", "!ended", "!ended", "!ended"),
}


def ready(state: CampaignState = CampaignState.DRAFT, **changes: Any) -> Campaign:
    begun = state not in lifecycle.OPEN
    facts = {"segment": "{}", "counted": "RUN", "text": TEXT, "launched_at": NOW if begun else None}
    if state is CampaignState.SCHEDULED:
        facts["starts_at"] = NOW
    return a_campaign(state=state, **{**facts, **changes})


@pytest.mark.parametrize(
    ("state", "act", "expected"),
    [(state, act, row[place]) for state, row in TABLE.items() for place, act in enumerate(ACTS)],
)
def test_each_act_in_each_state(state: str, act: str, expected: str) -> None:
    campaign = ready(CampaignState(state))

    if expected.startswith("!"):
        with pytest.raises(Refused) as refused:
            ACTS[act](campaign)
        assert refused.value.reason == expected[1:]
        assert refused.value.reason in lifecycle.WHAT_TO_DO
    else:
        change = ACTS[act](campaign)
        assert change.after.state.value == expected
        assert change.after.changed_at == NOW
        assert len(change.lines) == 1


@pytest.mark.parametrize(
    ("lacking", "reason"),
    [
        ({"segment": None}, "audience_missing"),
        ({"counted": None}, "audience_not_counted"),
        ({"text": {"zh": "请告诉我们。", "en": " "}}, "text_missing"),
        ({"channels": ()}, "channel_missing"),
        ({"expires_at": None}, "expiry_missing"),
        ({"expires_at": NOW}, "expired"),
        ({"starts_at": NOW + timedelta(days=31)}, "ends_before_start"),
        (
            {"starts_at": NOW + timedelta(days=2), "latest_start": NOW + timedelta(days=1)},
            "too_late_for_starts_at",
        ),
        ({"trigger": Trigger.COMPLAINT_CLOSED}, "triggered"),
    ],
)
def test_what_lacks_something_is_not_launched_and_says_what_to_do(
    lacking: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        lifecycle.launched(ready(**lacking), MEI, NOW)

    assert refused.value.reason == reason
    assert lifecycle.WHAT_TO_DO[reason]


def test_what_an_outside_firm_asks_needs_no_text() -> None:
    change = lifecycle.launched(ready(text={}, third_party=Linking.STRATA), MEI, NOW)

    assert change.after.state is CampaignState.SENDING


def test_one_with_a_start_to_come_waits_for_it_and_begins_by_itself() -> None:
    starts = NOW + timedelta(days=1)
    scheduled = lifecycle.launched(ready(starts_at=starts), MEI, NOW).after
    begun = lifecycle.started(scheduled, starts)

    assert (scheduled.state, next_timer(scheduled, NOW)) == (CampaignState.SCHEDULED, starts)
    assert (begun.after.state, begun.after.launched_at) == (CampaignState.SENDING, starts)
    assert [line.event for line in begun.lines] == ["campaign.launched"]


@pytest.mark.parametrize(
    ("changes", "later", "reason"),
    [
        ({"latest_start": NOW + timedelta(hours=1)}, timedelta(hours=1, seconds=1), "late"),
        ({"expires_at": NOW + timedelta(hours=1)}, timedelta(hours=2), "expired"),
    ],
)
def test_one_that_can_not_begin_waits_for_a_person_and_tells_of_it(
    changes: dict[str, Any], later: timedelta, reason: str
) -> None:
    waiting = lifecycle.started(ready(CampaignState.SCHEDULED, **changes), NOW + later)

    assert (waiting.after.state, waiting.after.waits_for) == (CampaignState.SCHEDULED, reason)
    assert [(line.event, line.data) for line in waiting.lines] == [("campaign.waiting", {"reason": reason})]
    assert next_timer(waiting.after, NOW) is None


def test_who_launches_one_that_waits_says_at_once() -> None:
    waiting = replace(ready(CampaignState.SCHEDULED), waits_for="late")

    with pytest.raises(Refused):
        lifecycle.launched(waiting, MEI, NOW)
    begun = lifecycle.launched(waiting, MEI, NOW, at_once=True).after
    assert (begun.state, begun.waits_for) == (CampaignState.SENDING, None)


def test_nothing_is_resumed_whose_time_is_over() -> None:
    for changes, reason in (({"closing_at": NOW}, "closing"), ({"expires_at": NOW}, "expired")):
        with pytest.raises(Refused) as refused:
            lifecycle.resumed(ready(CampaignState.PAUSED, **changes), MEI, NOW)
        assert refused.value.reason == reason


def test_reminders_come_in_their_order_and_missed_ones_together() -> None:
    day = timedelta(days=1)
    campaign = ready(CampaignState.SENDING, made=5, reminders=(3, 7))

    assert next_timer(campaign, NOW + 3 * day - LOOK_SOON / 2) == NOW + 3 * day
    assert owed(campaign, NOW + 3 * day) is Owed.REMIND
    assert lifecycle.reminded(campaign, NOW + 3 * day).after.reminded == 1
    assert lifecycle.reminded(campaign, NOW + 8 * day).after.reminded == 2
    assert owed(replace(campaign, reminded=2), NOW + 8 * day) is Owed.LOOK
    assert owed(replace(campaign, state=CampaignState.PAUSED), NOW + 3 * day) is Owed.LOOK


def test_a_campaign_owes_its_end_before_anything_else() -> None:
    campaign = ready(CampaignState.PAUSED, made=5, reminders=(3,))
    over = NOW + timedelta(days=30)

    assert next_timer(campaign, NOW) == over
    assert owed(campaign, over) is Owed.CLOSE
    assert owed(replace(campaign, state=CampaignState.SENDING), over) is Owed.CLOSE
    closing = lifecycle.closing(campaign, over).after
    assert owed(closing, over) is Owed.LOOK
    assert next_timer(closing, over) == over + LOOK_SOON


def test_one_that_asks_by_itself_owes_nothing_and_can_be_paused() -> None:
    campaign = ready(CampaignState.SENDING, trigger=Trigger.HOME_HANDED_OVER, expires_at=None)

    assert next_timer(campaign, NOW) is None
    paused = lifecycle.paused(campaign, MEI, NOW).after
    assert lifecycle.resumed(paused, MEI, NOW).after.state is CampaignState.SENDING
    with pytest.raises(Refused) as refused:
        lifecycle.cancelled(campaign, MEI, NOW)
    assert refused.value.reason == "triggered"
