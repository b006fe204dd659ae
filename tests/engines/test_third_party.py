"""An outside firm: a pseudonymous sample goes out, results come in, linked as declared and no further."""

import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from hearthline.imports.model import Import, ImportKind
from hearthline.imports.store import ImportStore
from hearthline.imports.working import Importing
from hearthline.platform.attributes import from_item
from hearthline.platform.jobs import Jobs, JobState, new_job
from hearthline.platform.table import Table
from hearthline.surveys.answers import stored
from hearthline.surveys.exports.model import file_of
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.model import NOBODY, Campaign, Invitation, Linking, Progress, Reach, Strata
from hearthline.surveys.third_party.pseudonyms import Pseudonyms
from hearthline.surveys.third_party.recording import Recorder
from hearthline.surveys.third_party.result_imports import ResultImports
from hearthline.surveys.third_party.sampling import KIND, Sampling
from hearthline.surveys.third_party.store import PseudonymStore
from hearthline.surveys.third_party.telling import telling
from tests.engines.importer import Bucket, Crash
from tests.engines.test_rights import granted, used
from tests.engines.world import SHARDS, KnownChance, OneAtATime, World
from tests.unit.surveys.exporting import ASKED, a_campaign

ASKED_OF = 7
MAPPING: dict[str, Any] = {
    "campaign": "CAMPAIGN00000001",
    "answers": {
        "q.overall": {"column": "overall"},
        "q.again": {"column": "again"},
        **{f"q.parts.{row}": {"constant": "4"} for row in "abc"},
    },
}


class Fieldwork:
    """A campaign of an outside firm on an engine."""

    def __init__(self, world: World, now: datetime) -> None:
        client = OneAtATime(world.engine.client) if world.engine.name == "moto" else world.engine.client
        self.table = Table(client, world.engine.surveys, pause=lambda _: None)
        self.world, self.now, self.bucket, self.chance = world, now, Bucket(), KnownChance()
        self.campaign: Campaign = a_campaign(launched_at=now)
        self.invitations = InvitationStore(self.table, SHARDS)
        self.pseudonyms = PseudonymStore(self.table)
        self.imports = ImportStore(world.table)
        kind = ResultImports(lambda _: self.campaign, lambda *_: ASKED, self._recorder)
        self.importing = Importing(self.imports, {"survey_results": lambda: kind}, self.bucket, chunk=120)

    def _recorder(self, campaign: Campaign, rule: Linking) -> Recorder:
        return Recorder(
            campaign, rule, self.invitations, self.pseudonyms, self.world.keys, self.chance, telling
        )

    def invite(self, linking: Linking) -> None:
        self.campaign = replace(self.campaign, third_party=linking)
        for place in range(ASKED_OF):
            self.invitations.create(
                Invitation(
                    self.campaign.id,
                    f"{place * 37:02x}{place:038x}",
                    f"PERSON{place:010d}",
                    self.now,
                    self.now,
                    Strata("customer", "sz", "=海岸花园", "senior", "living"),
                )
            )

    def sample(self) -> list[dict[str, str]]:
        sampling = Sampling(
            lambda _: self.campaign,
            self.invitations,
            self.pseudonyms,
            Pseudonyms(self.world.keys),
            self.bucket,
            self.chance,
        )
        jobs = Jobs(self.world.jobs, {KIND: lambda: sampling}, lambda: self.now)
        job = new_job(KIND, {"campaign": self.campaign.id}, "zhou", self.now, self.chance)
        assert self.world.jobs.start([job])
        worked = jobs.run(job.id, lambda: True)
        assert worked is not None
        assert worked.job.state is JobState.DONE
        return rows_of(self.bucket.files[file_of(job.id, "csv")])

    def bring(self, rows: list[tuple[str, str, str]], id_: str, **mapping: Any) -> Import:
        """Import the firm's rows, over as many deaths as the bucket dies."""
        key = "external_id" if self.campaign.third_party is Linking.NONE else "pseudonym"
        job = Import(id_, None, "firm", None, "zhou", self.now, kind=ImportKind.SURVEY_RESULTS)
        self.imports.create(job, {key: {"column": "who"}, **MAPPING, **mapping})
        text = "".join(f"{','.join(row)}\r\n" for row in [("who", "overall", "again"), *rows])
        self.bucket.files[job.upload] = text.encode()
        for _ in range(10):
            try:
                ended = self.importing.run(id_, self.now, lambda: True)
            except Crash:
                continue
            assert ended is not None
            return ended
        raise AssertionError("the import has not ended")

    def rejected(self, job: Import) -> dict[str, str]:
        rows = rows_of(self.bucket.files[job.rejected])
        return {row["who"] or row["line"]: row["reasons"] for row in rows}

    def answered(self) -> list[Invitation]:
        found = [
            one
            for place in range(ASKED_OF)
            for one in self.invitations.bucket(self.campaign.id, f"{place * 37:02x}").invitations
        ]
        return [one for one in found if one.progress is Progress.ANSWERED]

    def items(self, prefix: str) -> list[dict[str, Any]]:
        pages = self.world.engine.client.get_paginator("scan").paginate(TableName=self.world.engine.surveys)
        found = [from_item(item) for page in pages for item in page["Items"]]
        return [item for item in found if str(item["pk"]).startswith(prefix)]


def rows_of(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline="")))


@pytest.fixture
def fieldwork(world: World, now: datetime) -> Fieldwork:
    return Fieldwork(world, now)


def said(names: list[str]) -> list[tuple[str, str, str]]:
    return [(name, str(3 + place % 3), "yes") for place, name in enumerate(names)]


def test_results_of_persons_come_in_once_whoever_dies_and_however_often_they_are_sent(
    fieldwork: Fieldwork,
) -> None:
    fieldwork.invite(Linking.PERSON)
    with used(fieldwork.world.engine) as drawing:
        sample = fieldwork.sample()
    names = [row["pseudonym"] for row in sample]
    rows = [*said(names[:5]), ("0000000000000000", "5", "no"), (names[5], "9", "no"), (names[0], "5", "no")]
    deaths = iter([True, True])
    fieldwork.bucket.dies = lambda key: "/part-" in key and next(deaths, False)

    with used(fieldwork.world.engine) as bringing:
        first = fieldwork.bring(rows, "FIRST00000000000")
    fieldwork.now += timedelta(days=1)
    again = fieldwork.bring(rows, "AGAIN00000000000")

    assert drawing <= granted("ComplaintJobs")
    assert bringing <= granted("ComplaintImport")
    assert sample[0] == {
        "pseudonym": names[0], "kind": "customer", "city": "sz", "project": "'=海岸花园",
        "tier": "senior", "stage": "living",
    }  # fmt: skip
    assert len(set(names)) == ASKED_OF
    assert (first.tally.imported, first.tally.duplicates, first.tally.rejected) == (5, 0, 3)
    assert (again.tally.imported, again.tally.duplicates, again.tally.rejected) == (0, 5, 3)
    refused = fieldwork.rejected(first)
    assert refused["0000000000000000"] == "pseudonym: is of nobody whom this campaign asks"
    assert refused[names[5]] == 'Question "overall": Must be a whole number from 1 to 5.'
    assert refused[names[0]] == "pseudonym: stands already in line 2"
    assert len(fieldwork.answered()) == 5
    assert {one.answer_version for one in fieldwork.answered()} == {1}
    assert len(fieldwork.items("Y#")) == 5, "each is told of once"
    assert fieldwork.items("N#") == []


def test_where_strata_are_linked_nothing_leads_from_an_answer_to_a_person(fieldwork: Fieldwork) -> None:
    fieldwork.invite(Linking.STRATA)
    names = [row["pseudonym"] for row in fieldwork.sample()]

    first = fieldwork.bring(said(names[:4]), "FIRST00000000000")
    again = fieldwork.bring(said(names), "AGAIN00000000000")

    apart = fieldwork.items("N#")
    assert (first.tally.imported, again.tally.imported, again.tally.duplicates) == (4, 3, 4)
    assert len(apart) == ASKED_OF
    assert {item["strata"]["tier"] for item in apart} == {"senior"}
    assert {one.answers == {} for one in fieldwork.answered()} == {True}
    hashes = [one.hash for one in fieldwork.answered()]
    told = repr(apart)
    assert not [known for known in (*hashes, *names, "PERSON", "FIRST0") if known in told]
    assert fieldwork.items("Y#") == []


def test_where_nothing_is_linked_no_invitation_hears_of_it(fieldwork: Fieldwork) -> None:
    fieldwork.invite(Linking.NONE)
    sample = fieldwork.sample()
    rows = said([f"interview {place}" for place in range(3)])

    first = fieldwork.bring(rows, "FIRST00000000000")
    fieldwork.now += timedelta(days=2)
    again = fieldwork.bring([*rows[:2], ("interview 2", "3", "no")], "AGAIN00000000000")

    assert [set(row) for row in sample] == [{"pseudonym"}] * ASKED_OF
    assert fieldwork.items("Z#") == []
    assert (first.tally.imported, again.tally.duplicates, again.tally.rejected) == (3, 2, 1)
    assert fieldwork.rejected(again)["4"] == "external_id: other answers were taken for it before"
    apart = fieldwork.items("N#")
    assert len(apart) == 3
    assert {item["strata"]["kind"] for item in apart} == {""}
    assert "interview" not in repr(apart)
    assert b"interview" not in fieldwork.bucket.files[again.rejected], "of a rejected row its line is kept"
    assert fieldwork.answered() == []


def test_who_was_erased_is_in_no_sample(fieldwork: Fieldwork) -> None:
    fieldwork.invite(Linking.STRATA)
    gone = fieldwork.invitations.load(fieldwork.campaign.id, f"00{0:038x}")
    assert gone is not None
    fieldwork.invitations.save(gone, replace(gone, person=NOBODY))

    assert len(fieldwork.sample()) == ASKED_OF - 1


def test_no_answer_is_taken_for_who_was_taken_out(fieldwork: Fieldwork) -> None:
    fieldwork.invite(Linking.PERSON)
    names = [row["pseudonym"] for row in fieldwork.sample()]
    gone = fieldwork.invitations.load(fieldwork.campaign.id, f"00{0:038x}")
    assert gone is not None
    fieldwork.invitations.save(gone, replace(gone, reach=Reach.CANCELLED, answers=stored({})))

    ended = fieldwork.bring(said(names), "FIRST00000000000")

    assert (ended.tally.imported, ended.tally.rejected) == (ASKED_OF - 1, 1)


@pytest.mark.parametrize(
    ("linking", "mapping", "code"),
    [
        (None, {}, "campaign_not_third_party"),
        (Linking.PERSON, {"pseudonym": None, "external_id": {"column": "who"}}, "mapping_lacks_id"),
        (Linking.NONE, {"pseudonym": {"column": "who"}}, "pseudonym_not_allowed"),
        (Linking.PERSON, {"answers": {"q.mood": {"column": "overall"}}}, "questions_unknown"),
    ],
)
def test_a_file_that_the_campaign_does_not_take_is_refused_whole(
    fieldwork: Fieldwork, linking: Linking | None, mapping: dict[str, Any], code: str
) -> None:
    fieldwork.campaign = replace(fieldwork.campaign, third_party=linking)

    ended = fieldwork.bring([("0000000000000000", "5", "no")], "FIRST00000000000", **mapping)

    assert (ended.failure, ended.tally.rows) == (code, 0)
