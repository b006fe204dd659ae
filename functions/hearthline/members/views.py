"""A person as they see themselves, and as staff see them."""

from collections.abc import Mapping
from typing import Any

from hearthline.members.model import Channel, Consent, Holding, Person, Purpose
from hearthline.platform.instants import instant

ASKED_BY_CHANNEL = (Purpose.SURVEY, Purpose.MARKETING)


def for_member(person: Person) -> dict[str, Any]:
    """Give somebody's own profile."""
    return {
        "id": person.id,
        "name": person.name,
        "phone": person.phone,
        "email": person.email,
        "birth_date": person.birth_date,
        "sex": person.sex,
        "employer": person.employer,
        "education": person.education,
        "language": person.language,
        "city": person.city,
        "channels": [channel.value for channel in channels(person)],
        "tier": person.tier.value if person.tier else None,
        "tier_since": instant(person.tier_since) if person.tier_since else None,
        "joined_at": instant(person.joined_at) if person.joined_at else None,
        "referral_code": person.referral_code,
        "consents": consents(person.consents),
    }


def for_staff(person: Person) -> dict[str, Any]:
    """Give all of a person that staff may read."""
    return {
        **for_member(person),
        "kind": person.kind.value,
        "created_at": instant(person.created_at),
        "changed_at": instant(person.changed_at),
        "version": person.version,
        "tags": list(person.tags),
        "homes": [_holding(each) for each in person.holdings],
        "referred_by": person.referred_by,
        "referrals": person.referrals,
        "last_complaint_at": instant(person.last_complaint_at) if person.last_complaint_at else None,
        "merged_into": person.merged_into,
    }


def card(person: Person) -> dict[str, Any]:
    """Give the line of a list of staff's: enough to tell who it is."""
    return {
        "id": person.id,
        "name": person.name,
        "kind": person.kind.value,
        "city": person.city,
        "tier": person.tier.value if person.tier else None,
        "joined_at": instant(person.joined_at) if person.joined_at else None,
    }


def consents(standing: Mapping[str, bool]) -> dict[str, Any]:
    """Give what somebody agrees to at present, all that can be agreed to named."""
    by_channel = {
        purpose.value: {
            channel.value: standing.get(f"{purpose}:{channel}", False)
            for channel in (Channel.EMAIL, Channel.SMS)
        }
        for purpose in ASKED_BY_CHANNEL
    }
    return {Purpose.TERMS.value: standing.get(Purpose.TERMS.value, False), **by_channel}


def declaration(consent: Consent) -> dict[str, Any]:
    """Give one declaration as it was made; who of the staff wrote it down is not in it."""
    return {
        "purpose": consent.purpose.value,
        "channel": consent.channel.value if consent.channel else None,
        "given": consent.given,
        "text_version": consent.text_version,
        "language": consent.language,
        "at": instant(consent.at),
        "via": consent.via.value,
    }


def channels(person: Person) -> tuple[Channel, ...]:
    """Give the channels in the person's order; mail before short messages where they have not said."""
    return person.channels or (Channel.EMAIL, Channel.SMS)


def _holding(holding: Holding) -> dict[str, Any]:
    return {
        "home": holding.home,
        "contract": holding.contract,
        "city": holding.city,
        "project": holding.project,
        "signed_on": holding.signed_on,
        "handed_over_on": holding.handed_over_on,
        "until": holding.until,
        "bought": holding.bought,
        "cancelled": holding.cancelled,
    }
