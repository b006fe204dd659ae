"""The composition root of campaigns: what is done by themselves and by jobs, and what staff do with them."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from hearthline import root, root_asking, root_results

if TYPE_CHECKING:
    from hearthline.platform.jobs import Worker
    from hearthline.platform.table import Action
    from hearthline.platform.timers import Due
    from hearthline.survey_audience import CountedAudiences, MaskedNames
    from hearthline.surveys.acting import Acting
    from hearthline.surveys.closing import Closing
    from hearthline.surveys.completing import Completing
    from hearthline.surveys.feeding import Feeding
    from hearthline.surveys.inviting import Inviting
    from hearthline.surveys.made import Made
    from hearthline.surveys.pace_store import PaceStore
    from hearthline.surveys.part_store import PartStore
    from hearthline.surveys.tending import Tending
    from hearthline.surveys.work import Working


@cache
def parts() -> "PartStore":
    """Give the store of the parts of audiences."""
    from hearthline.surveys.part_store import PartStore

    return PartStore(root.surveys_table(), root_asking.invitations())


@cache
def made() -> "Made":
    """Give what knows how many invitations a campaign has made."""
    from hearthline.surveys.invited_store import InvitedStore
    from hearthline.surveys.made import Made

    return Made(parts(), InvitedStore(root.surveys_table()))


@cache
def paces() -> "PaceStore":
    """Give the paces that all senders share."""
    from hearthline.surveys.pace_store import PaceStore

    return PaceStore(root.surveys_table(), root.settings().survey_rate)


@cache
def working() -> "Working":
    """Give what begins the long work of campaigns."""
    from hearthline.surveys.work import Working

    return Working(root.job_store(), root.entropy)


@cache
def completing() -> "Completing":
    """Give what notes how many were invited."""
    from hearthline.surveys.completing import Completing

    return Completing(root_asking.campaigns(), parts(), working())


@cache
def inviting() -> "Inviting":
    """Give what invites a campaign's audience."""
    from hearthline import root_segments
    from hearthline.survey_audience import EverybodyMeant
    from hearthline.surveys.inviting import Inviting

    everybody = EverybodyMeant(root_segments.audience(), root_segments.moment)
    return Inviting(root_asking.campaigns(), completing(), parts(), everybody, root_asking.tokens())


@cache
def feeding() -> "Feeding":
    """Give what feeds the send queue."""
    from hearthline.surveys.feeding import Feeding

    return Feeding(root_asking.campaigns(), root_asking.invitations(), paces(), _send)


def _send(bodies: Sequence[Mapping[str, Any]], delays: Sequence[int]) -> None:
    from hearthline.platform.queues import send_all

    texts = [json.dumps(body, ensure_ascii=False) for body in bodies]
    send_all(root.client("sqs"), root.settings().sends_queue_url, texts, delays=delays)


@cache
def closing() -> "Closing":
    """Give what closes campaigns."""
    from hearthline.surveys.closing import Closing

    return Closing(root_asking.campaigns(), completing(), root_asking.invitations())


@cache
def tending() -> "Tending":
    """Give what campaigns do by themselves."""
    from hearthline.surveys.tending import Tending

    return Tending(
        root.surveys_table(),
        root_asking.campaigns(),
        completing(),
        working(),
        root_results.tally_store(),
        freezing,
    )


def workers() -> "Mapping[str, Callable[[], Worker]]":
    """Give who does the long work of campaigns, by kind of job."""
    from hearthline.surveys.work import CLOSING, FEEDING, INVITING

    return {INVITING: inviting, FEEDING: feeding, CLOSING: closing}


@cache
def acting() -> "Acting":
    """Give what writes what a person does with a campaign."""
    from hearthline.surveys.acting import Acting

    return Acting(root_asking.campaigns(), working(), freezing)


@cache
def audiences() -> "CountedAudiences":
    """Give what knows filters, and counts whom they mean."""
    from hearthline import root_members, root_segments
    from hearthline.complaints.masking import mask_name
    from hearthline.survey_audience import CountedAudiences

    return CountedAudiences(
        root_segments.segment_store(),
        root_members.persons(),
        root.job_store(),
        root.cities_at,
        mask_name,
        root_segments.moment,
        root.entropy,
    )


@cache
def names() -> "MaskedNames":
    """Give what knows the names of persons, masked."""
    from hearthline import root_members
    from hearthline.complaints.masking import mask_name
    from hearthline.survey_audience import MaskedNames

    return MaskedNames(root_members.persons(), mask_name)


def campaign_due(due: "Due", now: datetime) -> bool:
    """Do what a campaign owes whose time has come."""
    return tending()(due, now)


def freezing(questionnaire: str, version: int, now: datetime) -> "Sequence[Action] | None":
    """Give what freezes a version of a questionnaire; None where there is no such one."""
    from hearthline import root_questionnaires
    from hearthline.surveys.questionnaire_store import freezing as freezing_of

    edition = root_questionnaires.questionnaire_store().edition(questionnaire, version)
    return freezing_of(edition, now) if edition else None
