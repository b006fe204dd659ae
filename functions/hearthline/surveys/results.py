"""What staff read of answers: a campaign's figures, broken down, and compared with the waves before.

Nothing is reckoned from single answers: all of it comes from the tally, in three requests, and a fourth for
waves or where the questionnaire was not asked for before. Groups of fewer than five answers are not shown
(`suppression`). What an anonymous campaign was answered is shown once it has ended: while it runs, who
looks twice could tell from the difference what the one who answered between has said.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.platform.problems import FieldError, Problem
from hearthline.surveys import results_views as views
from hearthline.surveys.campaign_access import LONGEST_ID, known
from hearthline.surveys.campaign_store import CampaignStore
from hearthline.surveys.contribution import COUNTED
from hearthline.surveys.definitions import DEFINITIONS, VALID
from hearthline.surveys.figures import (
    Counts,
    Measured,
    columns_of,
    figures_of,
    measures,
    shown_to,
    valid,
    weighted_by,
)
from hearthline.surveys.model import Campaign, Question, Questionnaire
from hearthline.surveys.results_reading import Questions, Read
from hearthline.surveys.results_scope import By, people_of, scope_of
from hearthline.surveys.shipped_campaigns import shipped
from hearthline.surveys.suppression import FEWEST, hidden, hidden_parts
from hearthline.surveys.tally_store import TallyStore
from hearthline.surveys.waves import Waves


class Results:
    """Results, as staff see them. The principal is asked first whether they may."""

    def __init__(self, store: TallyStore, campaigns: CampaignStore, questions: Questions) -> None:
        self._store = store
        self._questions = questions
        self._waves = Waves(store, campaigns, questions)

    def read(
        self, principal: Principal, identity: str, by: By | None, question: str | None, now: datetime
    ) -> dict[str, Any]:
        """Give the figures of a campaign, as far as the reader's cities go.

        Without `question` groups show the company's measures, and all of them together every question; with
        it, both show that one. Raises Problem 403, 404, and 422 for a question that is not asked.
        """
        read = self.seen(principal, identity, by, now)
        asked = _chosen(read.questionnaire, question)
        groups = self._groups(read, by) if by and by is not By.WAVE else {}
        return {
            "campaign": _campaign(read.campaign, sum(read.population.values())),
            "by": by.value if by else None,
            "withheld": None if read.shown else "until_ended",
            "overall": _overall(read, asked),
            "groups": _compared(read, by, groups, asked if question else ()) if by else [],
            "waves": self._waves.of(principal, read, question) if by is By.WAVE else [],
            "definitions": {**DEFINITIONS, "valid": VALID},
        }

    def seen(self, principal: Principal, identity: str, by: By | None, now: datetime) -> Read:
        """Give a campaign with the tallies of all, of its cities and cells; raise Problem 403 or 404."""
        authorize_role(principal, Action.READ_RESULTS)
        found = self._store.overview(identity) if 0 < len(identity) <= LONGEST_ID else None
        campaign, groups = found or (shipped(identity, now), {})
        if campaign is None or not known(principal, campaign):
            raise Problem.not_found()
        scope = scope_of(principal, campaign, by)
        asked = self._questions(campaign.questionnaire, campaign.questionnaire_version)
        if asked is None:
            raise Problem.not_found()
        return Read(campaign, asked, scope, groups)

    def _groups(self, read: Read, by: By) -> dict[str, Counts]:
        at_hand = by is By.CITY or (by is By.STAGE and read.scope.cities is not None)
        groups = read.groups if at_hand else self._store.groups(read.campaign.id, f"{by.value}=")
        return dict(read.scope.broken_down(by, groups))


def _chosen(questionnaire: Questionnaire, question: str | None) -> tuple[Question, ...]:
    found = tuple(one for one in questionnaire.questions if question in (None, one.id))
    if not found:
        raise Problem.invalid([FieldError("?question", "This campaign does not ask it.")])
    return found


def _campaign(campaign: Campaign, people: int) -> dict[str, Any]:
    return {
        "id": campaign.id,
        "name": campaign.name,
        "state": campaign.state.value,
        "anonymous": campaign.anonymous,
        "series": campaign.series,
        "questionnaire": campaign.questionnaire,
        "questionnaire_version": campaign.questionnaire_version,
        "population": people or None,
    }


def _overall(read: Read, asked: Sequence[Question]) -> dict[str, Any]:
    counts, people = read.total, sum(read.population.values()) or None
    shown = read.shown
    found = [figure for figure in measures(read.questionnaire, counts) if shown]
    return {
        "response": _response(read, counts),
        "figures": [_figure(one, people, small=one.n < FEWEST) for one in found],
        "weighted": _weighted(read, found),
        "questions": [
            _question(each, row, column, counts, people, small=_few(each, column, counts))
            for each in asked
            for row, column in columns_of(each)
            if shown
        ],
    }


def _few(asked: Question, column: str, counts: Counts) -> bool:
    """Say whether too few answered a question, or were shown it: that it does not apply is an answer, too."""
    return any(0 < size < FEWEST for size in _column_sizes(asked, column, counts))


def _response(read: Read, counts: Counts) -> dict[str, Any] | None:
    """Give how many were reached and answered; whom an outside firm has reached it alone knows."""
    return None if read.campaign.third_party else views.response(counts)


def _figure(one: Measured, people: int | None, *, small: bool) -> dict[str, Any]:
    return views.hidden_figure(one.name) if small and one.n else views.figure(one, people)


def _question(
    asked: Question, row: str | None, column: str, counts: Counts, people: int | None, *, small: bool
) -> dict[str, Any]:
    everybody = people if asked.show_if is None else None
    found = [views.figure(one, everybody) for one in figures_of(asked, column, counts)]
    return views.question(asked, row, column, counts, None if small else found)


def _weighted(read: Read, figures: Sequence[Measured]) -> list[dict[str, Any]]:
    """Give the measures with each cell of city and stage as heavy as it is in the population."""
    people, cells = read.population, read.scope.cells(read.groups)
    by_cell = {cell: measures(read.questionnaire, cells.get(cell, {})) for cell in people}
    found = []
    for place, one in enumerate(figures):
        known = weighted_by((people[cell], measured[place]) for cell, measured in by_cell.items())
        if known is not None and one.n >= FEWEST:
            found.append(views.weighted_figure(one.name, one.unit, known))
    return found


def _compared(
    read: Read, by: By, groups: Mapping[str, Counts], asked: Sequence[Question]
) -> list[dict[str, Any]]:
    gone = _small(read, by, groups, asked) if read.shown else {}
    return [
        {
            "group": name or None,
            "response": None if by is By.RECOVERY else _response(read, counts),
            **(
                _shown(read, by, name, counts, gone, asked)
                if read.shown
                else {"figures": [], "questions": []}
            ),
        }
        for name, counts in groups.items()
    ]


def _shown(
    read: Read,
    by: By,
    name: str,
    counts: Counts,
    gone: Mapping[tuple[str, str], frozenset[str]],
    asked: Sequence[Question],
) -> dict[str, Any]:
    people = people_of(read.population, by, name)
    return {
        "figures": [
            _figure(one, people, small=name in gone["figure", one.name])
            for one in measures(read.questionnaire, counts)
        ],
        "questions": [
            _question(each, row, column, counts, people, small=name in gone["column", column])
            for each in asked
            for row, column in columns_of(each)
        ],
    }


def _small(
    read: Read, by: By, groups: Mapping[str, Counts], asked: Sequence[Question]
) -> dict[tuple[str, str], frozenset[str]]:
    """Give, by figure and by column, the groups that are too small, or would give one away.

    Projects are parts of cities, which anybody who sees them may see as well.
    """
    by_group = {name: _sizes(read, counts, asked) for name, counts in groups.items()}
    hiding = hidden_parts if by is By.PROJECT else hidden
    gone: dict[tuple[str, str], frozenset[str]] = {}
    for (kind, of), sizes in _sizes(read, read.total, asked).items():
        for place, size in enumerate(sizes):
            few = hiding({name: each[kind, of][place] for name, each in by_group.items()}, size)
            gone[kind, of] = gone.get((kind, of), frozenset()) | few
    return gone


def _sizes(read: Read, counts: Counts, asked: Sequence[Question]) -> dict[tuple[str, str], tuple[int, ...]]:
    """Give how many answers are in each figure; of a column also how many were shown it.

    Where answers stand apart, all of a group's, too: their export gives up which groups these hide.
    """
    rows = (counts.get(COUNTED, 0),) if read.campaign.answers_apart else ()
    figures = {("figure", one.name): (one.n, *rows) for one in measures(read.questionnaire, counts)}
    columns = [(each, column) for each in asked for _, column in columns_of(each)]
    return figures | {
        ("column", column): (*_column_sizes(each, column, counts), *rows) for each, column in columns
    }


def _column_sizes(asked: Question, column: str, counts: Counts) -> tuple[int, ...]:
    return valid(asked, column, counts), shown_to(asked, column, counts)
