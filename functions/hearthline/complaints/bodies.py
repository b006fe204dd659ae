"""The bodies of requests about complaints, checked at the border.

Pydantic stands here and not inside: what leaves this module are plain commands.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from hearthline.complaints import commands
from hearthline.complaints.model import Contact, Home, Kind
from hearthline.platform.contacts import ContactInvalid, normal_email, normal_phone
from hearthline.platform.problems import FieldError, Problem
from hearthline.platform.pydantic_problems import field_errors
from hearthline.platform.text_rules import clean_text


def _clean(least: int, most: int, *, multiline: bool = False) -> Callable[[str], str]:
    def clean(value: str) -> str:
        return clean_text(value, least, most, multiline=multiline)

    return clean


def _length(least: int, most: int) -> Any:
    return Field(json_schema_extra={"minLength": least, "maxLength": most})


def _contact(normal: Callable[[str], str]) -> Callable[[str], str]:
    def check(value: str) -> str:
        try:
            return normal(value)
        except ContactInvalid as invalid:
            raise ValueError(invalid.reason) from invalid

    return check


Title = Annotated[str, AfterValidator(_clean(1, 80)), _length(1, 80)]
Long = Annotated[str, AfterValidator(_clean(1, 5000, multiline=True)), _length(1, 5000)]
Reason = Annotated[str, AfterValidator(_clean(1, 2000, multiline=True)), _length(1, 2000)]
Name = Annotated[str, AfterValidator(_clean(1, 60)), _length(1, 60)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
Place = Annotated[str, AfterValidator(_clean(1, 80)), _length(1, 80)]
Phone = Annotated[str, Field(min_length=3, max_length=40), AfterValidator(_contact(normal_phone))]
Email = Annotated[str, Field(min_length=3, max_length=254), AfterValidator(_contact(normal_email))]
Key = Annotated[str, Field(min_length=1, max_length=64)]


class Body(BaseModel):
    """Unknown fields are refused, and nothing is converted behind the caller's back."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)


class HomeBody(Body):
    """The home that a complaint is about."""

    project: Place
    building: Place | None = None
    unit: Place | None = None


class ContactBody(Body):
    """Whom to answer: a name and at least one of phone and e-mail."""

    name: Name
    phone: Phone | None = None
    email: Email | None = None

    @model_validator(mode="after")
    def reachable(self) -> "ContactBody":
        """Refuse a contact that nobody can answer."""
        if self.phone is None and self.email is None:
            raise ValueError("Give a phone number or an e-mail address, so that we can answer.")
        return self


def by_value(kind: type[Any]) -> Any:
    """Let an enumeration be read from its value, which strict mode would refuse."""

    def read(value: object) -> object:
        try:
            return kind(value) if isinstance(value, str) else value
        except ValueError:
            return value

    return BeforeValidator(read)


def _day(value: object) -> object:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else value
    except ValueError:
        return value


Day = Annotated[date, BeforeValidator(_day)]


class FileBody(Body):
    """`POST /api/complaints`."""

    kind: Annotated[Kind, by_value(Kind)]
    title: Title
    text: Long
    city: Code
    home: HomeBody | None = None
    category: Code | None = None
    contact: ContactBody
    public: bool = False
    language: Literal["zh", "en"] = "zh"
    channel: Literal["web", "forum", "email", "sms", "wechat", "app"] = "web"
    occurred_on: Day | None = None

    def command(self) -> commands.File:
        """Give the command; the team is set by the city."""
        return commands.File(
            kind=self.kind,
            title=self.title,
            text=self.text,
            city=self.city,
            contact=Contact(self.contact.name, self.contact.phone, self.contact.email),
            language=self.language,
            channel=self.channel,
            team="",
            home=Home(self.home.project, self.home.building, self.home.unit) if self.home else None,
            category=self.category,
            public=self.public,
            occurred_on=self.occurred_on,
        )


class MessageBody(Body):
    """`POST /api/complaints/{number}/messages`."""

    key: Key
    text: Long


class VerdictBody(Body):
    """`POST /api/complaints/{number}/verdict`."""

    key: Key
    accepted: bool
    rating: Annotated[int, Field(ge=1, le=5)]
    comment: Long | None = None


class FindBody(Body):
    """`POST /api/complaints/find`: exactly one of the two."""

    phone: Phone | None = None
    email: Email | None = None

    @model_validator(mode="after")
    def one(self) -> "FindBody":
        """Refuse none and both."""
        if (self.phone is None) == (self.email is None):
            raise ValueError("Give either a phone number or an e-mail address.")
        return self


B = TypeVar("B", bound=BaseModel)


def read(model: type[B], given: object, *, sign: str = "/") -> B:
    """Check what was sent against a model; raise Problem 422 that names each field at fault.

    `sign` begins each pointer: `/` into a body, `?` for a parameter of the query.
    """
    try:
        return model.model_validate(given)
    except ValidationError as invalid:
        raise Problem.invalid(field_errors(invalid, sign=sign)) from None


def from_form(form: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a plain HTML form into the JSON body: a ticked checkbox is true."""
    body = dict(form)
    if "public" in body:
        body["public"] = str(body["public"]).lower() in {"on", "true", "1", "yes"}
    return body


class PageQuery(BaseModel):
    """The part of the query that every list has."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    limit: Annotated[int, Field(ge=1, le=100)] = 25
    cursor: Annotated[str, Field(max_length=2000)] | None = None


Month = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]


class BoardQuery(PageQuery):
    """`GET /api/board`."""

    city: Code | None = None
    project: Place | None = None
    kind: Annotated[Kind, by_value(Kind)] | None = None
    month: Month | None = None


class PromiseQuery(BaseModel):
    """`GET /api/board/promise`; without a month, the present one."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    city: Code | None = None
    project: Place | None = None
    month: Month | None = None


class FollowQuery(BaseModel):
    """`GET /api/complaints/{number}`."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    key: Key


_REPEAT_KEY = re.compile(r"[\x21-\x7e]{16,128}")


def repeat_key(headers: Mapping[str, str]) -> str | None:
    """Give the Idempotency-Key; raise Problem 422 unless it is 16 to 128 visible characters."""
    key = headers.get("idempotency-key")
    if key is not None and _REPEAT_KEY.fullmatch(key) is None:
        raise Problem.invalid([FieldError("#Idempotency-Key", "16 to 128 visible characters are needed.")])
    return key
