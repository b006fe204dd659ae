"""A campaign from its launch to its end: nobody missed, nobody asked twice, whatever dies in between."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from hearthline.platform.instants import instant
from hearthline.platform.table import StorageUnavailable
from hearthline.platform.timers import Due
from hearthline.surveys import closing, feeding, inviting, lifecycle
from hearthline.surveys.campaign_store import CampaignMoved
from hearthline.surveys.lifecycle import Refused
from hearthline.surveys.model import Campaign, CampaignState, Progress, Reach
from hearthline.surveys.questionnaire import read_questionnaire
from hearthline.surveys.questionnaire_editions import Edition, QuestionnaireHead
from hearthline.surveys.questionnaire_store import VersionFrozen
from hearthline.surveys.states import state_of
from tests.engines.campaigner import Campaigner
from tests.engines.people import People
from tests.unit.surveys.questionnaires import EVERY_TYPE

PERSONS = 6


@pytest.fixture
def office(people: People, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Campaigner:
    monkeypatch.setattr(inviting, "CHUNK", 2)
    office = Campaigner(people, now, limit=3)
    for worker in (feeding, closing):
        monkeypatch.setattr(worker, "buckets_of", office.buckets_of)
    return office


def fill(office: Campaigner, size: int = PERSONS) -> list[str]:
    cities = ("sz", "gz", "bj")
    return [office.enter(cities[place % 3]) for place in range(size)]


def asked(office: Campaigner, campaign: Campaign) -> list[str]:
    return sorted(each.person for each in office.everyone(campaign.id))


def test_a_campaign_asks_everybody_whom_it_means_once_and_ends_when_all_has_ended(
    office: Campaigner,
) -> None:
    persons = fill(office)
    campaign = office.launch(office.draft(reminders=(3,)))

    office.work(campaign.id)

    begun = office.read(campaign)
    assert asked(office, campaign) == sorted(persons)
    assert (begun.made, begun.population) == (
        PERSONS,
        {"bj/prospect": 2, "gz/prospect": 2, "sz/prospect": 2},
    )
    assert sorted(office.fed()) == sorted(each.hash for each in office.everyone(campaign.id))

    office.tell_all(campaign)
    answered, *silent = office.everyone(campaign.id)
    office.answer(answered)
    assert office.pass_time(timedelta(days=3)) == 1
    office.work(campaign.id)
    assert sorted(office.fed("reminder/1")) == sorted(each.hash for each in silent)

    assert office.pass_time(timedelta(days=11)) == 1
    office.work(campaign.id)
    office.pass_time(timedelta(minutes=1))

    ended = office.read(campaign)
    assert Counter(map(state_of, office.everyone(campaign.id))) == {"answered": 1, "expired": 5}
    assert (ended.state, ended.ended_at) == (CampaignState.FINISHED, office.now)
    assert office.pass_time(timedelta(days=1)) == 0
    kinds = [line.kind for line in office.campaigns.history(campaign.id, 20)]
    assert kinds == ["finished", "expired", "reminded", "made", "launched"]


def test_wherever_a_process_dies_nobody_is_missed_and_nobody_is_asked_twice(office: Campaigner) -> None:
    persons = sorted(fill(office, 3))
    request, died = 0, True
    while died:
        campaign = office.draft(request + 1, parts=1)
        office.client.left, office.client.after, office.sent = request, True, []
        died = _died(office, campaign)
        office.client.left = None
        office.start_workers()
        _settle(office, campaign)

        assert asked(office, campaign) == persons, request
        assert office.read(campaign).made == len(persons), request
        assert set(office.fed()) == {each.hash for each in office.everyone(campaign.id)}, request
        assert died or len(office.fed()) == len(persons)
        request += 1 if request < 16 else 3
    assert request > 16


def _died(office: Campaigner, campaign: Campaign) -> bool:
    try:
        office.launch(campaign)
        office.work(campaign.id)
    except StorageUnavailable:
        return True
    return False


def _settle(office: Campaigner, campaign: Campaign) -> None:
    for _ in range(2):
        office.sweep(timedelta(minutes=1))
        office.work(campaign.id)


def test_what_a_campaign_costs_is_counted(people: People, now: datetime) -> None:
    office = Campaigner(people, now)
    fill(office, 120)
    campaign = office.launch(office.draft(parts=1))
    (job,) = [office.job_store.load(f"{campaign.id}.1.audience.0")]
    assert job is not None

    with people.engine.counter.during() as spent:
        office.inviting.step(job, now)

    # One page of persons, two chunks; beside that where the campaign and its part stand, and what follows.
    assert spent.requests["Scan"] == 1
    assert spent.requests["TransactWriteItems"] == 2 + 2
    assert spent.requests["GetItem"] + spent.requests["Query"] == 4
    assert office.read(campaign).made == 120

    quarter = office.job_store.load(f"{campaign.id}.2.invitation.0")
    assert quarter is not None
    with people.engine.counter.during() as spent:
        office.feeding.step(quarter, now)
    # Sixteen buckets; their messages take their places together, of the campaign's pace and of the company's.
    assert dict(spent.requests) == {"GetItem": 1, "Query": 16, "UpdateItem": 3}
    assert [len(body["invitations"]) for body, _ in office.sent][:-1] == [10] * (len(office.sent) - 1)


def test_who_is_taken_out_and_who_is_elsewhere_is_not_asked(office: Campaigner) -> None:
    fill(office, 9)
    campaign = office.draft(cities=("sz", "gz"), excluded='{"city": "gz"}')

    office.launch(campaign)
    office.work(campaign.id)

    assert {each.strata.city for each in office.everyone(campaign.id)} == {"sz"}
    assert office.read(campaign).made == 3


def test_a_pause_stops_the_feeding_and_a_resumption_goes_on_with_who_is_left(office: Campaigner) -> None:
    fill(office)
    campaign = office.launch(office.draft(rate=1))
    office.work(campaign.id)
    first = len(office.fed())
    assert 0 < first < PERSONS

    paused = office.act(office.read(campaign), lifecycle.paused)
    office.now += timedelta(minutes=20)
    office.work(campaign.id)
    assert len(office.fed()) == first
    told = next(each for each in office.everyone(campaign.id) if each.hash == office.fed()[0])
    office.move(told, reach=Reach.SENT)
    office.sent = []
    office.act(office.read(paused), lifecycle.resumed)
    for _ in range(12):
        office.now += timedelta(minutes=2)
        office.work(campaign.id)

    assert told.hash not in office.fed()
    assert len(set(office.fed())) == PERSONS - 1


def test_a_cancelled_campaign_asks_nobody_more_and_closes_what_is_open(office: Campaigner) -> None:
    fill(office)
    campaign = office.launch(office.draft())
    job = office.job_store.load(f"{campaign.id}.1.audience.0")
    assert job is not None
    inviting_now = office.inviting
    before = office.parts.parts(campaign.id, 2)
    cancelled = office.act(office.read(campaign), lifecycle.cancelled)

    office.work(campaign.id)  # seals the parts while a worker still has its page
    office.inviting = inviting_now
    assert office.inviting.step(job, office.now).done
    assert [part.done for part in office.parts.parts(campaign.id, 2)] == [True, True]
    assert before != office.parts.parts(campaign.id, 2)

    office.pass_time(timedelta(minutes=1))
    ended = office.read(cancelled)
    assert (ended.state, ended.made, ended.closed_at) == (CampaignState.CANCELLED, 0, office.now)
    assert list(office.everyone(campaign.id)) == []


def test_of_a_campaign_cancelled_under_way_who_was_told_expires_and_who_was_not_never_is(
    office: Campaigner,
) -> None:
    fill(office)
    campaign = office.launch(office.draft())
    office.work(campaign.id)
    told, held, answered, *_ = office.everyone(campaign.id)
    office.move(told, reach=Reach.SENT, progress=Progress.OPENED)
    office.move(held, reach=Reach.HELD, reason="quiet_hours")
    office.move(answered, reach=Reach.SENT, progress=Progress.ANSWERED)

    office.act(office.read(campaign), lifecycle.cancelled)
    office.work(campaign.id)
    office.pass_time(timedelta(minutes=1))

    states = Counter(map(state_of, office.everyone(campaign.id)))
    assert states == {"cancelled": 4, "expired": 1, "answered": 1}
    assert office.read(campaign).closed_at == office.now


def test_one_that_is_found_late_waits_for_a_person(office: Campaigner) -> None:
    fill(office, 1)
    starts = office.now + timedelta(hours=1)
    draft = office.draft(starts_at=starts, latest_start=starts + timedelta(hours=2))
    scheduled = office.act(draft, lifecycle.launched)
    assert scheduled.state is CampaignState.SCHEDULED

    assert office.pass_time(timedelta(hours=4)) == 1
    waiting = office.read(scheduled)
    assert (waiting.state, waiting.waits_for) == (CampaignState.SCHEDULED, lifecycle.LATE)
    assert office.pass_time(timedelta(hours=4)) == 0

    office.launch(waiting)
    office.work(waiting.id)
    assert office.read(waiting).made == 1


def test_what_is_stuck_is_begun_again(office: Campaigner) -> None:
    fill(office, 2)
    campaign = office.launch(office.draft())
    office.work(campaign.id)
    office.sent = []  # the queue lost them

    office.pass_time(timedelta(minutes=10))
    office.work(campaign.id)
    assert office.sent == []
    office.pass_time(timedelta(minutes=25))
    office.work(campaign.id)

    assert len(office.fed()) == 2


def test_a_launch_freezes_what_it_asks_and_none_is_launched_without_it(
    office: Campaigner, now: datetime
) -> None:
    with pytest.raises(Refused) as refused:
        office.launch(office.draft(1, questionnaire="nothing"))
    assert refused.value.reason == "questionnaire_missing"

    first = read_questionnaire(EVERY_TYPE, identity="mine", version=1, at=now, by="zhou")
    head = QuestionnaireHead("mine", first.title, 1, now, "zhou", now, "zhou")
    read = Edition(first, now, "zhou")
    office.questionnaires.create(head, read)
    campaign = office.draft(2, questionnaire="mine")
    office.launch(campaign)

    frozen = office.questionnaires.edition("mine", 1)
    assert frozen is not None
    assert frozen.frozen_at == now
    with pytest.raises(CampaignMoved):
        office.launch(campaign)
    with pytest.raises(VersionFrozen):
        office.questionnaires.edit(head, read, read)


def test_of_two_who_act_at_once_on_a_timer_one_does(office: Campaigner) -> None:
    campaign = office.launch(office.draft())
    office.work(campaign.id)
    due = Due(f"C#{campaign.id}", "A", instant(office.now + timedelta(minutes=1)))

    assert office.tending(due, office.now + timedelta(days=20)) is True
    assert office.tending(due, office.now + timedelta(days=20)) is False
    assert office.read(campaign).closing_at == office.now + timedelta(days=20)
