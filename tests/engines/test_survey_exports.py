"""An export of answers: whoever dies, every answer is in it once, and nobody's name."""

import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from hearthline.platform.codec import dump
from hearthline.platform.jobs import Job, Jobs, JobState, new_job
from hearthline.platform.objects import Objects
from hearthline.platform.table import Table
from hearthline.survey_promises import KeptPromises
from hearthline.surveys import keys
from hearthline.surveys.anonymous_store import AnonymousStore
from hearthline.surveys.answers import stored
from hearthline.surveys.exports.gathering import Gathering
from hearthline.surveys.exports.model import KIND, file_of, folder_of
from hearthline.surveys.exports.working import TOO_FEW, Exporting
from hearthline.surveys.index_figures import Promise
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.model import AnonymousAnswer, Campaign, Invitation, Progress, Strata
from tests.engines.importer import Bucket
from tests.engines.test_rights import granted, used
from tests.engines.world import SHARDS, KnownChance, OneAtATime, World
from tests.unit.surveys.exporting import ASKED, SAID, a_campaign

ANSWERED_BY = 9
IDS = [f"{first}123456789ABCDEF" for first in "09AMTZ"]


class Bureau:
    """Exports on an engine, with files in memory that die when a test says so."""

    def __init__(self, world: World, now: datetime) -> None:
        client = OneAtATime(world.engine.client) if world.engine.name == "moto" else world.engine.client
        self.table = Table(client, world.engine.surveys, pause=lambda _: None)
        self.world, self.now, self.bucket = world, now, Bucket()
        self.campaign: Campaign = a_campaign(launched_at=now - timedelta(days=40))
        self.invitations = InvitationStore(self.table, SHARDS)
        objects: Objects = self.bucket
        gathering = Gathering(self.invitations, AnonymousStore(self.table), world.keys)
        worker = Exporting(lambda _: self.campaign, lambda *_: ASKED, gathering, objects)
        self.jobs = Jobs(world.jobs, {KIND: lambda: worker}, lambda: self.now)

    def invite(self, count: int) -> None:
        """Let there be invitations in as many buckets, all but two of them answered."""
        for place in range(count):
            answered = place < count - 2
            self.invitations.create(
                Invitation(
                    self.campaign.id,
                    f"{place * 29 % 256:02x}" + f"{place:038x}",
                    f"PERSON{place:010d}",
                    self.now,
                    self.now,
                    Strata("customer", "sz" if place % 2 else "gz", "海岸花园", None, "living"),
                    progress=Progress.ANSWERED if answered else Progress.STARTED,
                    answers=stored({**SAID, "more": f"=text {place}"}),
                    answered_at=self.now if answered else None,
                    channel="email",
                )
            )

    def begin(self, format_: str = "csv", cities: list[str] | None = None) -> Job:
        params = {"campaign": self.campaign.id, "format": format_, "cities": cities}
        job = new_job(KIND, params, "zhou", self.now, KnownChance())
        assert self.world.jobs.start([job])
        return job

    def finish(self, job: Job) -> Job:
        """Let invocations come until the job has ended; one may rest, and many may die."""
        for _ in range(20):
            self.now += timedelta(minutes=6)
            worked = self.jobs.run(job.id, lambda: True)
            if worked and worked.job.ended_at:
                assert worked.job.state is JobState.DONE
                return worked.job
        raise AssertionError("the job has not ended")

    def rows(self, job: Job, ending: str = "csv") -> list[dict[str, str]]:
        text = self.bucket.files[file_of(job.id, ending)].decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def bureau(world: World, now: datetime) -> Bureau:
    return Bureau(world, now)


def test_workers_die_at_parts_and_files_and_every_answer_is_exported_once(bureau: Bureau) -> None:
    bureau.invite(ANSWERED_BY + 2)
    job = bureau.begin()
    deaths = {
        f"{folder_of(job.id)}rows-000001",
        f"{folder_of(job.id)}counts-000002",
        file_of(job.id, "codebook.csv"),
        folder_of(job.id),
    }

    def dies(key: str) -> bool:
        if key in deaths:
            deaths.remove(key)
            return True
        return False

    bureau.bucket.dies = dies
    with used(bureau.world.engine) as asked:
        ended = bureau.finish(job)

    rows = bureau.rows(job)
    assert asked <= granted("ComplaintJobs")
    assert not deaths
    assert sorted(row["q.more"] for row in rows) == [f"'=text {place}" for place in range(ANSWERED_BY)]
    assert len({row["respondent"] for row in rows}) == ANSWERED_BY
    assert ended.tally["exported"] == ANSWERED_BY
    assert not [key for key in bureau.bucket.files if key.startswith(folder_of(job.id))], "parts are gone"
    whole = b"".join(bureau.bucket.files.values()).decode("utf-8")
    assert "PERSON" not in whole
    heads = {line["column"]: line for line in bureau.rows(job, "codebook.csv") if line["definition_en"]}
    assert heads["q.overall"]["n"] == str(ANSWERED_BY)


def test_weights_bring_each_cell_to_its_share_of_the_population(bureau: Bureau) -> None:
    bureau.invite(ANSWERED_BY + 2)

    rows = bureau.rows(bureau.finish(bureau.begin()))

    weights = {row["city"]: float(row["weight"]) for row in rows}
    assert weights["sz"] == pytest.approx(30 / 40 / (4 / 9), abs=1e-6)
    assert weights["gz"] == pytest.approx(10 / 40 / (5 / 9), abs=1e-6)
    assert sum(float(row["weight"]) for row in rows) == pytest.approx(len(rows), abs=1e-4)


def test_who_has_one_city_is_given_its_answers_in_a_workbook(bureau: Bureau) -> None:
    bureau.invite(ANSWERED_BY + 2)

    ended = bureau.finish(job := bureau.begin("xlsx", ["sz"]))

    assert ended.tally["exported"] == 4
    assert bureau.bucket.files[file_of(job.id, "xlsx")].startswith(b"PK")


def put_apart(bureau: Bureau, answers: dict[str, Strata]) -> None:
    bureau.campaign = replace(bureau.campaign, anonymous=True)
    for place, (identity, strata) in enumerate(answers.items()):
        day = (bureau.now - timedelta(days=place)).date().isoformat()
        answer = AnonymousAnswer(bureau.campaign.id, identity, day, strata, {"overall": 5}, 1, "en")
        key = {"pk": keys.anonymous(bureau.campaign.id, day), "sk": identity}
        bureau.table.put({**key, **dump(answer)})


def test_anonymous_answers_of_all_days_are_exported_in_groups_of_five(bureau: Bureau) -> None:
    many, one = Strata(city="sz", project="A", stage="living"), Strata(city="sz", project="B", stage="living")
    put_apart(bureau, {id_: one if id_[0] == "M" else many for id_ in IDS})

    rows = bureau.rows(bureau.finish(bureau.begin()))

    assert len(rows) == 6
    assert {(row["city"], row["project"]) for row in rows} == {("sz", "")}, "the sixth would stand alone"
    assert {"answered_on", "language", "channel"}.isdisjoint(rows[0])


def test_four_anonymous_answers_are_counted_and_not_shown(bureau: Bureau) -> None:
    put_apart(bureau, dict.fromkeys(IDS[:4], Strata(city="sz")))

    ended = bureau.finish(job := bureau.begin())

    assert bureau.rows(job) == []
    assert (ended.tally["exported"], ended.tally[TOO_FEW]) == (0, 4)


def test_the_index_counts_the_promise_of_a_month_as_the_board_does(world: World, now: datetime) -> None:
    world.file(now)
    kept = KeptPromises(world.store.lists, lambda _: ["sz", "gz"], lambda: now + timedelta(days=2))
    with used(world.engine) as asked:
        found = kept(f"{now:%Y-%m}", None)

    assert found == Promise(counted=1, share=0.0, answered=0, minutes=None)
    assert kept(f"{now:%Y-%m}", ["gz"]) == Promise()
    assert asked <= granted("SurveyDesk")
