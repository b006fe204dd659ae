"""The waves of one survey: the same figures of each campaign of a series, and how far they moved.

A measure is the same figure in whichever questionnaire asks it, and a question keeps its id across them; so
waves are compared though wording or the questionnaire changed between them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from hearthline.platform.access import Principal
from hearthline.platform.instants import instant
from hearthline.surveys import results_views as views
from hearthline.surveys.campaign_access import known
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.figures import Measured, change_of, columns_of, figures_of, measures
from hearthline.surveys.model import Campaign, CampaignState
from hearthline.surveys.results_reading import Questions, Read
from hearthline.surveys.results_scope import Scope
from hearthline.surveys.sheets import sheets_of
from hearthline.surveys.suppression import FEWEST
from hearthline.surveys.tally_store import TallyStore

_NOT_BEGUN = frozenset({CampaignState.DRAFT, CampaignState.SCHEDULED})


class Waves:
    """Reads the campaigns of a series, oldest first."""

    def __init__(self, store: TallyStore, campaigns: CampaignStore, questions: Questions) -> None:
        self._store = store
        self._campaigns = campaigns
        self._questions = questions

    def of(self, principal: Principal, read: Read, question: str | None) -> list[dict[str, Any]]:
        """Give a campaign's series, as far as it is known to the reader; without a series it is alone.

        Three requests, one more for each hundred campaigns that there are, and for each questionnaire that
        was not asked for before.
        """
        series = read.campaign.series
        every = self._campaigns.every() if series else []
        waves = [one for one in every if one.series == series and known(principal, one)] or [read.campaign]
        begun = sorted((one for one in waves if one.state not in _NOT_BEGUN), key=_begun_at)
        reads = self._reads(_scope(principal, begun), begun)
        return [_wave(wave, before, question) for wave, before in _beside(reads)]

    def compared(
        self, principal: Principal, campaigns: Sequence[Campaign]
    ) -> list[tuple[Campaign, dict[str, Any]]]:
        """Give the measures of campaigns of any series, oldest first, of those known to the reader.

        Each stands beside the wave before it of its series, where that is among them. A request for each
        hundred sheets of their tallies, and for each questionnaire that was not asked for before.
        """
        ours = [one for one in campaigns if one.state not in _NOT_BEGUN and known(principal, one)]
        begun = sorted(ours, key=_begun_at)
        reads = self._reads(_scope(principal, begun), begun)
        return [(wave.campaign, _wave(wave, before, None)) for wave, before in _beside(reads)]

    def _reads(self, scope: Scope, campaigns: Sequence[Campaign]) -> list[Read]:
        asked = {one.id: self._questions(one.questionnaire, one.questionnaire_version) for one in campaigns}
        there = {one.id: questions for one in campaigns if (questions := asked[one.id])}
        sheets = {
            name: max(sheets_of(questions).values(), default=0) + 1 for name, questions in there.items()
        }
        tallies = self._store.totals(sheets, scope.totals())
        return [Read(one, there[one.id], scope, tallies[one.id]) for one in campaigns if one.id in there]


def _scope(principal: Principal, waves: Sequence[Campaign]) -> Scope:
    """Give whose answers are compared: all, or in every wave those of the reader's cities."""
    if principal.hq or all(one.cities and principal.cities.issuperset(one.cities) for one in waves):
        return Scope()
    return Scope(principal.cities)


def _beside(reads: Sequence[Read]) -> Iterator[tuple[Read, Read | None]]:
    """Give each wave, oldest first, with the one before it of its series that may be shown."""
    latest: dict[str, Read] = {}
    for wave in reads:
        series = wave.campaign.series or wave.campaign.id
        yield wave, latest.get(series)
        if wave.shown:
            latest[series] = wave


def _wave(wave: Read, before: Read | None, question: str | None) -> dict[str, Any]:
    now, people = _figures(wave, question), _people(wave)
    then = {one.name: one for one in _figures(before, question)} if before else {}
    return {
        "campaign": wave.campaign.id,
        "name": wave.campaign.name,
        "begun_at": instant(_begun_at(wave.campaign)),
        "withheld": None if wave.shown else "until_ended",
        "response": None if wave.campaign.third_party else views.response(wave.total),
        "figures": [
            {**_shown(one, people), "change": _change(one, people, then.get(one.name), before)}
            for one in now
            if wave.shown
        ],
    }


def _figures(read: Read, question: str | None) -> list[Measured]:
    counts = read.total
    if question is None:
        return measures(read.questionnaire, counts)
    asked = [one for one in read.questionnaire.questions if one.id == question]
    return [
        replace(figure, name=f"{row}/{figure.name}" if row else figure.name)
        for each in asked
        for row, column in columns_of(each)
        for figure in figures_of(each, column, counts)
    ]


def _shown(one: Measured, people: int | None) -> dict[str, Any]:
    return views.hidden_figure(one.name) if 0 < one.n < FEWEST else views.figure(one, people)


def _change(
    one: Measured, people: int | None, then: Measured | None, before: Read | None
) -> dict[str, Any] | None:
    if then is None or before is None or min(one.n, then.n) < FEWEST:
        return None
    old, new = then.estimate(_people(before)), one.estimate(people)
    return views.moved(one.unit, change_of(one.unit, old, new)) if old and new else None


def _people(read: Read) -> int | None:
    return sum(read.population.values()) or None


def _begun_at(campaign: Campaign) -> datetime:
    return campaign.launched_at or campaign.created_at
