"""Campaigns on an engine: the product's own stores, jobs and timers; crashes at will, a clock that is set."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ConnectionClosedError

from hearthline.members.segments.audience import Audience
from hearthline.members.segments.matching import Moment
from hearthline.platform.jobs import Jobs, JobStore, Worked, Worker
from hearthline.platform.outbox import SYSTEM
from hearthline.platform.table import Action, Table
from hearthline.platform.timers import sweep
from hearthline.survey_audience import EverybodyMeant
from hearthline.surveys import keys
from hearthline.surveys.acting import Acting
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.closing import Closing
from hearthline.surveys.completing import Completing
from hearthline.surveys.counting import AskedCampaigns, Counting
from hearthline.surveys.feeding import Feeding
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.inviting import Inviting
from hearthline.surveys.lifecycle import Change
from hearthline.surveys.model import Campaign, CampaignState, Invitation, Progress, Reach
from hearthline.surveys.pace_store import PaceStore
from hearthline.surveys.part_store import PartStore
from hearthline.surveys.questionnaire_store import QuestionnaireStore, freezing
from hearthline.surveys.tally_store import Subject, TallyStore
from hearthline.surveys.tending import Tending
from hearthline.surveys.tokens import Tokens
from hearthline.surveys.work import CLOSING, FEEDING, INVITING, Working, buckets_of, work_of
from tests.engines.people import People
from tests.engines.world import KnownChance
from tests.unit.segments.builders import ZONE

SHARDS = 2
"""Of timers: few, as each sweep asks them all."""
ALL = '{"all": []}'
TEXT = {"zh": "请告诉我们。", "en": "Please tell us."}


class Breaking:
    """A client whose process dies at one of its requests, before it is sent or after it was done."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.left: int | None = None
        self.after = False
        self.calls = 0

    def __getattr__(self, verb: str) -> Any:
        def call(**request: Any) -> Any:
            self.calls += 1
            breaks = self.left == 0
            self.left = None if self.left is None or breaks else self.left - 1
            if breaks and not self.after:
                raise ConnectionClosedError(endpoint_url="here")
            answer = getattr(self._client, verb)(**request)
            if breaks:
                raise ConnectionClosedError(endpoint_url="here")
            return answer

        return call


class Campaigner:
    """What a test of campaigns needs. `sent` is what was put on the send queue, with its delays."""

    def __init__(self, people: People, now: datetime, *, limit: int | None = None) -> None:
        self.people, self.now, self.limit = people, now, limit
        self.client = Breaking(people.engine.client)
        self.table = Table(self.client, people.engine.surveys, pause=lambda _: None)
        self.members = Table(self.client, people.engine.members, pause=lambda _: None)
        self.campaigns = CampaignStore(self.table, SHARDS)
        self.invitations = InvitationStore(self.table, SHARDS)
        self.parts = PartStore(self.table, self.invitations)
        complaints = Table(self.client, people.engine.complaints, pause=lambda _: None)
        self.job_store = JobStore(complaints, SHARDS)
        self.working = Working(self.job_store, KnownChance())
        self.completing = Completing(self.campaigns, self.parts, self.working)
        self.sent: list[tuple[Mapping[str, Any], int]] = []
        self.company_rate = 6000
        self.questionnaires = QuestionnaireStore(self.table)
        self.persons: list[str] = []
        self.drafts: list[str] = []
        self.start_workers()

    def start_workers(self) -> None:
        """Begin as a new process would: nothing is remembered."""
        everybody = EverybodyMeant(Audience(self.members, limit=self.limit), lambda at: Moment(at, ZONE))
        self.tokens = Tokens(self.people.secret)
        self.inviting = Inviting(self.campaigns, self.completing, self.parts, everybody, self.tokens)
        paces = PaceStore(self.table, self.company_rate)
        self.feeding = Feeding(self.campaigns, self.invitations, paces, self._send)
        self.closing = Closing(self.campaigns, self.completing, self.invitations)
        self.tallies = TallyStore(self.table)
        self.tending = Tending(
            self.table, self.campaigns, self.completing, self.working, self.tallies, self._freezing
        )
        self.acting = Acting(self.campaigns, self.working, self._freezing)
        workers: dict[str, Callable[[], Worker]] = {
            INVITING: lambda: self.inviting,
            FEEDING: lambda: self.feeding,
            CLOSING: lambda: self.closing,
        }
        self.jobs = Jobs(self.job_store, workers, lambda: self.now)

    def _send(self, bodies: Sequence[Mapping[str, Any]], delays: Sequence[int]) -> None:
        self.sent += zip(bodies, delays, strict=True)

    def _freezing(self, questionnaire: str, version: int, now: datetime) -> Sequence[Action] | None:
        edition = self.questionnaires.edition(questionnaire, version)
        return freezing(edition, now) if edition else None

    def stream(self, campaign: str) -> None:
        """Let the tally follow what changed."""
        asked_by = AskedCampaigns(self.campaigns.load, self.questionnaires.asked)
        counting = Counting(self.tallies, asked_by, lambda answerers: [None] * len(answerers))
        counting.count(Subject(campaign, each.hash) for each in self.everyone(campaign))

    def draft(self, number: int = 1, **changes: Any) -> Campaign:
        """Store a campaign that lacks nothing."""
        campaign = Campaign(
            id=f"CAMPAIGN{number:08d}",
            name="年度满意度",
            state=CampaignState.DRAFT,
            questionnaire="closing",
            questionnaire_version=1,
            title=TEXT,
            by="zhou",
            created_at=self.now,
            changed_at=self.now,
            changed_by="zhou",
            segment=ALL,
            text=TEXT,
            counted="RUN",
            expires_at=self.now + timedelta(days=14),
            parts=2,
        )
        campaign = replace(campaign, **changes)
        self.campaigns.create(campaign, [])
        self.drafts.append(campaign.id)
        return campaign

    def act(self, campaign: Campaign, act: Any, **options: Any) -> Campaign:
        """Let the system do something with a campaign, and begin what follows."""
        change: Change = act(campaign, SYSTEM, self.now, **options)
        return self.acting.write(campaign, change, self.now)

    def launch(self, campaign: Campaign) -> Campaign:
        return self.acting.launch(campaign, SYSTEM, self.now, at_once=True)

    def work(self, campaign: str) -> list[Worked]:
        """Go on with all that the campaign wants, until nothing is left that could be done now."""
        while True:
            found = self.campaigns.load(campaign)
            ids = [task.id for group in work_of(found) for task in group] if found else []
            worked = [done for id_ in ids if (done := self.jobs.run(id_, lambda: True))]
            if self.campaigns.load(campaign) == found:
                return worked

    def pass_time(self, later: timedelta) -> int:
        """Let time pass, and do what campaigns owe then, when the tally has followed; give how many did."""
        self.stream(self.drafts[-1])
        return self.sweep(later)

    def sweep(self, later: timedelta) -> int:
        """Let time pass, and do what campaigns owe then; give how many owed anything."""
        self.now += later
        handled = sweep(self.table, self.now, self.tending, shards=SHARDS, may_go_on=lambda: True)
        assert handled.failures == []
        return handled.handled

    def everyone(self, campaign: str) -> list[Invitation]:
        """Read all invitations of a campaign; those who may have one are known."""
        return [
            each
            for bucket in sorted(self._buckets(campaign))
            for each in self.invitations.bucket(campaign, bucket).invitations
        ]

    def enter(self, city: str) -> str:
        """Store a person; give the id."""
        self.persons.append(self.people.create(self.now, city=city).id)
        return self.persons[-1]

    def buckets_of(self, part: int) -> list[str]:
        """Give the buckets of a quarter that are not empty: an engine in a test takes its time for each."""
        found = {bucket for campaign in self.drafts[-1:] for bucket in self._buckets(campaign)}
        return [bucket for bucket in buckets_of(part) if bucket in found]

    def _buckets(self, campaign: str) -> set[str]:
        return {keys.bucket_of(self.tokens.hash_of(campaign, person)) for person in self.persons}

    def read(self, campaign: Campaign) -> Campaign:
        found = self.campaigns.load(campaign.id)
        assert found is not None
        return found

    def fed(self, message: str = "invitation") -> list[str]:
        """Give the hashes that were put on the queue for a message, in order."""
        return [each for body, _ in self.sent if body["message"] == message for each in body["invitations"]]

    def move(self, invitation: Invitation, **parts: Any) -> Invitation:
        """Let a sender, or an answer, change an invitation."""
        return self.invitations.save(invitation, replace(invitation, **parts))

    def tell_all(self, campaign: Campaign) -> None:
        """Let everybody who is still to be told have their message."""
        for each in self.everyone(campaign.id):
            if each.reach is Reach.MADE:
                self.move(each, reach=Reach.SENT, sent_at=self.now)

    def answer(self, invitation: Invitation) -> None:
        self.move(invitation, progress=Progress.ANSWERED)
