"""How many invitations a campaign has made by now."""

from hearthline.surveys.invited_store import InvitedStore
from hearthline.surveys.model import Campaign
from hearthline.surveys.part_store import PartStore


class Made:
    """Reads the count where it stands: on the campaign, once all are made, else with its parts."""

    def __init__(self, parts: PartStore, invited: InvitedStore) -> None:
        self._parts = parts
        self._invited = invited

    def of(self, campaign: Campaign) -> int:
        """Give it. One request at most."""
        if campaign.trigger is not None:
            return self._invited.of(campaign.id)
        if campaign.made is not None or campaign.launched_at is None:
            return campaign.made or 0
        return sum(part.made for part in self._parts.parts(campaign.id, campaign.parts))
