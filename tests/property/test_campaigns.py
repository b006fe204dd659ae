"""What holds of a campaign whatever is done with it in whichever order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from hearthline.platform.outbox import Actor
from hearthline.surveys import lifecycle
from hearthline.surveys.campaign_timers import Owed, next_timer, owed
from hearthline.surveys.lifecycle import Change, Refused
from hearthline.surveys.model import ENDED, Campaign, CampaignState
from hearthline.surveys.work import work_of
from tests.sizes import sized
from tests.unit.surveys.builders import NOW
from tests.unit.surveys.test_lifecycle import ready

MEI = Actor("staff", "mei")
STATES = list(CampaignState)


class CampaignLife(RuleBasedStateMachine):
    """Staff and time act on one campaign."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.campaign = ready(
            starts_at=NOW + timedelta(hours=2),
            latest_start=NOW + timedelta(hours=5),
            expires_at=NOW + timedelta(days=9),
            reminders=(2, 4),
        )
        self.rounds: list[int] = [0]
        self.refused: set[str] = set()

    def _do(self, change: Change) -> None:
        before, self.campaign = self.campaign, replace(change.after, version=self.campaign.version + 1)
        forward = STATES.index(before.state) <= STATES.index(self.campaign.state)
        assert forward or before.state is CampaignState.PAUSED
        self.rounds.append(self.campaign.round)

    @rule(at_once=st.booleans())
    def launch(self, at_once: bool) -> None:
        self._staff(lambda campaign: lifecycle.launched(campaign, MEI, self.now, at_once=at_once))

    @rule()
    def pause(self) -> None:
        self._staff(lambda campaign: lifecycle.paused(campaign, MEI, self.now))

    @rule()
    def resume(self) -> None:
        self._staff(lambda campaign: lifecycle.resumed(campaign, MEI, self.now))

    @rule(certain=st.integers(0, 9))
    def cancel(self, certain: int) -> None:
        if certain == 0:
            self._staff(lambda campaign: lifecycle.cancelled(campaign, MEI, self.now))

    def _staff(self, act: Callable[[Campaign], Change]) -> None:
        before = self.campaign
        try:
            self._do(act(before))
        except Refused as refused:
            self.refused.add(refused.reason)

    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def sweep(self) -> None:
        timer = next_timer(self.campaign, self.now, timedelta())
        if timer is None or timer > self.now:
            return
        match owed(self.campaign, self.now):
            case Owed.START:
                self._do(lifecycle.started(self.campaign, self.now))
            case Owed.REMIND:
                self._do(lifecycle.reminded(self.campaign, self.now))
            case Owed.CLOSE:
                self._do(lifecycle.closing(self.campaign, self.now))
            case Owed.LOOK:
                self._look()

    def _look(self) -> None:
        if self.campaign.made is None:
            self._do(lifecycle.all_made(self.campaign, 5, {}, self.now))
        elif self.campaign.closing_at:
            self._do(lifecycle.settled(self.campaign, {"answered": 5}, self.now))

    @invariant()
    def what_ended_owes_nothing_and_what_is_under_way_owes_something(self) -> None:
        timer = next_timer(self.campaign, self.now)
        match self.campaign.state:
            case CampaignState.DRAFT | CampaignState.FINISHED:
                assert timer is None
            case CampaignState.SCHEDULED:
                assert (timer is None) == (self.campaign.waits_for is not None)
            case CampaignState.CANCELLED:
                assert (timer is None) == (self.campaign.closed_at is not None)
            case _:
                assert timer is not None

    @invariant()
    def only_what_is_sending_feeds_and_rounds_only_grow(self) -> None:
        feeds = {task.kind for group in work_of(self.campaign) for task in group}
        if "campaign_feeding" in feeds:
            assert self.campaign.state is CampaignState.SENDING
            assert self.campaign.made is not None
        assert self.rounds == sorted(self.rounds)
        assert self.campaign.reminded <= len(self.campaign.reminders)

    @invariant()
    def whoever_is_refused_is_told_what_to_do(self) -> None:
        assert self.refused <= set(lifecycle.WHAT_TO_DO)

    @invariant()
    def the_end_has_its_instant(self) -> None:
        ended = self.campaign.state in ENDED
        assert (self.campaign.ended_at is not None) == ended
        assert not (self.campaign.state is CampaignState.FINISHED and self.campaign.made is None)


TestCampaignLife = CampaignLife.TestCase
TestCampaignLife.settings = settings(max_examples=sized(30, 500), stateful_step_count=30, deadline=None)
