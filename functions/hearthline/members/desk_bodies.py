"""The bodies of staff's requests about persons, checked at the border; what leaves this module is plain."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from hearthline.members.bodies import ConsentsBody, Education, LanguageCode, Sex
from hearthline.members.codes import Address
from hearthline.members.desk import Registration, Sought, Stated
from hearthline.members.model import Kind, Via
from hearthline.platform.bodies import PageQuery
from hearthline.platform.fields import Body, Code, Day, Email, Name, Phone, by_value

HomeText = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{32}|[^/]+(/[^/]+){3})$", max_length=400)]
Tags = Annotated[list[Code], Field(max_length=20)]
KindOf = Annotated[Kind, by_value(Kind)]


class MembersQuery(PageQuery):
    """`GET /api/desk/members`: one of telephone number, e-mail address and home."""

    phone: Phone | None = None
    email: Email | None = None
    home: HomeText | None = None
    kind: KindOf | None = None

    @model_validator(mode="after")
    def one(self) -> "MembersQuery":
        """Refuse to list everybody, and two questions at once."""
        if sum(each is not None for each in (self.phone, self.email, self.home)) != 1:
            raise ValueError("Give one of phone, email and home.")
        return self

    def sought(self) -> Sought:
        """Give whom it is about."""
        if self.home:
            return Sought(home=tuple(self.home.split("/")), kind=self.kind)
        address = Address("phone", self.phone) if self.phone else Address("email", str(self.email))
        return Sought(address, kind=self.kind)


class StatedConsents(ConsentsBody):
    """What somebody declares to the desk, at the counter or on the telephone."""

    via: Literal["counter", "hotline"]

    def stated(self) -> Stated:
        """Give it."""
        named = {f"{purpose}:{channel}": given for (purpose, channel), given in self.wish().items()}
        return Stated(named, Via(self.via), self.text_version)


class RegisterBody(Body):
    """`POST /api/desk/members`."""

    kind: KindOf
    name: Name
    phone: Phone | None = None
    email: Email | None = None
    language: LanguageCode = "zh"
    city: Code | None = None
    birth_date: Day | None = None
    sex: Sex | None = None
    employer: Name | None = None
    education: Education | None = None
    tags: Tags | None = None
    consents: StatedConsents | None = None

    @model_validator(mode="after")
    def reachable(self) -> "RegisterBody":
        """Refuse somebody without a contact: nothing would tell them from the next one of their name."""
        if self.phone is None and self.email is None:
            raise ValueError("Give a phone number or an e-mail address.")
        return self

    def registration(self) -> Registration:
        """Give whom it is about."""
        given: dict[str, Any] = {
            name: getattr(self, name) for name in type(self).model_fields if name not in _NO_FACTS
        }
        named = (("phone", self.phone), ("email", self.email))
        addresses = tuple(Address(kind, value) for kind, value in named if value)
        facts = {**given, "tags": _tags(self.tags or [])}
        return Registration(addresses, facts, self.consents.stated() if self.consents else Stated())


class DeskMemberBody(Body):
    """`PATCH /api/desk/members/{id}`: what is left out stays; a city may be taken away with null."""

    kind: KindOf | None = None
    tags: Tags | None = None
    city: Code | None = None
    consents: StatedConsents | None = None

    @model_validator(mode="after")
    def sensible(self) -> "DeskMemberBody":
        """Refuse to take away what everybody has."""
        for name in ("kind", "tags"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"{name} can be changed, but not taken away.")
        return self

    def facts(self) -> dict[str, Any]:
        """Give the fields that are to be changed."""
        given = {name: getattr(self, name) for name in self.model_fields_set - {"consents"}}
        return {**given, "tags": _tags(self.tags)} if self.tags is not None else given

    def stated(self) -> Stated:
        """Give what was declared."""
        return self.consents.stated() if self.consents else Stated()


_NO_FACTS = frozenset({"phone", "email", "consents", "tags"})


def _tags(given: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(given)))
