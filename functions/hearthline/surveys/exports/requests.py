"""What staff ask of exports: begin one, see how far it is, fetch its files."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from hearthline.platform.access import Action, Principal
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy
from hearthline.platform.instants import instant
from hearthline.platform.jobs import Job, JobState, JobStore, new_job
from hearthline.platform.objects import Objects
from hearthline.platform.once import KEY_TAKEN
from hearthline.platform.problems import FieldError, Problem
from hearthline.surveys.campaign_access import kept
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.exports.making import attachment
from hearthline.surveys.exports.model import DOWNLOAD_SECONDS, FILE_KEPT, FILES, KIND, Format, file_of
from hearthline.surveys.exports.store import Request, RequestStore
from hearthline.surveys.exports.working import TOO_FEW, TOO_LARGE
from hearthline.surveys.model import ENDED
from hearthline.surveys.results_scope import scope_of


class Exports:
    """Every method takes the principal and decides first whether it may.

    Who has some cities is given the answers of these alone, and each sees their own exports. `objects` gives
    the bucket.
    """

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
        self, principal: Principal, identity: str, format_: Format, repeat_key: str | None, now: datetime
    ) -> dict[str, Any]:
        """Begin an export; the same Idempotency-Key gives the first one again.

        Raises Problem 403, also for who has none of its cities; 404; 409 `not_launched`, or `until_ended` for
        an anonymous campaign that runs: two exports would tell who answered between; 422 for a key that was
        used for another format, or with a larger scope.
        """
        campaign = kept(self._campaigns, principal, Action.EXPORT_ANSWERS, identity)
        if campaign.launched_at is None:
            raise Problem.refused("not_launched", {"status": campaign.state.value})
        if campaign.anonymous and campaign.state not in ENDED:
            raise Problem.refused("until_ended", {"status": campaign.state.value})
        scope = scope_of(principal, campaign).cities
        cities = None if scope is None else sorted(scope)
        params = {"campaign": identity, "format": format_.value, "cities": cities}
        owner = f"{principal.id}\n{identity}"
        id_ = self._prints.identifier_for(KIND, owner, repeat_key) if repeat_key else ""
        job = new_job(KIND, params, principal.id, now, self._entropy, id_=id_)
        if not self._jobs.start([job]):
            job = self._jobs.load(job.id) or job
            if job.params["format"] != format_.value or not _within(scope, job.params.get("cities")):
                raise Problem.invalid([FieldError("#Idempotency-Key", KEY_TAKEN)])
        request = Request(job.id, identity, principal.id, job.created_at, format_.value)
        self._store.add(request)
        return self._view(request, job, now)

    def view(self, principal: Principal, identity: str, now: datetime) -> dict[str, Any]:
        """Give how far one's newest export is and, for a minute, where its files are; Problem 403 or 404.

        One that was asked for with a larger scope than is theirs now is none.
        """
        campaign = kept(self._campaigns, principal, Action.EXPORT_ANSWERS, identity)
        scope = scope_of(principal, campaign).cities
        request = self._store.newest(identity, principal.id)
        job = self._jobs.load(request.job) if request else None
        if request is None or (job and not _within(scope, job.params.get("cities"))):
            raise Problem.not_found()
        return self._view(request, job, now)

    def _view(self, request: Request, job: Job | None, now: datetime) -> dict[str, Any]:
        tally: Mapping[str, int] = job.tally if job else {}
        ended = job.ended_at if job else None
        until = ended + FILE_KEPT if ended else None
        status, reason = _status(job, now)
        files = FILES[Format(request.format)] if status == JobState.DONE else ()
        return {
            "id": request.job,
            "format": request.format,
            "status": status,
            "reason": reason,
            "asked_at": instant(request.at),
            "ended_at": instant(ended) if ended else None,
            "rows": tally.get("exported"),
            "files": [self._lent(request, ending) for ending in files],
            "files_until": instant(until) if until and files else None,
        }

    def _lent(self, request: Request, ending: str) -> dict[str, str]:
        name = f"answers-{request.campaign}.{ending}"
        url = self._objects().download_url(
            file_of(request.job, ending), DOWNLOAD_SECONDS, disposition=attachment(name)
        )
        return {"name": name, "url": url}


def _within(scope: Collection[str] | None, cities: Collection[str] | None) -> bool:
    """Say whether the cities of an export are in somebody's scope; None is all of the campaign's."""
    return scope is None or (cities is not None and set(cities) <= set(scope))


def _status(job: Job | None, now: datetime) -> tuple[str, str | None]:
    """Give where an export stands, and why it has no file or no rows."""
    if job is None or job.state is JobState.RUNNING or job.ended_at is None:
        return JobState.RUNNING.value, None
    if TOO_LARGE in job.tally:
        return JobState.FAILED.value, TOO_LARGE
    if job.state is JobState.FAILED or "exported" not in job.tally:
        return JobState.FAILED.value, "given_up"
    if now >= job.ended_at + FILE_KEPT:
        return "gone", None
    return JobState.DONE.value, TOO_FEW if TOO_FEW in job.tally else None
