"""The composition root of asking: who is told of a survey, what became of it, and who is asked afterwards."""

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from hearthline import root

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from hearthline.notice_surveys import AskedSurveys
    from hearthline.platform.timers import Due
    from hearthline.survey_deliveries import FollowingDeliveries
    from hearthline.survey_occasions import KnownOccasions
    from hearthline.survey_sending import TellingInvited
    from hearthline.surveys.afterwards import AskingAfterwards, InvitingAfterwards
    from hearthline.surveys.campaign_store import CampaignCache, CampaignStore
    from hearthline.surveys.due_invitations import DueInvitations
    from hearthline.surveys.invitation_store import InvitationStore
    from hearthline.surveys.model import Campaign
    from hearthline.surveys.tokens import Tokens
    from hearthline.sweeping import Reminding


@cache
def campaigns() -> "CampaignStore":
    """Give the store of campaigns."""
    from hearthline.surveys.campaign_store import CampaignStore

    return CampaignStore(root.surveys_table(), root.settings().timer_shards)


@cache
def known_campaigns() -> "CampaignCache":
    """Give campaigns as they were a moment ago."""
    from hearthline.surveys.campaign_store import CampaignCache

    return CampaignCache(campaigns().load)


@cache
def invitations() -> "InvitationStore":
    """Give the store of invitations."""
    from hearthline.surveys.invitation_store import InvitationStore

    return InvitationStore(root.surveys_table(), root.settings().timer_shards)


@cache
def tokens() -> "Tokens":
    """Give what derives the secret of an invitation's link."""
    from hearthline.surveys.tokens import Tokens

    return Tokens(root.secret())


@cache
def asked_surveys() -> "AskedSurveys":
    """Give what notices may know of surveys."""
    from hearthline import root_questionnaires
    from hearthline.notice_surveys import AskedSurveys

    asked = root_questionnaires.questionnaire_store().asked
    return AskedSurveys(
        known_campaigns(), invitations(), asked, tokens(), root.settings().public_url, root.now
    )


@cache
def telling_invited() -> "TellingInvited":
    """Give what tells whom the send queue names."""
    from hearthline import root_notices
    from hearthline.survey_sending import TellingInvited

    return TellingInvited(known_campaigns(), invitations(), asked_surveys(), root_notices.sender())


@cache
def following_deliveries() -> "FollowingDeliveries":
    """Give what lets invitations follow their deliveries."""
    from hearthline.survey_deliveries import FollowingDeliveries
    from hearthline.surveys.moving import Moving

    return FollowingDeliveries(Moving(invitations()))


@cache
def occasions() -> "KnownOccasions":
    """Give what knows whom what happened gives reason to ask."""
    from hearthline import root_homes, root_members
    from hearthline.survey_occasions import KnownOccasions

    return KnownOccasions(root.store(), root_homes.homes(), root_members.persons(), _club_zone)


def _club_zone(now: datetime) -> "ZoneInfo":
    from hearthline import root_points

    return root_points.club().refresh(now).zone


@cache
def inviting() -> "InvitingAfterwards":
    """Give what invites after an event."""
    from hearthline.surveys.afterwards import InvitingAfterwards

    return InvitingAfterwards(invitations(), tokens())


@cache
def asking_afterwards() -> "AskingAfterwards":
    """Give what asks after a closed complaint and a handover."""
    from hearthline.surveys.afterwards import AskingAfterwards

    return AskingAfterwards(campaigns(), occasions(), inviting())


@cache
def tellers() -> "Reminding":
    """Give what hands invitations whose time has come over to who tells them."""
    from hearthline.sweeping import Reminding

    return Reminding(
        lambda bodies: root.send(root.settings().sends_queue_url, bodies),
        _invitation_message,
        root.surveys_table(),
        root.now,
    )


def _invitation_message(due: "Due") -> dict[str, Any]:
    from hearthline.surveys import keys
    from hearthline.surveys.reach import INVITATION

    return {"campaign": keys.campaign_of(due.pk), "message": INVITATION, "invitations": [due.sk]}


def invitation_due(due: "Due", now: datetime) -> bool:
    """Do what an invitation owes whose time has come."""
    return due_invitations()(due, now)


@cache
def due_invitations() -> "DueInvitations":
    """Give what is done with invitations whose time has come."""
    from hearthline.surveys.due_invitations import DueInvitations

    return DueInvitations(invitations(), _campaign, occasions(), inviting(), tellers())


def _campaign(identity: str) -> "Campaign | None":
    return known_campaigns().load(identity, root.now())
