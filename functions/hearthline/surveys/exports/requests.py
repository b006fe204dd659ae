"""What staff ask of exports: begin one, see how far it is, fetch its files."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from hearthline.platform.access import Action, Principal
from hearthline.platform.jobs import Job, JobState
from hearthline.platform.problems import Problem
from hearthline.surveys.campaign_access import kept
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.exports.model import FILES, Format
from hearthline.surveys.exports.ordering import Orders, standing
from hearthline.surveys.exports.working import TOO_FEW, TOO_LARGE
from hearthline.surveys.model import ENDED
from hearthline.surveys.results_scope import scope_of


class Exports:
    """Every method takes the principal and decides first whether it may.

    Who has some cities is given the answers of these alone, and each sees their own exports.
    """

    def __init__(self, campaigns: CampaignStore, orders: Orders) -> None:
        self._campaigns = campaigns
        self._orders = orders

    def ask(
        self, principal: Principal, identity: str, format_: Format, repeat_key: str | None, now: datetime
    ) -> dict[str, Any]:
        """Begin an export; the same Idempotency-Key gives the first one again.

        Raises Problem 403, also for who has none of its cities; 404; 409 `not_launched`, or `until_ended` for
        an anonymous campaign that runs: two exports would tell who answered between; 422 for a key that was
        used for another format, or for other cities.
        """
        campaign = kept(self._campaigns, principal, Action.EXPORT_ANSWERS, identity)
        if campaign.launched_at is None:
            raise Problem.refused("not_launched", {"status": campaign.state.value})
        if campaign.anonymous and campaign.state not in ENDED:
            raise Problem.refused("until_ended", {"status": campaign.state.value})
        scope = scope_of(principal, campaign).cities
        what = {"format": format_.value, "cities": None if scope is None else sorted(scope)}
        return self._view(self._orders.give(principal, identity, what, repeat_key, now), now)

    def view(self, principal: Principal, identity: str, now: datetime) -> dict[str, Any]:
        """Give how far one's newest export is and, for a minute, where its files are; Problem 403 or 404.

        One that was asked for with a larger scope than is theirs now is none.
        """
        campaign = kept(self._campaigns, principal, Action.EXPORT_ANSWERS, identity)
        job = self._orders.newest(principal, identity)
        if not _within(scope_of(principal, campaign).cities, job.params["cities"]):
            raise Problem.not_found()
        return self._view(job, now)

    def _view(self, job: Job, now: datetime) -> dict[str, Any]:
        stands = standing(job, "exported", now)
        format_ = Format(job.params["format"])
        names = {ending: f"answers-{job.params['campaign']}.{ending}" for ending in FILES[format_]}
        until = stands.pop("until")
        return {
            **stands,
            "format": format_.value,
            "reason": _reason(job, stands["status"]),
            "rows": job.tally.get("exported"),
            "files": [
                {"name": name, "url": self._orders.lent(job, ending, name)} for ending, name in names.items()
            ]
            if until
            else [],
            "files_until": until,
        }


def _within(scope: Collection[str] | None, cities: Collection[str] | None) -> bool:
    """Say whether the cities of an export are in somebody's scope; None is all of the campaign's."""
    return scope is None or (cities is not None and set(cities) <= set(scope))


def _reason(job: Job, status: str) -> str | None:
    """Give why an export has no file, or no rows."""
    if status == JobState.FAILED:
        return TOO_LARGE if TOO_LARGE in job.tally else "given_up"
    return TOO_FEW if status == JobState.DONE and TOO_FEW in job.tally else None
