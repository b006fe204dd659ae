"""The job that makes the sample for an outside firm: pseudonyms, and strata where these are linked.

Where nothing is linked each line has a random code that is kept nowhere. Eight buckets are a step; done
again, it comes to the same.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from hearthline.platform.codec import dump, load
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.jobs import Job, Step
from hearthline.platform.objects import Objects
from hearthline.platform.spreadsheets import escaped
from hearthline.surveys import keys
from hearthline.surveys.exports.files import CSV_TYPE
from hearthline.surveys.exports.making import attachment
from hearthline.surveys.exports.model import Place, Stage, file_of, folder_of, part_of
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.model import NOBODY, Campaign, Invitation, Linking, Reach, Strata
from hearthline.surveys.third_party.pseudonyms import Pseudonyms, rule_of
from hearthline.surveys.third_party.store import PseudonymStore

KIND: Final = "survey_sample"
BUCKETS_A_STEP: Final = 8
STRATA: Final = ("kind", "city", "project", "tier", "stage")
_MARK: Final = b"\xef\xbb\xbf"


class Sampling:
    """Works on one sample."""

    def __init__(
        self,
        campaigns: Callable[[str], Campaign | None],
        invitations: InvitationStore,
        store: PseudonymStore,
        pseudonyms: Pseudonyms,
        objects: Objects,
        entropy: Entropy,
    ) -> None:
        self._campaigns = campaigns
        self._invitations = invitations
        self._store = store
        self._pseudonyms = pseudonyms
        self._objects = objects
        self._entropy = entropy

    def step(self, job: Job, now: datetime) -> Step:  # noqa: ARG002 - a sample is as of when it is read
        """Write the next part; when all are written, join them; when that is done, remove them."""
        place = load(Place, job.position)
        if place.stage is Stage.CLEANING:
            self._objects.delete_all(folder_of(job.id))
            return Step(dump(place), done=True)
        campaign = self._campaigns(str(job.params["campaign"]))
        rule = rule_of(campaign) if campaign else None
        if campaign is None or rule is None:
            return Step(dump(replace(place, stage=Stage.CLEANING)))
        if place.stage is Stage.JOINING:
            self._objects.join(
                self._pieces(job, rule),
                file_of(job.id, "csv"),
                CSV_TYPE,
                disposition=attachment(f"sample-{campaign.id}.csv"),
            )
            return Step(dump(replace(place, stage=Stage.CLEANING)), {"made": 1})
        return self._part(job, place, campaign, rule)

    def _part(self, job: Job, place: Place, campaign: Campaign, rule: Linking) -> Step:
        begin = place.parts * BUCKETS_A_STEP
        buckets = [f"{bucket:02x}" for bucket in range(begin, begin + BUCKETS_A_STEP)]
        asked = [one for bucket in buckets for one in self._bucket(campaign.id, bucket)]
        names = {self._name(rule, one): one for one in asked}
        if rule is not Linking.NONE:
            self._store.keep(campaign.id, {name: one.hash for name, one in names.items()})
        rows = [[name, *_strata(rule, names[name].strata)] for name in sorted(names)]
        self._objects.write(part_of(job.id, place.parts), _encoded(rows), CSV_TYPE)
        last = begin + BUCKETS_A_STEP >= keys.BUCKETS
        stage = Stage.JOINING if last else Stage.READING
        return Step(dump(replace(place, parts=place.parts + 1, stage=stage)), {"rows": len(rows)})

    def _name(self, rule: Linking, one: Invitation) -> str:
        if rule is Linking.NONE:
            return identifier(self._entropy)
        return self._pseudonyms.of(one.campaign, one.hash)

    def _bucket(self, campaign: str, bucket: str) -> Iterator[Invitation]:
        after: str | None = None
        while True:
            page = self._invitations.bucket(campaign, bucket, after)
            yield from (one for one in page.invitations if _asked(one))
            if page.last is None:
                return
            after = page.last

    def _pieces(self, job: Job, rule: Linking) -> Iterator[bytes]:
        yield _MARK + _encoded([["pseudonym", *(STRATA if rule is not Linking.NONE else ())]])
        for number in range(keys.BUCKETS // BUCKETS_A_STEP):
            yield self._objects.read_whole(part_of(job.id, number))


def _asked(one: Invitation) -> bool:
    """Say whether somebody may be asked: it is not taken back, and they are not erased."""
    return one.reach is not Reach.CANCELLED and one.person != NOBODY


def _strata(rule: Linking, strata: Strata) -> Sequence[str]:
    return [] if rule is Linking.NONE else [getattr(strata, name) or "" for name in STRATA]


def _encoded(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([escaped(cell) for cell in row])
    return text.getvalue().encode("utf-8", "replace")
