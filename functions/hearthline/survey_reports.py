"""Where reports meet surveys: campaigns by the month of their launch, and what results say of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from hearthline.insight.periods import Months, day_of, month_of
from hearthline.insight.reports.model import Figure, Shown
from hearthline.insight.reports.surveyed import Answered, Launched
from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.surveys.campaign_access import known
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.funnel import Funnel
from hearthline.surveys.model import Campaign
from hearthline.surveys.results import Results
from hearthline.surveys.results_scope import By
from hearthline.surveys.waves import Waves

MADE_BEFORE: Final = 24
"""How many months before its launch a campaign, or the wave before it, may have been made to be found."""
_RESPONSE: Final = "response_rate"


class ReportsOfSurveys:
    """Reads campaigns and results; months are those of the company's `zone`."""

    def __init__(
        self, campaigns: CampaignStore, funnel: Funnel, waves: Waves, results: Results, zone: str
    ) -> None:
        self._campaigns = campaigns
        self._funnel = funnel
        self._waves = waves
        self._results = results
        self._zone = zone

    def launched(self, principal: Principal, months: Months) -> list[Launched]:
        """Give the campaigns launched in these months; raise Problem 403."""
        ours = [one for one in self._made(months) if self._in(months, one)]
        return [
            Launched(one.id, one.name, self._month(one) or "", counts)
            for one, counts in self._funnel.of(principal, ours)
        ]

    def waves(self, principal: Principal, months: Months) -> Answered:
        """Give each campaign of these months that asks for a measure, with how far it moved."""
        authorize_role(principal, Action.READ_RESULTS)
        made = self._made(months)
        series = {one.series for one in made if one.series and self._in(months, one)}
        compared = [one for one in made if self._in(months, one) or one.series in series]
        before: dict[str, Mapping[str, Figure]] = {}
        lines = []
        for campaign, wave in self._waves.compared(principal, compared):
            figures, of = _of_wave(wave), campaign.series or campaign.id
            if self._in(months, campaign) and wave["figures"]:
                lines.append(Shown(campaign.id, figures, before.get(of, {}), campaign.name))
            if not wave["withheld"]:
                before[of] = figures
        return Answered(lines)

    def groups(
        self, principal: Principal, by: str, campaign: str | None, months: Months, now: datetime
    ) -> Answered:
        """Give the groups of one campaign; raise Problem 403, or 404 where there is none of this name."""
        authorize_role(principal, Action.READ_RESULTS)
        identity = campaign if campaign is not None else self._latest(principal, months)
        if identity is None:
            return Answered(())
        found = self._results.read(principal, identity, By(by), None, now)
        whole = _all_of(found["overall"])
        if found["withheld"]:
            whole = {name: replace(one, hidden=True) for name, one in whole.items()}
        lines = [Shown(one["group"], _all_of(one), {}) for one in found["groups"]]
        return Answered(lines, Shown(None, whole, {}), identity)

    def _latest(self, principal: Principal, months: Months) -> str | None:
        """Give the latest of these months whose answers are known by person, so that they can be classed."""
        ours = [
            one
            for one in self._made(months)
            if self._in(months, one) and known(principal, one) and not one.answers_apart and not one.trigger
        ]
        return max(ours, key=lambda one: one.launched_at or one.created_at).id if ours else None

    def _made(self, months: Months) -> Sequence[Campaign]:
        first = _instant(_earlier(months.first, MADE_BEFORE), self._zone)
        return self._campaigns.made_between(first, _instant(_earlier(months.last, -1), self._zone))

    def _in(self, months: Months, campaign: Campaign) -> bool:
        month = self._month(campaign)
        return month is not None and months.first <= month <= months.last

    def _month(self, campaign: Campaign) -> str | None:
        at = campaign.launched_at
        return month_of(day_of(at, self._zone)) if at else None


def _of_wave(wave: Mapping[str, Any]) -> dict[str, Figure]:
    figures = _all_of(wave)
    moved = [(one["figure"], one["change"]) for one in wave["figures"] if one["change"]]
    changes = {
        f"{name}_change": Figure(change["value"], None, change["low"], change["high"])
        for name, change in moved
    }
    return {**figures, **changes}


def _all_of(part: Mapping[str, Any]) -> dict[str, Figure]:
    """Give the measures of a part of results, and its response rate where it is known."""
    response = part["response"]
    rate = {_RESPONSE: Figure(response["response_rate"], response["reachable"])} if response else {}
    return {**_measures(part["figures"]), **rate}


def _measures(figures: Iterable[Mapping[str, Any]]) -> dict[str, Figure]:
    return {
        one["figure"]: Figure(one["value"], one["n"], one["low"], one["high"], one["suppressed"])
        for one in figures
    }


def _earlier(month: str, by: int) -> str:
    number = int(month[:4]) * 12 + int(month[5:]) - 1 - by
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _instant(month: str, zone: str) -> datetime:
    return datetime(int(month[:4]), int(month[5:]), 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
