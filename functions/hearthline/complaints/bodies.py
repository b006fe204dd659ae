"""The bodies of requests about complaints, checked at the border.

Pydantic stands here and not inside: what leaves this module are plain commands.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from hearthline.complaints import commands
from hearthline.complaints.model import ClockName, Contact, Home, Kind, Severity
from hearthline.platform.contacts import ContactInvalid, normal_email, normal_phone
from hearthline.platform.text_rules import clean_text


def _text(least: int, most: int, *, multiline: bool = False) -> Any:
    def clean(value: str) -> str:
        return clean_text(value, least, most, multiline=multiline)

    schema = {"minLength": least, "maxLength": most}
    return Annotated[str, AfterValidator(clean), Field(json_schema_extra=schema)]  # type: ignore[arg-type]


def _contact(normal: Callable[[str], str]) -> Callable[[str], str]:
    def check(value: str) -> str:
        try:
            return normal(value)
        except ContactInvalid as invalid:
            raise ValueError(invalid.reason) from invalid

    return check


Title = _text(1, 80)
Long = _text(1, 5000, multiline=True)
Reason = _text(1, 2000, multiline=True)
Name = _text(1, 60)
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
Place = _text(1, 80)
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


def _by_value(kind: type[Any]) -> Any:
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

    kind: Annotated[Kind, _by_value(Kind)]
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


class DeskFileBody(FileBody):
    """`POST /api/desk/complaints`: on a customer's behalf."""

    channel: Literal["hotline", "counter", "email", "wechat", "property_office", "employee"]  # type: ignore[assignment]
    severity: Annotated[Severity, _by_value(Severity)] = Severity.NORMAL

    def command(self) -> commands.File:
        """Give the command, with the severity that staff heard."""
        return replace(super().command(), severity=self.severity)


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


class NothingBody(Body):
    """A command without fields; the body may be left out."""


class AssignBody(Body):
    """`assign`."""

    to: Annotated[str, Field(min_length=1, max_length=128)]


class TriageBody(Body):
    """`triage`: at least one field."""

    severity: Annotated[Severity, _by_value(Severity)] | None = None
    category: Code | None = None
    safety: bool | None = None
    complexity: Literal["simple", "complicated", "complex"] | None = None
    impact: Literal["one_home", "several_homes", "building", "project"] | None = None
    immediate_action: bool | None = None

    @model_validator(mode="after")
    def something(self) -> "TriageBody":
        """Refuse an empty assessment."""
        if not self.model_fields_set:
            raise ValueError("Give at least one of severity, category, safety, complexity, impact, immediate_action.")
        return self


class ReplyBody(Body):
    """`reply`; `public` defaults to whether the case is."""

    text: Long
    public: bool | None = None


class TextBody(Body):
    """`note` and `ask`."""

    text: Long


class ReasonBody(Body):
    """`reject` and `reopen`."""

    reason: Reason


class ResolveBody(Body):
    """`resolve`."""

    summary: Long
    cause: Code
    department: Code
    contractor: Place | None = None


def _instant(value: object) -> object:
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return value
    if at is None or at.tzinfo is None:
        return value
    return at.astimezone(UTC).replace(microsecond=at.microsecond // 1000 * 1000)


class ExtendBody(Body):
    """`extend`."""

    clock: Annotated[ClockName, _by_value(ClockName)]
    until: Annotated[AwareDatetime, BeforeValidator(_instant)]
    reason: Reason


Build = Callable[[Any], commands.Command]

COMMANDS: Mapping[str, tuple[type[Body], Build]] = {
    "claim": (NothingBody, lambda _: commands.Claim()),
    "assign": (AssignBody, lambda body: commands.Assign(body.to)),
    "acknowledge": (NothingBody, lambda _: commands.Acknowledge()),
    "triage": (TriageBody, lambda body: commands.Triage(**dict(body))),
    "reply": (ReplyBody, lambda body: commands.Reply(body.text, body.public)),
    "note": (TextBody, lambda body: commands.Note(body.text)),
    "ask": (TextBody, lambda body: commands.Ask(body.text)),
    "resolve": (
        ResolveBody,
        lambda body: commands.Resolve(body.summary, body.cause, body.department, body.contractor),
    ),
    "reject": (ReasonBody, lambda body: commands.Reject(body.reason)),
    "extend": (ExtendBody, lambda body: commands.Extend(body.clock, body.until, body.reason)),
    "reopen": (ReasonBody, lambda body: commands.Reopen(body.reason)),
    "close": (NothingBody, lambda _: commands.Close()),
}
