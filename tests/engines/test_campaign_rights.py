"""What roles allow, held against what campaigns ask of storage."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from hearthline.members.segments.audience import Audience
from hearthline.members.segments.counting import Counting
from hearthline.members.segments.matching import Moment
from hearthline.members.segments.store import SegmentStore
from hearthline.platform.jobs import Jobs
from hearthline.survey_audience import CountedAudiences, MaskedNames
from hearthline.surveys import lifecycle
from tests.engines.campaigner import ALL, Campaigner
from tests.engines.engine import Engine, in_moto
from tests.engines.people import People
from tests.engines.test_rights import granted, used
from tests.engines.world import KnownChance
from tests.unit.segments.builders import ZONE

RUN = "RUN0000000000001"


@pytest.fixture
def engine() -> Iterator[Engine]:
    with in_moto() as engine:
        yield engine


@pytest.fixture
def office(people: People, now: datetime) -> Campaigner:
    office = Campaigner(people, now)
    for city in ("sz", "gz", "gz"):
        office.enter(city)
    return office


def test_jobs_and_the_sweep_may_do_what_campaigns_ask(office: Campaigner, engine: Engine) -> None:
    with used(engine) as by_staff:
        campaign = office.launch(office.draft())
    with used(engine) as by_jobs:
        office.work(campaign.id)
    with used(engine) as by_sweep:
        office.sweep(timedelta(minutes=2))
        office.sweep(timedelta(days=15))
    with used(engine) as closing:
        office.work(campaign.id)
    office.stream(campaign.id)
    with used(engine) as finishing:
        office.sweep(timedelta(minutes=2))

    # Reading a questionnaire that was saved, as this one ships.
    assert by_staff | {("GetItem", "SurveysTable")} <= granted("SurveyDesk")
    assert by_jobs | closing <= granted("ComplaintJobs")
    assert by_sweep | finishing | {("Query", "SurveysTable")} <= granted("SlaMonitor")


def test_the_desk_may_count_an_audience_without_who_is_taken_out(
    office: Campaigner, engine: Engine, now: datetime
) -> None:
    def moment(at: datetime) -> Moment:
        return Moment(at, ZONE)

    segments = SegmentStore(office.members)
    audiences = CountedAudiences(
        segments,
        office.people.store,
        office.job_store,
        lambda _: ("sz", "gz"),
        lambda name: name[:1] + "**",
        moment,
        KnownChance(),
    )
    counting = Counting(segments, Audience(office.members), moment, office.people.prints)
    jobs = Jobs(office.job_store, {"segment_count": lambda: counting}, lambda: now)
    campaign = office.draft(cities=("sz", "gz"), excluded='{"city": "sz"}')

    with used(engine) as asked:
        assert audiences.saved("0123456789ABCDEF") is None
        audiences.begin(campaign, RUN, "zhou", now)
        audiences.begin(campaign, RUN, "zhou", now)
        running = audiences.count(campaign.id, RUN, now)
        MaskedNames(office.people.store, str)(office.persons)
    for part in range(4):
        jobs.run(f"{RUN}{part:02d}", lambda: True)
    done = audiences.count(campaign.id, RUN, now)

    assert asked <= granted("SurveyDesk")
    assert running is not None
    assert done is not None
    assert (running.state, done.state, done.count) == ("running", "done", 2)
    shown = done.shown()
    assert (shown["by_city"], len(shown["sample"])) == ([{"city": "gz", "count": 2}], 2)
    assert audiences.errors({"city": "nowhere"}, "/filter", now)
    assert audiences.errors({"all": []}, "/filter", now) == ()
    assert audiences.count(campaign.id, "RUN0000000000002", now) is None


def test_a_cancelled_campaign_is_closed_by_jobs_that_may(office: Campaigner, engine: Engine) -> None:
    campaign = office.launch(office.draft(segment=ALL))
    office.act(campaign, lifecycle.cancelled)

    with used(engine) as asked:
        office.work(campaign.id)

    assert asked <= granted("ComplaintJobs")
