"""The bodies of requests about members, checked at the border; what leaves this module is plain."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from hearthline.members.application import Application
from hearthline.members.codes import Address
from hearthline.members.consents import Wish as ConsentWish
from hearthline.members.model import Channel, Purpose
from hearthline.members.profile import NewContact, Wish
from hearthline.platform.bodies import read, repeat_key
from hearthline.platform.fields import Body, Code, Day, Email, Name, Phone, by_value, digits_only, given

__all__ = ["read", "repeat_key"]

Digits = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
LanguageCode = Literal["zh", "en"]
Sex = Literal["female", "male", "other"]
Education = Literal["primary", "secondary", "vocational", "bachelor", "master", "doctor", "other"]
Version = Annotated[int, Field(ge=0, le=999_999)]
ReferralCode = Annotated[str, Field(min_length=8, max_length=64, examples=["7K3M-9QRT"])]
_ONE: dict[str, Any] = {"oneOf": [given("phone"), given("email")]}


class AddressBody(Body):
    """A contact: a telephone number or an e-mail address, one of the two."""

    model_config = ConfigDict(json_schema_extra=_ONE)

    phone: Phone | None = None
    email: Email | None = None

    @model_validator(mode="after")
    def one(self) -> "AddressBody":
        """Refuse none, and two at once: a code is sent to one of them."""
        if (self.phone is None) == (self.email is None):
            raise ValueError("Give a phone number or an e-mail address, one of the two.")
        return self

    def address(self) -> Address:
        """Give the contact."""
        return Address("phone", self.phone) if self.phone else Address("email", str(self.email))


class CodeBody(AddressBody):
    """`POST /api/session/code`."""

    language: LanguageCode = "zh"


class SessionBody(Body):
    """`POST /api/session`."""

    contact: AddressBody
    code: Digits


class ByChannel(Body):
    """Whether by mail, and whether by short message; what is left out stays as it is."""

    email: bool | None = None
    sms: bool | None = None

    def wish(self, purpose: Purpose) -> ConsentWish:
        """Give what is wished of each channel that is named."""
        named = ((Channel.EMAIL, self.email), (Channel.SMS, self.sms))
        return {(purpose, channel): given_ for channel, given_ in named if given_ is not None}


class ConsentsBody(Body):
    """`PATCH /api/members/me/consents`: what is given and withdrawn; what is left out stays as it is.

    Whoever takes the terms back leaves the club: `DELETE /api/members/me`.
    """

    survey: ByChannel | None = None
    marketing: ByChannel | None = None
    text_version: Version | None = None

    def wish(self) -> ConsentWish:
        """Give what is wished."""
        named = ((Purpose.SURVEY, self.survey), (Purpose.MARKETING, self.marketing))
        return {key: given_ for purpose, body in named if body for key, given_ in body.wish(purpose).items()}


class JoiningConsents(ConsentsBody):
    """What somebody agrees to who joins: the terms, and what else they like."""

    terms: Annotated[Literal[True], Field(description="Nobody joins without.")]


class JoinBody(Body):
    """`POST /api/members`."""

    name: Name
    birth_date: Day
    contact: AddressBody
    code: Digits
    consents: JoiningConsents
    language: LanguageCode = "zh"
    city: Code | None = None
    sex: Sex | None = None
    employer: Name | None = None
    education: Education | None = None
    referral_code: ReferralCode | None = None

    def application(self) -> Application:
        """Give what is applied for."""
        address = self.contact.address()
        agreed = sorted(
            f"{purpose}:{channel}" for (purpose, channel), given_ in self.consents.wish().items() if given_
        )
        return Application(
            name=self.name,
            birth_date=self.birth_date,
            kind=address.kind,
            contact=address.value,
            code=self.code,
            language=self.language,
            agreed=tuple(agreed),
            text_version=self.consents.text_version,
            city=self.city,
            sex=self.sex,
            employer=self.employer,
            education=self.education,
            referral_code=self.referral_code,
        )


class NewPhone(Body):
    """A telephone number, and the code that was sent to it."""

    value: Phone
    code: Digits


class NewEmail(Body):
    """An e-mail address, and the code that was sent to it."""

    value: Email
    code: Digits


class ProfileBody(Body):
    """`PATCH /api/members/me`: what is left out stays; null takes away what need not be there."""

    name: Name | None = None
    birth_date: Day | None = None
    language: LanguageCode | None = None
    channels: Annotated[list[Annotated[Channel, by_value(Channel)]], Field(max_length=2)] | None = None
    city: Code | None = None
    sex: Sex | None = None
    employer: Name | None = None
    education: Education | None = None
    phone: NewPhone | None = None
    email: NewEmail | None = None

    @model_validator(mode="after")
    def sensible(self) -> "ProfileBody":
        """Refuse to take away what everybody has, and a channel that stands twice."""
        for name in ("name", "birth_date", "language", "channels"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"{name} can be changed, but not taken away.")
        if self.channels and len(set(self.channels)) != len(self.channels):
            raise ValueError("Each channel stands once in the order.")
        return self

    def wish(self) -> Wish:
        """Give what is wished."""
        given_: dict[str, Any] = {
            name: getattr(self, name) for name in self.model_fields_set - {"phone", "email"}
        }
        if self.channels is not None:
            given_["channels"] = tuple(self.channels)
        named = (("phone", self.phone), ("email", self.email))
        return Wish(
            given_,
            [NewContact(Address(kind, new.value), new.code) for kind, new in named if new],
            [kind for kind, new in named if new is None and kind in self.model_fields_set],
        )


class TextsQuery(Body):
    """`GET /api/members/consent-texts`."""

    version: Annotated[int, Field(ge=0, le=999_999), digits_only()] | None = None
