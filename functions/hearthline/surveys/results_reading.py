"""A campaign as its results are read: what it asked, what was counted, and how much of that somebody sees."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hearthline.surveys.figures import Counts
from hearthline.surveys.model import ENDED, Campaign, Questionnaire
from hearthline.surveys.results_scope import Scope

Questions = Callable[[str, int], Questionnaire | None]
"""Gives the questions of a version."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a campaign: its tally as far as it is seen, and what it asked."""

    campaign: Campaign
    questionnaire: Questionnaire
    scope: Scope
    groups: Mapping[str, Mapping[str, int]]

    @property
    def total(self) -> Counts:
        """The tally of all that is seen."""
        return self.scope.total(self.groups)

    @property
    def population(self) -> dict[str, int]:
        """How many are meant, by cell, of those that are seen."""
        return self.scope.population(self.campaign)

    @property
    def shown(self) -> bool:
        """Whether figures of answers may be shown by now."""
        return not self.campaign.anonymous or self.campaign.state in ENDED
