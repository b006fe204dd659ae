"""The composition root of notices: who tells people, by which rules, and what is known of how it went."""

from functools import cache
from typing import TYPE_CHECKING

from hearthline import root, root_members

if TYPE_CHECKING:
    from hearthline.notice_people import PolicyInForce
    from hearthline.notices.alerts import NoticeAlert
    from hearthline.notices.contact_store import ContactRecord
    from hearthline.notices.digests import NoticeDigest
    from hearthline.notices.feedback import Feedback
    from hearthline.notices.gate import Gate
    from hearthline.notices.history import Messages
    from hearthline.notices.leaving import LeavingLinks
    from hearthline.notices.lifting import Lifting
    from hearthline.notices.model import Message
    from hearthline.notices.policy import Hold, Stop
    from hearthline.notices.ports import NoticeStep, NoticeSurvey
    from hearthline.notices.sending import Sender
    from hearthline.notices.store import DeliveryTable


@cache
def deliveries() -> "DeliveryTable":
    """Give the record of messages."""
    from hearthline.notices.store import DeliveryTable

    return DeliveryTable(root.deliveries_table(), root.settings().timer_shards)


@cache
def policy() -> "PolicyInForce":
    """Give the contact policy."""
    from hearthline.notice_people import PolicyInForce

    return PolicyInForce(root.documents())


@cache
def gate() -> "Gate":
    """Give the one gate in front of every message."""
    from hearthline.notices.gate import Gate

    return Gate(deliveries(), root.access_keys().person, policy())


@cache
def contact_record() -> "ContactRecord":
    """Give what is held against addresses."""
    from hearthline.notices.contact_store import ContactRecord

    return ContactRecord(root.deliveries_table())


@cache
def messages() -> "Messages":
    """Give what a person was sent."""
    from hearthline.notices.history import Messages
    from hearthline.platform.cursors import Cursors

    return Messages(deliveries(), Cursors(root.secret()))


@cache
def lifting() -> "Lifting":
    """Give what takes back what is held against an address that was proved anew."""
    from hearthline.notices.lifting import Lifting

    return Lifting(contact_record())


@cache
def feedback() -> "Feedback":
    """Give what takes the providers' reports."""
    from hearthline.notices.feedback import Feedback

    return Feedback(deliveries(), contact_record(), root.access_keys().person)


@cache
def leaving() -> "LeavingLinks":
    """Give the links by which a person ends messages of a class."""
    from hearthline.notices.leaving import LeavingLinks

    return LeavingLinks(root.secret(), root.settings().public_url)


@cache
def sender() -> "Sender":
    """Give what tells people about events."""
    from hearthline.channels import channels
    from hearthline.notice_cases import Cases, Staff
    from hearthline.notice_codes import PendingCodes
    from hearthline.notice_people import Persons
    from hearthline.notices.reaching import Reaching, Subjects
    from hearthline.notices.sending import Sender
    from hearthline.notices.writing import Writer

    keys = root.access_keys()
    cases = Cases(root.store(), root.rulebook(), keys, root.settings().public_url, root.now)
    staff = Staff(root.rulebook(), root.now)
    subjects = Subjects(PendingCodes(root_members.codes(), root.now), _step, _digest, _alerts)
    people = Persons(root_members.persons(), root.rulebook(), keys, policy(), root.now)
    reached_by = channels(root.settings(), root.client, root.fetch_secret)
    return Sender(
        deliveries=deliveries(),
        cases=cases,
        directory=staff,
        surveys=_survey,
        reaching=Reaching(cases, staff, people, subjects, Writer(), leaving(), reached_by),
        gate=gate(),
        channels=reached_by,
    )


def _alerts(message: "Message") -> "list[NoticeAlert]":
    from hearthline.notice_alerts import GatheredAlerts

    gathered = GatheredAlerts(deliveries(), root.rulebook(), root.settings().public_url, root.now)
    return gathered(message)


def _digest(message: "Message") -> "NoticeDigest":
    from hearthline import root_digests

    return root_digests.digests_to_tell()(message)


def _step(message: "Message") -> "NoticeStep | Stop":
    from hearthline import root_lifecycle

    return root_lifecycle.steps_to_tell()(message)


def _survey(message: "Message") -> "NoticeSurvey | Hold | Stop":
    from hearthline import root_asking

    return root_asking.asked_surveys()(message)
