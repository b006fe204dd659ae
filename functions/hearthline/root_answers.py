"""The composition root of what who was asked does: see a survey, answer it, claim its reward."""

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from hearthline import root, root_asking

if TYPE_CHECKING:
    from hearthline.survey_claims import Claims
    from hearthline.survey_page import SurveyPage
    from hearthline.surveys.model import Questionnaire
    from hearthline.surveys.receiving import Answering, ClubTerms


@cache
def answering() -> "Answering":
    """Give the use cases of holders of a token."""
    from hearthline.surveys.answer_store import AnswerStore
    from hearthline.surveys.claims import ClaimCodes
    from hearthline.surveys.receiving import Answering

    return Answering(
        AnswerStore(root.surveys_table()),
        root_asking.known_campaigns(),
        _version,
        _club_terms,
        ClaimCodes(root.secret()),
        root.entropy,
    )


@cache
def survey_page() -> "SurveyPage":
    """Give the page of a survey."""
    from hearthline.survey_page import SurveyPage

    return SurveyPage(answering())


def _club_terms(now: datetime) -> "ClubTerms":
    from hearthline import root_points
    from hearthline.surveys.receiving import ClubTerms

    rules = root_points.club().refresh(now)
    earning = rules.earning.get("survey")
    return ClubTerms(earning.points if earning else 0, rules.zone)


def _version(identity: str, version: int) -> "Questionnaire":
    from hearthline import root_questionnaires

    found = root_questionnaires.questionnaire_store().asked(identity, version)
    if found is None:
        raise LookupError(identity, version)
    return found


@cache
def claims() -> "Claims":
    """Give what turns the rewards of anonymous answers into points."""
    from hearthline import root_members, root_points
    from hearthline.survey_claims import Claims
    from hearthline.surveys.claim_store import ClaimStore

    store = ClaimStore(root.surveys_table())
    return Claims(store, root_points.ledger(), root_points.club(), root_members.prints())


def who_answered(campaign: str, invitation: str) -> str | None:
    """Give whose an invitation is; None where they are erased, or it is gone."""
    from hearthline.surveys.model import NOBODY

    found = root_asking.invitations().load(campaign, invitation)
    return found.person if found and found.person != NOBODY else None
