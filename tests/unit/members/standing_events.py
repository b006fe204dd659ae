"""One event about tiers and referrals of each type, as the rules send it."""

from dataclasses import replace
from typing import Any

from hearthline.members.history import event_of
from hearthline.members.referral_book import told
from hearthline.members.referrals import Status
from hearthline.members.standing import entitled
from hearthline.members.store import StoredPerson
from tests.unit.members.people import JOINED, RULES, a_member


def examples() -> dict[str, dict[str, Any]]:
    """Give each type's example: a third referral that is completed, and the tier that it brings."""
    member = a_member("0123456789ABCDEF", referrals=2)
    line = told("HT-2026-0117", Status.COMPLETED, None, JOINED)
    change = entitled(StoredPerson(member), replace(member, referrals=3), [line], RULES, JOINED)
    assert change is not None
    events = [event_of(member.id, 2, index, line) for index, line in enumerate(change.lines)]
    return {event.type: event.envelope() for event in events if event}
