"""What staff ask of samples: have one made, see how far it is, fetch it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hearthline.platform.access import Action, Principal
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy
from hearthline.platform.instants import instant
from hearthline.platform.jobs import Job, JobState, JobStore, new_job
from hearthline.platform.objects import Objects
from hearthline.platform.problems import Problem
from hearthline.surveys.campaign_access import demand_cities, kept
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.exports.making import attachment
from hearthline.surveys.exports.model import DOWNLOAD_SECONDS, FILE_KEPT, file_of
from hearthline.surveys.exports.store import Request, RequestStore
from hearthline.surveys.model import Campaign
from hearthline.surveys.third_party.pseudonyms import rule_of
from hearthline.surveys.third_party.sampling import KIND


class Samples:
    """Every method takes the principal and decides first whether it may: all of the campaign's cities."""

    def __init__(
        self,
        campaigns: CampaignStore,
        store: RequestStore,
        jobs: JobStore,
        objects: Callable[[], Objects],
        prints: Fingerprints,
        entropy: Entropy,
    ) -> None:
        self._campaigns = campaigns
        self._store = store
        self._jobs = jobs
        self._objects = objects
        self._prints = prints
        self._entropy = entropy

    def ask(
        self, principal: Principal, identity: str, repeat_key: str | None, now: datetime
    ) -> dict[str, Any]:
        """Have the sample made; the same Idempotency-Key gives the first one again.

        Raises Problem 403, 404; 409 `not_third_party`, or `not_launched` while there is nobody to draw from.
        """
        campaign = self._seen(principal, identity)
        if campaign.third_party is None:
            raise Problem.refused("not_third_party", {"status": campaign.state.value})
        if campaign.made is None:
            raise Problem.refused("not_launched", {"status": campaign.state.value})
        owner = f"{principal.id}\n{identity}"
        id_ = self._prints.identifier_for(KIND, owner, repeat_key) if repeat_key else ""
        job = new_job(KIND, {"campaign": identity}, principal.id, now, self._entropy, id_=id_)
        if not self._jobs.start([job]):
            job = self._jobs.load(job.id) or job
        self._store.add(Request(job.id, identity, principal.id, job.created_at, "csv"))
        return self._view(campaign, job, now)

    def view(self, principal: Principal, identity: str, now: datetime) -> dict[str, Any]:
        """Give how far one's newest sample is and, for a minute, where its file is; Problem 403 or 404."""
        campaign = self._seen(principal, identity)
        request = self._store.newest(identity, principal.id)
        job = self._jobs.load(request.job) if request else None
        if job is None:
            raise Problem.not_found()
        return self._view(campaign, job, now)

    def _seen(self, principal: Principal, identity: str) -> Campaign:
        campaign = kept(self._campaigns, principal, Action.EXPORT_ANSWERS, identity)
        demand_cities(principal, Action.EXPORT_ANSWERS, campaign.cities)
        return campaign

    def _view(self, campaign: Campaign, job: Job, now: datetime) -> dict[str, Any]:
        until = job.ended_at + FILE_KEPT if job.ended_at else None
        status = job.state.value
        if job.state is JobState.DONE and "made" not in job.tally:
            status = JobState.FAILED.value
        elif job.state is JobState.DONE and until and now >= until:
            status = "gone"
        name = f"sample-{campaign.id}.csv"
        lent = self._objects().download_url if status == JobState.DONE else None
        linked = rule_of(campaign)
        return {
            "id": job.id,
            "linking": linked.value if linked else None,
            "status": status,
            "asked_at": instant(job.created_at),
            "ended_at": instant(job.ended_at) if job.ended_at else None,
            "rows": job.tally.get("rows", 0) if job.ended_at else None,
            "file_url": lent(file_of(job.id, "csv"), DOWNLOAD_SECONDS, disposition=attachment(name))
            if lent
            else None,
            "file_until": instant(until) if until and lent else None,
        }
