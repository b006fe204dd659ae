"""The bodies of requests about complaints, checked at the border.

Pydantic stands here and not inside: what leaves this module are plain commands.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from hearthline.complaints import commands
from hearthline.complaints.fields import (
    Body,
    Code,
    Day,
    Email,
    Key,
    Long,
    Month,
    Name,
    Phone,
    Place,
    Title,
    by_value,
    digits_only,
    given,
)
from hearthline.complaints.model import Contact, Home, Kind
from hearthline.platform.problems import FieldError, Problem
from hearthline.platform.pydantic_problems import field_errors


class HomeBody(Body):
    """The home that a complaint is about."""

    project: Place
    building: Place | None = None
    unit: Place | None = None


class ContactBody(Body):
    """Whom to answer: a name and at least one of phone and e-mail."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [given("phone"), given("email")]})

    name: Name
    phone: Phone | None = None
    email: Email | None = None

    @model_validator(mode="after")
    def reachable(self) -> "ContactBody":
        """Refuse a contact that nobody can answer."""
        if self.phone is None and self.email is None:
            raise ValueError("Give a phone number or an e-mail address, so that we can answer.")
        return self


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


class RemedyBody(Body):
    """`POST /api/complaints/{number}/remedy`."""

    key: Key
    remedy: Annotated[int, Field(ge=1, le=1000)]
    accepted: bool
    comment: Long | None = None


class FindBody(Body):
    """`POST /api/complaints/find`: exactly one of the two."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [given("phone"), given("email")]})

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


_DIGITS = re.compile("[1-9][0-9]{0,3}")
_TICKS: Mapping[str, bool] = {
    **dict.fromkeys(("on", "true", "1", "yes"), True),
    **dict.fromkeys(("off", "false", "0", "no"), False),
}


def from_form(form: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a plain HTML form into the JSON body: what is ticked is true, digits for a number are one.

    Anything else in their place is left for the model to refuse.
    """
    body = dict(form)
    for name in {"public", "accepted"} & body.keys():
        body[name] = _TICKS.get(str(body[name]).lower(), body[name])
    for name in {"rating", "remedy"} & body.keys():
        if _DIGITS.fullmatch(str(body[name])):
            body[name] = int(body[name])
    return body


class PageQuery(BaseModel):
    """The part of the query that every list has."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    limit: Annotated[int, Field(ge=1, le=100), digits_only()] = 25
    cursor: Annotated[str, Field(max_length=2000)] | None = None


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
