"""The job that exports a campaign's answers: part by part, then the files, then the parts go."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from hearthline.platform.codec import dump, load
from hearthline.platform.jobs import Job, Step
from hearthline.platform.objects import Objects
from hearthline.surveys.exports import files
from hearthline.surveys.exports.gathering import STRETCHES, Gathering
from hearthline.surveys.exports.making import Making, TooLarge, read, strata_read, strata_written, written
from hearthline.surveys.exports.model import Format, Place, Row, Stage, folder_of, part_of
from hearthline.surveys.model import Campaign, Questionnaire

PART_TYPE = "application/x-ndjson"
TOO_LARGE = "too_large"
TOO_FEW = "too_few"


class Exporting:
    """Works on one export. A step that is done again comes to the same.

    `campaigns` and `questionnaires` give what is exported, the latter by id and version.
    """

    def __init__(
        self,
        campaigns: Callable[[str], Campaign | None],
        questionnaires: Callable[[str, int], Questionnaire | None],
        gathering: Gathering,
        objects: Objects,
    ) -> None:
        self._campaigns = campaigns
        self._questionnaires = questionnaires
        self._gathering = gathering
        self._objects = objects

    def step(self, job: Job, now: datetime) -> Step:
        """Read the next part, write its lines, make the files of these, or remove all but the files."""
        place = load(Place, job.position)
        if place.stage is Stage.CLEANING:
            self._objects.delete_all(folder_of(job.id))
            return Step(dump(place), done=True)
        campaign = self._campaigns(str(job.params["campaign"]))
        if campaign is None:
            return _turned(Stage.CLEANING)
        asked = self._questionnaires(campaign.questionnaire, campaign.questionnaire_version)
        if asked is None:
            return _turned(Stage.CLEANING)
        if place.stage is Stage.READING:
            return self._read(job, place, campaign, now)
        strata = strata_read(self._parts(job, "strata"))
        making = Making(campaign, asked, strata)
        return self._write(job, place, making) if place.stage is Stage.WRITING else self._join(job, making)

    def _read(self, job: Job, place: Place, campaign: Campaign, now: datetime) -> Step:
        cities = job.params.get("cities")
        found = self._gathering.rows(campaign, place.parts, job.created_at)
        rows = [row for row in found if cities is None or row.strata.city in cities]
        self._objects.write(part_of(job.id, place.parts), written(rows), PART_TYPE)
        self._objects.write(part_of(job.id, place.parts, "strata"), strata_written(rows), PART_TYPE)
        tally = {"rows": len(rows)}
        if place.parts + 1 < STRETCHES:
            return Step(dump(Place(place.stage, place.parts + 1)), tally)
        if job.params["format"] == Format.CSV:
            return _turned(Stage.WRITING, tally)
        # A workbook is written in one go; it gets an invocation to itself.
        return _turned(Stage.JOINING, tally, wait_until=now)

    def _write(self, job: Job, place: Place, making: Making) -> Step:
        counts = making.counts()
        rows = read(self._objects.read_whole(part_of(job.id, place.parts)))
        lines = b"".join(files.csv_lines(making.lines(rows, counts)))
        self._objects.write(part_of(job.id, place.parts, "lines"), lines, PART_TYPE)
        stored = json.dumps(counts.stored(), ensure_ascii=False).encode()
        self._objects.write(part_of(job.id, place.parts, "counts"), stored, PART_TYPE)
        if place.parts + 1 < STRETCHES:
            return Step(dump(Place(place.stage, place.parts + 1)))
        return _turned(Stage.JOINING)

    def _join(self, job: Job, making: Making) -> Step:
        tally = {"exported": making.count}
        if making.count < making.found:
            tally[TOO_FEW] = making.found
        if job.params["format"] == Format.CSV:
            counts = making.counts()
            for part in self._parts(job, "counts"):
                counts.merge(json.loads(part))
            making.csv(self._objects, job.id, self._parts(job, "lines"), counts)
            return _turned(Stage.CLEANING, tally)
        try:
            making.workbook(self._objects, job.id, self._rows(job))
        except TooLarge:
            tally = {TOO_LARGE: making.found}
        return _turned(Stage.CLEANING, tally)

    def _parts(self, job: Job, what: str) -> Iterator[bytes]:
        for number in range(STRETCHES):
            yield self._objects.read_whole(part_of(job.id, number, what))

    def _rows(self, job: Job) -> Iterator[Row]:
        for part in self._parts(job, "rows"):
            yield from read(part)


def _turned(
    stage: Stage, tally: Mapping[str, int] | None = None, *, wait_until: datetime | None = None
) -> Step:
    """Begin with the next stage."""
    return Step(dump(Place(stage)), tally or {}, wait_until=wait_until)
