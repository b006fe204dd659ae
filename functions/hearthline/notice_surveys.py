"""What notices may know of surveys: a port of notices, filled. The secret link is derived anew each time."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from hearthline.notices.asking import asked_in
from hearthline.notices.model import Message
from hearthline.notices.policy import Hold, Reason, Stop
from hearthline.notices.ports import NoticeSurvey
from hearthline.surveys.campaign_store import CampaignCache
from hearthline.surveys.ending import ends_at
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.model import Campaign, Invitation, Question, Questionnaire, QuestionType
from hearthline.surveys.telling import LOOK_AGAIN, Telling, telling
from hearthline.surveys.tokens import Tokens

PAGE: Final = "/s/"
_SCALES: Final = {QuestionType.RATING: range(1, 6), QuestionType.SCORE: range(11)}

QuestionnaireOf = Callable[[str, int], Questionnaire | None]
"""Gives one version of a questionnaire."""


class AskedSurveys:
    """Reads what is asked: one request for the invitation, and one now and then for its campaign."""

    def __init__(
        self,
        campaigns: CampaignCache,
        invitations: InvitationStore,
        questionnaire: QuestionnaireOf,
        tokens: Tokens,
        public_url: str,
        now: Callable[[], datetime],
    ) -> None:
        self._campaigns = campaigns
        self._invitations = invitations
        self._questionnaire = questionnaire
        self._tokens = tokens
        self._public_url = public_url
        self._now = now

    def __call__(self, message: Message) -> NoticeSurvey | Hold | Stop:
        """Give what is asked, or why it is not to be told now, or at all."""
        asked, now = asked_in(message), self._now()
        if asked is None:
            return Stop(Reason.CAMPAIGN_ENDED)
        campaign = self._campaigns.load(asked.campaign, now)
        invitation = self._invitations.load(asked.campaign, asked.invitation)
        match telling(campaign, invitation, now):
            case Telling.NOW if campaign is not None and invitation is not None:
                return self.of(campaign, invitation)
            case Telling.LATER:
                return Hold(now + LOOK_AGAIN, Reason.PAUSED)
            case Telling.ANSWERED:
                return Stop(Reason.ANSWERED)
            case _:
                return Stop(Reason.CAMPAIGN_ENDED)

    def of(self, campaign: Campaign, invitation: Invitation) -> NoticeSurvey:
        """Give what is asked by an invitation as it was read."""
        token = self._tokens.token(campaign.id, invitation.person, invitation.source)
        url = f"{self._public_url}{PAGE}{token}"
        asked = self._questionnaire(campaign.questionnaire, campaign.questionnaire_version)
        scale = _scale(asked)
        return NoticeSurvey(
            url=url,
            title=campaign.title or (asked.title if asked else {}),
            intro=asked.intro if asked else {},
            text=campaign.text,
            closes_at=ends_at(campaign, invitation),
            anonymous=campaign.anonymous,
            channels=campaign.channels,
            question=scale.text if scale else {},
            choices=_choices(url, scale) if scale else (),
        )


def _scale(questionnaire: Questionnaire | None) -> Question | None:
    first = questionnaire.questions[0] if questionnaire and questionnaire.questions else None
    return first if first and first.type in _SCALES and first.show_if is None else None


def _choices(url: str, question: Question) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), f"{url}?{urlencode({question.id: value})}") for value in _SCALES[question.type])
