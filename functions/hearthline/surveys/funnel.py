"""How many of a campaign's audience came how far: plain counts of it, whoever they were.

Who only opened the page is known while it is open to them; then they are among those whose time is over. Whom
an outside firm has reached it alone knows.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from hearthline.platform.access import Action, Principal, authorize_role
from hearthline.surveys.campaign_access import known
from hearthline.surveys.contribution import ALL, ANSWERED, PARTIAL, REACHABLE
from hearthline.surveys.figures import Counts
from hearthline.surveys.made import Made
from hearthline.surveys.model import Campaign
from hearthline.surveys.tally import Standing
from hearthline.surveys.tally_store import TallyStore

_OPENED: Final = ("opened", "started", "answered")
"""States of who has opened the page, while the campaign is not closed."""


class Funnel:
    """Counts campaigns, for who may read them."""

    def __init__(self, tallies: TallyStore, made: Made) -> None:
        self._tallies = tallies
        self._made = made

    def of(
        self, principal: Principal, campaigns: Sequence[Campaign]
    ) -> list[tuple[Campaign, Mapping[str, int]]]:
        """Give the counts of those that were launched and that the reader may know of; raise Problem 403.

        A request for each hundred, and two more for each that is not closed.
        """
        authorize_role(principal, Action.READ_CAMPAIGN)
        begun = [one for one in campaigns if one.launched_at and known(principal, one)]
        tallies = self._tallies.totals({one.id: 1 for one in begun}, [ALL])
        return [(one, self._counts(one, tallies[one.id].get(ALL, {}))) for one in begun]

    def _counts(self, campaign: Campaign, tally: Counts) -> Mapping[str, int]:
        runs = campaign.closing_at is None and campaign.closed_at is None and campaign.trigger is None
        standing = self._tallies.standing(campaign.id) if runs else None
        return counts_of(campaign, tally, self._made.of(campaign), standing)


def counts_of(campaign: Campaign, tally: Counts, made: int, standing: Standing | None) -> dict[str, int]:
    """Give the counts; `standing` is None once what it says of opened pages is gone."""
    answered = tally.get(ANSWERED, 0)
    counts = {
        "audience": sum(campaign.population.values()),
        "invited": made,
        "begun": answered + tally.get(PARTIAL, 0),
        "answered": answered,
    }
    if campaign.third_party is None:
        counts |= {"reached": tally.get(REACHABLE, 0), "answered_of_reached": answered}
    if standing is None:
        return {**counts, "opened_unknown": 1}
    return {**counts, "opened": sum(standing.states.get(state, 0) for state in _OPENED)}
