"""What somebody sends who wants to join, and the member that it makes. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from hearthline.members.codes import Address
from hearthline.members.consents import Wish, named
from hearthline.members.model import Person, Purpose, Tier


@dataclass(frozen=True, slots=True)
class Application:
    """An application to join. `agreed` holds what is agreed to beside the terms, as `survey:email`.

    `kind` is `phone` or `email`, `contact` its normalised value. `text_version` is that of the texts that
    they read, None for those in force.
    """

    name: str
    birth_date: date
    kind: str
    contact: str
    code: str
    language: str
    agreed: tuple[str, ...] = ()
    text_version: int | None = None
    city: str | None = None
    sex: str | None = None
    employer: str | None = None
    education: str | None = None
    referral_code: str | None = None

    @property
    def address(self) -> Address:
        """The contact by which they sign in."""
        return Address(self.kind, self.contact)

    def wish(self) -> Wish:
        """Give what they agree to; the terms always, as nobody joins without."""
        return named(dict.fromkeys((Purpose.TERMS.value, *self.agreed), True))


def member_of(
    application: Application, person: Person, referral_code: str, referrer: str | None, now: datetime
) -> Person:
    """Give the member that a person becomes; what they say of themselves goes before what was known.

    Of contacts only the one that was proved is theirs.
    """
    return replace(
        person,
        phone=application.contact if application.kind == "phone" else None,
        email=application.contact if application.kind == "email" else None,
        name=application.name,
        birth_date=application.birth_date,
        language=application.language,
        city=application.city or person.city,
        sex=application.sex or person.sex,
        employer=application.employer or person.employer,
        education=application.education or person.education,
        joined_at=now,
        tier=Tier.MEMBER,
        tier_since=now,
        referral_code=referral_code,
        referred_by=referrer,
    )
