"""The composition root of what staff do with campaigns."""

from functools import cache
from typing import TYPE_CHECKING

from hearthline import root, root_asking, root_campaigns, root_results

if TYPE_CHECKING:
    from hearthline.surveys.campaign_acts import CampaignActs
    from hearthline.surveys.campaign_desk import Campaigns
    from hearthline.surveys.doubtful import Doubtful
    from hearthline.surveys.recipients import Recipients


@cache
def campaigns() -> "Campaigns":
    """Give what staff do with campaigns before and beside running them."""
    from hearthline import root_questionnaires
    from hearthline.platform.cursors import Cursors
    from hearthline.surveys.campaign_desk import Campaigns

    return Campaigns(
        root_asking.campaigns(),
        root_questionnaires.questionnaire_store(),
        root_campaigns.audiences(),
        root.cities_at,
        root.access_keys(),
        Cursors(root.secret()),
        root.entropy,
    )


@cache
def acts() -> "CampaignActs":
    """Give what staff do to run a campaign."""
    from hearthline.surveys.campaign_acts import CampaignActs

    return CampaignActs(
        root_asking.campaigns(),
        root_campaigns.audiences(),
        root_campaigns.acting(),
        root.cities_at,
        root.access_keys(),
        root.entropy,
    )


@cache
def recipients() -> "Recipients":
    """Give whom campaigns ask, and how far these are."""
    from hearthline.platform.cursors import Cursors
    from hearthline.surveys.recipients import Recipients

    return Recipients(
        root_asking.campaigns(),
        root_asking.invitations(),
        root_campaigns.made(),
        root_results.tally_store(),
        root_campaigns.names(),
        Cursors(root.secret()),
        root.settings().survey_rate,
    )


@cache
def doubtful() -> "Doubtful":
    """Give what a person decides about messages of which nobody knows whether they went out."""
    from hearthline import root_notices
    from hearthline.survey_doubts import SettlingMessages
    from hearthline.surveys.doubtful import Doubtful

    settling = SettlingMessages(root_notices.deliveries())
    return Doubtful(root_asking.campaigns(), root_asking.invitations(), settling)
