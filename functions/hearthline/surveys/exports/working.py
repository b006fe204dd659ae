"""The job that exports a campaign's answers: part by part, then the files, then the parts go."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from hearthline.platform.codec import dump, load
from hearthline.platform.jobs import Job, Step
from hearthline.platform.objects import Objects
from hearthline.surveys.exports.gathering import Gathering
from hearthline.surveys.exports.making import Making, TooLarge, read, written
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
        """Write the next part; when all are there, make the files; when these are, remove the parts."""
        place = load(Place, job.position)
        if place.stage is Stage.CLEANING:
            self._objects.delete_all(folder_of(job.id))
            return Step(dump(place), done=True)
        campaign = self._campaigns(str(job.params["campaign"]))
        if campaign is None:
            return Step(dump(replace(place, stage=Stage.CLEANING)))
        asked = self._questionnaires(campaign.questionnaire, campaign.questionnaire_version)
        if asked is None:
            return Step(dump(replace(place, stage=Stage.CLEANING)))
        if place.stage is Stage.JOINING:
            return self._made(job, place, campaign, asked)
        return self._part(job, place, campaign, now)

    def _part(self, job: Job, place: Place, campaign: Campaign, now: datetime) -> Step:
        cities = job.params.get("cities")
        rows = self._gathering.rows(campaign, place.parts, job.created_at)
        seen = [row for row in rows if cities is None or row.strata.city in cities]
        self._objects.write(part_of(job.id, place.parts), written(seen), PART_TYPE)
        further = replace(place, parts=place.parts + 1)
        if further.parts < self._gathering.stretches(campaign, job.created_at):
            return Step(dump(further), {"rows": len(seen)})
        # A workbook is written in one go; it gets an invocation to itself.
        rests = now if job.params["format"] == Format.XLSX else None
        return Step(dump(replace(further, stage=Stage.JOINING)), {"rows": len(seen)}, wait_until=rests)

    def _made(self, job: Job, place: Place, campaign: Campaign, asked: Questionnaire) -> Step:
        making = Making(campaign, asked, lambda: self._rows(job, place))
        name = f"answers-{campaign.id}"
        tally = {"exported": making.count}
        if making.count < making.found:
            tally[TOO_FEW] = making.found
        try:
            if job.params["format"] == Format.XLSX:
                making.workbook(self._objects, job.id, name)
            else:
                making.csv(self._objects, job.id, name)
        except TooLarge:
            tally = {TOO_LARGE: making.found}
        return Step(dump(replace(place, stage=Stage.CLEANING)), tally)

    def _rows(self, job: Job, place: Place) -> Iterator[Row]:
        parts: Iterable[bytes] = (
            self._objects.read_whole(part_of(job.id, number)) for number in range(place.parts)
        )
        for part in parts:
            yield from read(part)
