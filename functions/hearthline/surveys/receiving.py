"""The use cases of who was asked: see the questionnaire, save a part of the answer, finish it.

Seeing changes nothing and is one request. Saving is one request where nothing stands against it (see
`answer_store`); what is refused is refused by what was read. A token that leads nowhere is the same 404 after
the same one request, whatever of it exists.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.problems import Problem
from hearthline.platform.wall_time import first_instant, midnight
from hearthline.surveys import answer_events
from hearthline.surveys.answer_store import SAVES, AnswerStore, Assumed, Moved, TooOften
from hearthline.surveys.answer_views import Received, Seen
from hearthline.surveys.answering import (
    Refused,
    Saving,
    answered_anonymously,
    checked,
    coarse,
    opened_anonymously,
    refusal,
    taken,
)
from hearthline.surveys.answers import AnswersInvalid
from hearthline.surveys.campaign_store import CampaignCache
from hearthline.surveys.claims import ClaimCodes, hash_of
from hearthline.surveys.model import AnonymousAnswer, Campaign, Invitation, Progress, Questionnaire
from hearthline.surveys.tokens import Ticket, read_token

RACES: Final = 8
"""How often a saving is decided anew when others are faster."""


class Versions(Protocol):
    """Gives versions of questionnaires; those that campaigns ask never change."""

    def __call__(self, identity: str, version: int) -> Questionnaire: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class ClubTerms:
    """What the club says of answers: the points for one, and by which clock its days are."""

    points: int
    zone: ZoneInfo


class Answering:
    """What holders of a token do. `terms` gives what the club says at an instant."""

    def __init__(
        self,
        store: AnswerStore,
        campaigns: CampaignCache,
        versions: Versions,
        terms: Callable[[datetime], ClubTerms],
        codes: ClaimCodes,
        entropy: Entropy,
    ) -> None:
        self._store = store
        self._campaigns = campaigns
        self._versions = versions
        self._terms = terms
        self._codes = codes
        self._entropy = entropy

    def see(self, token: str, now: datetime) -> Seen:
        """Give what is asked, what was said so far, and until when. Raises Problem 404."""
        ticket = _ticket(token)
        campaign, invitation = self._read(ticket)
        terms = self._terms(now)
        closed = refusal(campaign, invitation, now)
        return Seen(
            campaign,
            invitation,
            self._asked(campaign),
            closed.reason if closed else None,
            terms.points,
            terms.zone,
            self._claim(campaign, invitation),
        )

    def asked(self, token: str, now: datetime) -> tuple[bool, Questionnaire]:
        """Give whether a survey is anonymous, and what it asks. Raises Problem 404.

        Of a campaign that is known nothing is read: whoever saves with a token learns whether it is one.
        """
        ticket = _ticket(token)
        campaign = self._campaigns.known(ticket.campaign, now)
        if campaign is None:
            campaign, _ = self._read(ticket)
            self._campaigns.remember(campaign, now)
        return campaign.anonymous, self._asked(campaign)

    def save(self, token: str, saving: Saving, now: datetime) -> Received:
        """Take a saving, and give how the answer then stands.

        Raises AnswersInvalid with the questions at fault; Problem 404; 409 `survey_expired`,
        `survey_cancelled`, `survey_answered`, `anonymous_not_kept`; 429.
        """
        ticket = _ticket(token)
        try:
            return self._saved(ticket, saving, now)
        except TooOften:
            raise Problem.too_many(SAVES.retry_after(now)) from None

    def _saved(self, ticket: Ticket, saving: Saving, now: datetime) -> Received:
        campaign = self._campaigns.known(ticket.campaign, now)
        if campaign is not None and not campaign.anonymous and refusal(campaign, None, now) is None:
            received = self._unseen(ticket, campaign, saving, now)
            if received is not None:
                return received
        campaign, invitation = self._read(ticket)
        self._campaigns.remember(campaign, now)
        return self._decided(campaign, invitation, saving, now)

    def _unseen(self, ticket: Ticket, campaign: Campaign, saving: Saving, now: datetime) -> Received | None:
        """Save without reading; None where that can't be: the rules must see what is kept."""
        if saving.opens:
            return None
        questionnaire = self._asked(campaign)
        try:
            answers = checked(questionnaire, saving.answers, final=saving.final)
        except AnswersInvalid:
            return None
        assumed = Assumed(
            answers=answers,
            final=saving.final,
            seen=saving.seen or 0,
            at=saving.given_at(now),
            device=saving.device,
            language=saving.language,
            questionnaire_version=questionnaire.version,
            own_end=campaign.trigger is not None,
        )
        version = assumed.seen + 1
        event = (
            answer_events.answered(campaign, ticket.hash, version, now, first=True) if saving.final else None
        )
        try:
            self._store.write_unseen(ticket, assumed, event, now)
        except Moved as moved:
            if moved.invitation is None:
                raise Problem.not_found() from None
            return self._decided(campaign, moved.invitation, saving, now)
        progress = Progress.ANSWERED if saving.final else Progress.STARTED
        return Received(campaign, progress, version, answers, first=saving.final)

    def _decided(self, campaign: Campaign, invitation: Invitation, saving: Saving, now: datetime) -> Received:
        """Save by what was read; when anybody is faster, by what they have made of it."""
        for _ in range(RACES):
            closed = refusal(campaign, invitation, now)
            if closed is not None:
                raise _problem(closed, invitation)
            try:
                if campaign.anonymous:
                    return self._anonymous(campaign, invitation, saving, now)
                return self._named(campaign, invitation, saving, now)
            except Refused as refused:
                raise _problem(refused, invitation) from refused
            except Moved as moved:
                if moved.invitation is None:
                    raise Problem.not_found() from None
                invitation = moved.invitation
        raise Problem.unavailable()

    def _named(self, campaign: Campaign, kept: Invitation, saving: Saving, now: datetime) -> Received:
        questionnaire = self._asked(campaign)
        outcome = taken(kept, questionnaire, saving, now)
        after = outcome.invitation
        if outcome.changed:
            event = None
            if outcome.told:
                event = answer_events.answered(
                    campaign, kept.hash, after.answer_version, now, first=outcome.first
                )
            self._store.write(kept, after, event, now)
        return Received(campaign, after.progress, after.answer_version, after.answers, first=outcome.first)

    def _anonymous(self, campaign: Campaign, kept: Invitation, saving: Saving, now: datetime) -> Received:
        day = now.astimezone(self._terms(now).zone).date()
        begins = first_instant(self._terms(now).zone, midnight(day))
        if saving.opens:
            outcome = opened_anonymously(kept, begins)
            if outcome.changed:
                self._store.write(kept, outcome.invitation, None, now)
            return Received(campaign, outcome.invitation.progress, 0, {})
        if not saving.final:
            raise Refused("anonymous_not_kept")
        questionnaire = self._asked(campaign)
        after = answered_anonymously(kept, begins)
        answers = checked(questionnaire, saving.answers, final=True)
        answer = AnonymousAnswer(
            campaign=campaign.id,
            id=identifier(self._entropy),
            bucket=day.isoformat(),
            strata=coarse(kept.strata),
            answers=answers,
            questionnaire_version=questionnaire.version,
            language=saving.language or "zh",
        )
        code = self._codes(campaign.id, kept.hash)
        event = answer_events.answered_anonymously(campaign, begins, self._entropy)
        self._store.write_anonymous(kept, after, answer, str(hash_of(code)), event, now)
        return Received(campaign, Progress.ANSWERED, 0, {}, first=True, claim=code)

    def _read(self, ticket: Ticket) -> tuple[Campaign, Invitation]:
        campaign, invitation = self._store.read(ticket)
        if campaign is None or invitation is None:
            raise Problem.not_found()
        return campaign, invitation

    def _asked(self, campaign: Campaign) -> Questionnaire:
        return self._versions(campaign.questionnaire, campaign.questionnaire_version)

    def _claim(self, campaign: Campaign, invitation: Invitation) -> str | None:
        """Give the code of an anonymous answer that was given: it may have been lost on its way."""
        if not campaign.anonymous or invitation.progress is not Progress.ANSWERED:
            return None
        return self._codes(campaign.id, invitation.hash)


def _ticket(token: str) -> Ticket:
    ticket = read_token(token)
    if ticket is None:
        raise Problem.not_found()
    return ticket


def _problem(refused: Refused, invitation: Invitation) -> Problem:
    return Problem.refused(refused.reason, {"status": invitation.progress.value})
