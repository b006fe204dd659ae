"""Answers on real engines: one request each, as the rules decide, and as the function's role allows."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hearthline.platform.ids import SystemEntropy
from hearthline.platform.instants import instant
from hearthline.platform.problems import Problem
from hearthline.platform.secret import Secret
from hearthline.platform.table import Table
from hearthline.platform.timers import INDEX, all_shards
from hearthline.surveys import keys
from hearthline.surveys.answer_store import AnswerStore
from hearthline.surveys.answering import Refused, Saving, refusal, taken
from hearthline.surveys.answers import AnswersInvalid
from hearthline.surveys.campaign_store import CampaignCache, CampaignStore
from hearthline.surveys.claims import ClaimCodes
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.model import Campaign, Invitation, Progress, Reach
from hearthline.surveys.person_store import PersonInvitations
from hearthline.surveys.receiving import Answering, ClubTerms
from hearthline.surveys.tokens import Tokens, hashed
from tests.engines.engine import Engine
from tests.engines.test_rights import granted, used
from tests.engines.world import SHARDS
from tests.unit.surveys.builders import a_campaign, an_invitation
from tests.unit.surveys.questionnaires import ANSWERED, questionnaire

SECRET = Secret(lambda: "a secret that is long enough for a test of this kind")
ASKED = questionnaire()
PERSON = "PERSON0000000001"


class Line:
    """A campaign, an invitation, and a function that has known both for a moment."""

    def __init__(self, engine: Engine, now: datetime, **changes: Any) -> None:
        self.engine, self.now = engine, now
        self.table = Table(engine.client, engine.surveys, pause=lambda _: None)
        self.invitations = InvitationStore(self.table, SHARDS)
        campaign = a_campaign(expires_at=now + timedelta(days=30), **changes)
        self.campaign: Campaign = campaign
        CampaignStore(self.table, SHARDS).create(campaign, [])
        campaigns = CampaignCache(CampaignStore(self.table, SHARDS).load)
        campaigns.remember(campaign, now)
        self.answering = Answering(
            AnswerStore(self.table),
            campaigns,
            lambda *_: ASKED,
            lambda _: ClubTerms(50, ZoneInfo("Asia/Shanghai")),
            ClaimCodes(SECRET),
            SystemEntropy(),
        )

    def invite(self, person: str = PERSON) -> str:
        token = Tokens(SECRET).token(self.campaign.id, person)
        made = an_invitation(campaign=self.campaign.id, hash=hashed(token), person=person, made_at=self.now)
        self.invitations.create(replace(made, reach=Reach.SENT))
        return token

    def stands(self, token: str) -> Invitation:
        found = self.invitations.load(self.campaign.id, hashed(token))
        assert found is not None
        return found

    def requests(self, token: str, answers: Any, *, final: bool, **more: Any) -> int:
        with self.engine.counter.during() as spent:
            self.answering.save(token, Saving(answers, final, **more), self.now)
        return sum(spent.requests.values())


@pytest.fixture
def line(engine: Engine, now: datetime) -> Line:
    return Line(engine, now)


def test_an_answer_is_one_request(line: Line) -> None:
    token, other = line.invite(), line.invite("PERSON0000000002")
    with used(line.engine) as asked:
        assert line.requests(token, {"overall": 2}, final=False, device="phone") == 1
        assert line.requests(token, {"overall": 3}, final=False, device="phone", seen=1) == 1
        assert line.requests(token, ANSWERED, final=True, device="phone", seen=2) == 1
        assert line.requests(other, ANSWERED, final=True) == 1
        assert line.requests(other, ANSWERED, final=True) == 1, "the same again: the transaction that fails"
        assert line.requests(token, {**ANSWERED, "overall": 5}, final=True, device="tablet", seen=3) == 2
        with line.engine.counter.during() as spent:
            line.answering.see(token, line.now)
        assert sum(spent.requests.values()) == 1
        with line.engine.counter.during() as spent, pytest.raises(Problem):
            line.answering.save(line.campaign.id + "." + "A" * 22, Saving(ANSWERED, True), line.now)
        assert sum(spent.requests.values()) == 1
    assert asked <= granted("Survey")
    assert line.stands(token).superseded == 1


def test_an_anonymous_answer_is_two(engine: Engine, now: datetime) -> None:
    line = Line(engine, now, anonymous=True)
    token = line.invite()
    with used(line.engine) as asked:
        assert line.requests(token, {}, final=False) == 2
        assert line.requests(token, ANSWERED, final=True) == 2
    assert asked <= granted("Survey")
    items = line.table.query(("pk", keys.anonymous(line.campaign.id, now.date().isoformat()))).items
    assert len(items) == 1


@pytest.mark.parametrize("seed", range(4))
def test_what_is_written_unseen_is_what_the_rules_decide(line: Line, seed: int) -> None:
    chance = random.Random(seed)
    token = line.invite()
    for _ in range(12):
        line.now += timedelta(seconds=chance.choice((0, 1, 30)))
        before = line.stands(token)
        saving = Saving(
            chance.choice(({}, {"overall": chance.randint(0, 5)}, ANSWERED, {"again": True, "more": "abc"})),
            final=chance.random() < 0.3,
            device=chance.choice((None, "phone", "tablet")),
            language=chance.choice((None, "zh")),
            seen=chance.choice((None, before.answer_version, before.answer_version, 1)),
            saved_at=chance.choice((None, line.now - timedelta(seconds=chance.choice((0, 1, 40))))),
        )
        expected: Any
        try:
            outcome = taken(before, ASKED, saving, line.now)
            expected = replace(outcome.invitation, version=before.version + outcome.changed)
        except (Refused, AnswersInvalid):
            expected = before
        try:
            line.answering.save(token, saving, line.now)
        except (Problem, AnswersInvalid):
            assert expected == before

        after = line.stands(token)
        if after.answers == before.answers and after.progress is before.progress:
            # The same once more, seen: the rules leave it, unseen it is written again.
            expected = replace(expected, superseded=after.superseded)
            after = replace(expected, answers=after.answers, progress=after.progress)
        assert after == expected
        assert refusal(line.campaign, line.stands(token), line.now) is None


def test_who_is_erased_leaves_what_is_counted_and_nothing_that_leads_to_them(line: Line) -> None:
    token = line.invite()
    line.answering.save(token, Saving(ANSWERED, True, device="phone"), line.now)
    before = line.stands(token)
    mark: dict[str, Any] = {
        "pk": keys.marks(line.campaign.id, before.hash[:2]),
        "sk": before.hash,
        "version": before.version,
    }
    line.table.put({**mark, "counts": {"@answered": 1}})
    persons = PersonInvitations(line.table, line.invitations, SystemEntropy())

    with used(line.engine) as asked:
        [found] = persons.of_person(PERSON)
        persons.forget(found, ASKED, line.now)
        persons.forget(found, ASKED, line.now)

    assert asked <= granted("ComplaintJobs")
    assert line.invitations.load(line.campaign.id, before.hash) is None
    assert persons.of_person(PERSON) == []
    [after] = line.invitations.bucket(line.campaign.id, before.hash[:2]).invitations
    assert (after.progress, after.strata, after.answered_at) == (
        Progress.ANSWERED,
        before.strata,
        before.answered_at,
    )
    assert after.answers == {**before.answers, "more": ""}
    assert (after.source, after.device, after.hash == before.hash) == (None, None, False)
    marks = line.table.query(("pk", mark["pk"])).items
    assert [(item["sk"], item["counts"]) for item in marks] == [(after.hash, {"@answered": 1})]
    assert line.table.query(("pk", keys.answered(line.campaign.id, before.hash[:2], "", 1)[0])).items == ()


def test_an_erased_invitation_with_an_end_of_its_own_still_comes_to_it(line: Line) -> None:
    ends = line.now + timedelta(days=14)
    asked = an_invitation(campaign=line.campaign.id, person=PERSON, made_at=line.now)
    line.invitations.create(replace(asked, reach=Reach.SENT, source="complaint/1", expires_at=ends))
    persons = PersonInvitations(line.table, line.invitations, SystemEntropy())

    [found] = persons.of_person(PERSON)
    persons.forget(found, ASKED, line.now)

    due = [
        item
        for shard in all_shards(SHARDS)
        for item in line.table.query(("timer_shard", shard), index=INDEX).items
    ]
    assert [item["timer_at"] for item in due if item["pk"].startswith("I#")] == [instant(ends)]
