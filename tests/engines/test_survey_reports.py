"""Reports on surveys against a plain recount by DuckDB over the export, and what a year of them reads."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hearthline.insight.periods import Months
from hearthline.insight.reports.reading import Reports, Wanted
from hearthline.insight.store import InsightStore
from hearthline.platform.access import Principal
from hearthline.platform.problems import Problem
from hearthline.survey_reports import ReportsOfSurveys
from hearthline.surveys.answers import stored
from hearthline.surveys.counting import AskedCampaigns, Counting
from hearthline.surveys.funnel import Funnel
from hearthline.surveys.invited_store import InvitedStore
from hearthline.surveys.made import Made
from hearthline.surveys.model import Campaign, CampaignState, Invitation, Progress, Reach, Strata
from hearthline.surveys.part_store import PartStore
from hearthline.surveys.recovery import Answerer, Recovery
from hearthline.surveys.results import Results
from hearthline.surveys.tally_store import Subject, TallyStore
from hearthline.surveys.waves import Waves
from tests.engines.analyst import Analyst
from tests.engines.engine import in_moto
from tests.engines.world import World
from tests.unit.surveys.exporting import a_campaign

GROUP = Principal("ma", frozenset({"manager"}), hq=True)
OF_SZ = Principal("wei", frozenset({"manager"}), frozenset({"sz"}))
LEAD = Principal("sun", frozenset({"lead"}), hq=True)
CLASSES = list(Recovery)


class Surveyor(Analyst):
    """Two waves that were answered, and what reports say of them."""

    def __init__(self, world: World, folder: Path, now: datetime) -> None:
        super().__init__(world, folder)
        self.now = now
        self.chance = random.Random(5)
        self.tallies = TallyStore(self.campaigns._table)
        table = self.campaigns._table
        self.counting = Counting(
            self.tallies, AskedCampaigns(self.campaigns.load, self.questionnaires.asked), self.classed
        )
        funnel = Funnel(self.tallies, Made(PartStore(table, self.invitations), InvitedStore(table)))
        waves = Waves(self.tallies, self.campaigns, self.questionnaires.asked)
        results = Results(self.tallies, self.campaigns, self.questionnaires.asked)
        surveys = ReportsOfSurveys(self.campaigns, funnel, waves, results, "Asia/Shanghai")
        cities = {"sz": "Asia/Shanghai", "gz": "Asia/Shanghai"}
        self.reports = Reports(InsightStore(world.table), lambda _: cities, lambda: surveys, lambda _: None)
        self.said: list[str] = []

    @staticmethod
    def classed(answerers: Sequence[Answerer]) -> list[Recovery | None]:
        return [CLASSES[int(one.person[-2:]) % 4] for one in answerers]

    def wave(self, identity: str, days: int, people: int, **facts: Any) -> None:
        at = self.now - timedelta(days=days)
        asked: dict[str, Any] = {"questionnaire": "experience-report", "questionnaire_version": 1}
        campaign = a_campaign(
            id=identity, name=f"Wave {identity}", created_at=at, launched_at=at, made=people, **asked, **facts
        )
        self.campaigns.create(campaign, ())
        self.counting.count([self.invite(campaign, place, at) for place in range(people)])

    def invite(self, campaign: Campaign, place: int, at: datetime) -> Subject:
        pick = self.chance.choice
        progress = pick(
            [Progress.ANSWERED, Progress.ANSWERED, Progress.OPENED, Progress.STARTED, Progress.NONE]
        )
        reach = pick([Reach.SENT, Reach.SENT, Reach.FAILED]) if progress is Progress.NONE else Reach.SENT
        given = Invitation(
            campaign.id,
            f"{place * 29 % 256:02x}{place:038x}",
            f"PERSON{place:010d}",
            at,
            at,
            Strata("customer", pick(["sz", "gz"]), "海岸花园", "senior", "living"),
            reach=reach,
            sent_at=at,
            progress=progress,
        )
        if progress is Progress.ANSWERED:
            rated, again, score = pick([1, 3, 4, 5]), pick([2, 4, 5]), pick([0, 5, 8, 9, 10])
            said = {"satisfaction": rated, "problem": False, "buy_again": again, "recommend": score}
            given = replace(given, answers=stored(said), answered_at=at)
            self.said.append(campaign.id)
        self.invitations.create(given)
        return Subject(campaign.id, given.hash)

    def report(self, name: str, who: Principal = GROUP, **wanted: Any) -> dict[str, Any]:
        return self.reports.read(who, name, Wanted("2026-10", "2026-11", **wanted), self.now)

    def lines(self, name: str, *columns: str, **wanted: Any) -> dict[Any, tuple[Any, ...]]:
        return {
            line["group"]: tuple(line["values"][column]["value"] for column in columns)
            for line in self.report(name, **wanted)["lines"]
        }


@pytest.fixture(scope="module")
def surveyor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Surveyor]:
    now = datetime.fromisoformat("2026-11-22T08:00:00+00:00")
    with in_moto() as engine:
        world = World(engine)
        world.rulebook.refresh(now)
        surveyor = Surveyor(world, tmp_path_factory.mktemp("export"), now)
        ended: dict[str, Any] = {"state": CampaignState.FINISHED, "closed_at": now, "ended_at": now}
        surveyor.wave("CAMPAIGN00000001", 40, 60, **ended)
        surveyor.wave("CAMPAIGN00000002", 10, 90, state=CampaignState.SENDING)
        surveyor.export(now, everything=True)
        yield surveyor


def test_satisfaction_and_its_cities_are_a_plain_recount(surveyor: Surveyor) -> None:
    top = "round(avg((number >= 4)::INT) FILTER (measure = 'satisfaction'), 6)"
    nps = "round(100 * avg(CASE WHEN number >= 9 THEN 1 WHEN number <= 6 THEN -1 ELSE 0 END)"
    figures = f"{top}, {nps} FILTER (measure = 'recommend'), 6)"
    by_wave = surveyor.read(f"SELECT campaign, {figures} FROM answers GROUP BY 1")
    by_city = surveyor.read(
        f"SELECT city, {figures} FROM answers JOIN invitations USING (campaign, invitation)"
        " WHERE campaign = 'CAMPAIGN00000002' GROUP BY 1"
    )

    assert surveyor.lines("satisfaction", "satisfaction", "nps") == {one[0]: one[1:] for one in by_wave}
    within = surveyor.lines("satisfaction", "satisfaction", "nps", by="city", within="CAMPAIGN00000002")
    assert within == {one[0]: one[1:] for one in by_city}


def test_a_wave_stands_beside_the_one_before_it_with_how_far_it_moved(surveyor: Surveyor) -> None:
    first, second = surveyor.report("satisfaction")["lines"]

    assert (first["label"], second["label"]) == ("Wave CAMPAIGN00000001", "Wave CAMPAIGN00000002")
    assert first["before"]["satisfaction"]["value"] is None
    assert second["before"]["satisfaction"] == first["values"]["satisfaction"]
    moved, share = second["values"]["satisfaction_change"], second["values"]["satisfaction"]
    assert moved["low"] < moved["value"] < moved["high"]
    assert share["low"] < share["value"] < share["high"]
    assert moved["value"] == pytest.approx(
        share["value"] - first["values"]["satisfaction"]["value"], abs=2e-6
    )
    alone = surveyor.reports.read(GROUP, "satisfaction", Wanted("2026-11", "2026-11"), surveyor.now)
    assert [line["before"] for line in alone["lines"]] == [second["before"]]


def test_service_recovery_is_a_plain_recount_of_the_latest_survey(surveyor: Surveyor) -> None:
    loyal = (
        "max(number) FILTER (measure = 'buy_again') >= 4 AND max(number) FILTER (measure = 'recommend') >= 9"
    )
    said = f"max(number) FILTER (measure = 'satisfaction') >= 4 AS satisfied, {loyal} AS loyal"
    again = surveyor.read(
        "SELECT recovery, round(avg(satisfied::INT), 6), round(avg(loyal::INT), 6) FROM"
        f" (SELECT campaign, invitation, {said} FROM answers GROUP BY 1, 2)"
        " JOIN invitations USING (campaign, invitation) WHERE campaign = 'CAMPAIGN00000002' GROUP BY 1"
    )

    assert {one[0] for one in again} == set(Recovery)
    assert surveyor.lines("recovery", "satisfaction", "loyalty") == {one[0]: one[1:] for one in again}
    assert surveyor.report("recovery")["within_value"] == "CAMPAIGN00000002"
    assert surveyor.report("recovery", within="CAMPAIGN00000001")["total"]["values"]["nps"]["n"] == (
        surveyor.said.count("CAMPAIGN00000001")
    )


def test_the_funnel_is_a_plain_recount(surveyor: Surveyor) -> None:
    counted = surveyor.read(
        "SELECT launched_month, count(*), count(*) FILTER (reach = 'sent'),"
        " count(*) FILTER (progress IN ('started', 'answered')), count(*) FILTER (progress = 'answered'),"
        " round(count(*) FILTER (progress = 'answered') / count(*) FILTER (reach = 'sent'), 4)"
        " FROM invitations GROUP BY 1"
    )
    opened = surveyor.read(
        "SELECT count(*) FROM invitations WHERE campaign = 'CAMPAIGN00000002'"
        " AND progress IN ('opened', 'started', 'answered')"
    )

    columns = ("invited", "reached", "begun", "answered", "response_rate")
    assert surveyor.lines("campaigns", *columns, by="month") == {one[0]: one[1:] for one in counted}
    lines = surveyor.lines("campaigns", "audience", "opened")
    assert lines == {"CAMPAIGN00000001": (40, None), "CAMPAIGN00000002": (40, opened[0][0])}
    assert surveyor.report("campaigns")["total"]["values"]["invited"]["value"] == 150


def test_who_may_not_read_results_has_none_of_these_and_who_has_a_city_its_own(surveyor: Surveyor) -> None:
    names = {one["name"] for one in surveyor.reports.catalog(LEAD)["items"]}
    everything = {one["name"] for one in surveyor.reports.catalog(GROUP)["items"]}

    assert everything - names == {"satisfaction", "recovery", "campaigns"}
    for who, name in ((LEAD, "satisfaction"), (LEAD, "campaigns"), (OF_SZ, "recovery")):
        with pytest.raises(Problem) as refused:
            surveyor.report(name, who)
        assert refused.value.status == 403
    ours = surveyor.report("satisfaction", OF_SZ)["lines"][1]["values"]["satisfaction"]["n"]
    in_city = surveyor.report("satisfaction", by="city", within="CAMPAIGN00000002")["lines"]
    assert ours == next(one["values"]["satisfaction"]["n"] for one in in_city if one["group"] == "sz")
    with pytest.raises(Problem) as misplaced:
        surveyor.report("satisfaction", city="sz")
    assert misplaced.value.status == 422


def test_a_year_of_campaigns_reads_four_hundred_items_at_most(surveyor: Surveyor) -> None:
    for place in range(24):
        at = surveyor.now - timedelta(days=340 - 11 * place)
        one = a_campaign(id=f"EARLIER{place:09d}", created_at=at, launched_at=at, series=f"s{place % 6}")
        surveyor.campaigns.create(replace(one, closed_at=at), ())
    read: list[int] = []
    hooks = surveyor.world.engine.client.meta.events
    hooks.register("after-call.dynamodb.Query", lambda parsed, **_: read.append(parsed["Count"]))
    hooks.register(
        "after-call.dynamodb.BatchGetItem",
        lambda parsed, **_: read.extend(len(found) for found in parsed["Responses"].values()),
    )

    for name in ("satisfaction", "campaigns"):
        read.clear()
        surveyor.reports.read(GROUP, name, Wanted("2025-12", "2026-11"), surveyor.now)
        assert 24 < sum(read) <= 400

    assert len(Months("2025-12", "2026-11")) == 12
