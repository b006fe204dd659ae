"""Reports on what was asked: how many came how far, and what they said. The figures are those of results.

Answers are reckoned, and small groups hidden, where results are (a port): nothing is added up here but how
many people came how far.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from hearthline.insight.periods import Months
from hearthline.insight.reports.lines import added
from hearthline.insight.reports.model import UNKNOWN, Column, Figure, Line, Shown
from hearthline.insight.reports.views import figured
from hearthline.insight.sheets import Counters
from hearthline.platform.access import Principal

CAMPAIGN: Final = "campaign"
FUNNEL: Final = "campaigns"
"""The report that counts people, not answers."""


@dataclass(frozen=True, slots=True)
class Launched:
    """A campaign, the month in which it was launched, and how many came how far."""

    id: str
    name: str
    month: str
    counts: Counters


@dataclass(frozen=True, slots=True)
class Answered:
    """What was said: in all of it, where that means something, and by group.

    `within` is the campaign that it is about, where it is one.
    """

    lines: Sequence[Shown]
    whole: Shown | None = None
    within: str | None = None


class Surveys(Protocol):
    """What knows of surveys, as far as the reader may; each raises Problem 403 for who may not."""

    def launched(self, principal: Principal, months: Months) -> Sequence[Launched]:
        """Give the campaigns launched in these months, oldest first."""

    def waves(self, principal: Principal, months: Months) -> Answered:
        """Give each campaign launched in these months that asks for a measure, beside its wave before."""

    def groups(
        self, principal: Principal, by: str, campaign: str | None, months: Months, now: datetime
    ) -> Answered:
        """Give the groups of one campaign: of the latest of these months where none is named.

        Raises Problem 404 where there is none of this name, 422 for what it can't be broken down by.
        """


def people(
    campaigns: Sequence[Launched], columns: Sequence[Column], by: str, now: Months, before: Months
) -> tuple[Shown, list[Shown]]:
    """Give the line of all campaigns, and of each, or of each month beside its own of the time before."""
    ours, earlier = _of(campaigns, now), _of(campaigns, before)
    whole = figured(columns, Line(None, _sum(ours), _sum(earlier)))
    if by == CAMPAIGN:
        unknown = dict.fromkeys((column.name for column in columns), UNKNOWN)
        lines = [(one, figured(columns, Line(one.id, one.counts))) for one in ours]
        return whole, [Shown(line.group, line.now, unknown, one.name) for one, line in lines]
    months = [
        Line(month, _sum(_in(ours, month)), _sum(_in(earlier, past)))
        for month, past in zip(now, before, strict=True)
    ]
    return whole, [figured(columns, line) for line in months]


def filled(columns: Sequence[Column], answered: Answered) -> tuple[Shown, list[Shown]]:
    """Give the lines with a figure in each column, unknown where nothing was asked for it."""
    whole = answered.whole or Shown(None, {}, {})
    return _filled(columns, whole), [_filled(columns, line) for line in answered.lines]


def _filled(columns: Sequence[Column], line: Shown) -> Shown:
    def each(known: Mapping[str, Figure]) -> Mapping[str, Figure]:
        return {column.name: known.get(column.name, UNKNOWN) for column in columns}

    return Shown(line.group, each(line.now), each(line.before), line.label)


def _of(campaigns: Sequence[Launched], months: Months) -> list[Launched]:
    return [one for one in campaigns if one.month in set(months)]


def _in(campaigns: Sequence[Launched], month: str) -> list[Launched]:
    return [one for one in campaigns if one.month == month]


def _sum(campaigns: Sequence[Launched]) -> Counters:
    return added(one.counts for one in campaigns)
