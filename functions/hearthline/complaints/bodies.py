"""The bodies of requests about complaints, checked at the border.

Pydantic stands here and not inside: what leaves this module are plain commands.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from hearthline.complaints import commands
from hearthline.complaints.model import Contact, Home, Kind
from hearthline.platform.bodies import PageQuery, read, repeat_key
from hearthline.platform.fields import (
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
    given,
)

__all__ = [
    "BoardQuery",
    "ContactBody",
    "FileBody",
    "FindBody",
    "FollowQuery",
    "HomeBody",
    "MessageBody",
    "PageQuery",
    "PromiseQuery",
    "RemedyBody",
    "VerdictBody",
    "from_form",
    "read",
    "repeat_key",
]


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
