"""The composition root of results: the tally of answers, and what staff read of it."""

from functools import cache
from typing import TYPE_CHECKING

from hearthline import root, root_asking, root_questionnaires

if TYPE_CHECKING:
    from hearthline.survey_recovery import RecoveryOfPersons
    from hearthline.surveys.counting import AskedCampaigns, Counting
    from hearthline.surveys.results import Results
    from hearthline.surveys.tally_store import TallyStore


@cache
def tally_store() -> "TallyStore":
    """Give the store of tallies."""
    from hearthline.surveys.tally_store import TallyStore

    return TallyStore(root.surveys_table())


@cache
def counting() -> "Counting":
    """Give what counts answers as they change."""
    from hearthline.surveys.counting import Counting

    return Counting(tally_store(), asked_by(), recovery())


@cache
def recovery() -> "RecoveryOfPersons":
    """Give what classes who answered by how their problems were handled."""
    from hearthline import root_members
    from hearthline.members.complaint_link_store import ComplaintLinkStore
    from hearthline.survey_recovery import RecoveryOfPersons

    links = ComplaintLinkStore(root.members_table())
    return RecoveryOfPersons(root_members.persons(), links, root.store())


@cache
def asked_by() -> "AskedCampaigns":
    """Give what knows what campaigns ask."""
    from hearthline.surveys.counting import AskedCampaigns

    return AskedCampaigns(root_asking.campaigns().load, root_questionnaires.questionnaire_store().asked)


@cache
def results() -> "Results":
    """Give what staff read of answers."""
    from hearthline.surveys.results import Results

    return Results(tally_store(), root_asking.campaigns(), root_questionnaires.questionnaire_store().asked)
