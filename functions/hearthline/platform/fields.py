"""The kinds of fields that requests are made of, checked and told in the contract alike."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from hearthline.platform.contacts import ContactInvalid, normal_email, normal_phone
from hearthline.platform.ids import read_number
from hearthline.platform.instants import read_instant
from hearthline.platform.text_rules import clean_text


def _clean(least: int, most: int, *, multiline: bool = False) -> Callable[[str], str]:
    def clean(value: str) -> str:
        return clean_text(value, least, most, multiline=multiline)

    return clean


# What text_rules refuses, as the contract's patterns say it (ECMA-262): all but control and direction marks,
# and something that can be seen. Each end of a line and each tab is one of them where a field has one line.
_MARKS = r"\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFFFE\uFFFF"
_LINE = rf"\u0000-\u001F{_MARKS}"
_LINES = rf"\u0000-\u0008\u000B\u000C\u000E-\u001F{_MARKS}"


def _length(least: int, most: int, *, multiline: bool = False) -> Any:
    refused = _LINES if multiline else _LINE
    pattern = rf"^[^{refused}]*[^\s{refused}][^{refused}]*$"
    return Field(json_schema_extra={"minLength": least, "maxLength": most, "pattern": pattern})


_UNUSABLE = {
    "empty": "Must not be empty.",
    "too_long": "Is too long.",
    "unreadable": "Must be a telephone number, as +86 138 0013 8000.",
    "not_a_number": "No country has such a telephone number.",
    "no_at_sign": "Must be an e-mail address, as wang@example.com.",
    "local_part": "The part before the @ is not one of an e-mail address.",
    "domain": "The part after the @ is no domain.",
}


def _contact(normal: Callable[[str], str]) -> Callable[[str], str]:
    def check(value: str) -> str:
        try:
            return normal(value)
        except ContactInvalid as invalid:
            raise ValueError(_UNUSABLE[invalid.reason]) from invalid

    return check


Title = Annotated[str, AfterValidator(_clean(1, 80)), _length(1, 80)]
Long = Annotated[str, AfterValidator(_clean(1, 5000, multiline=True)), _length(1, 5000, multiline=True)]
Reason = Annotated[str, AfterValidator(_clean(1, 2000, multiline=True)), _length(1, 2000, multiline=True)]
Name = Annotated[str, AfterValidator(_clean(1, 60)), _length(1, 60)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


def _number(value: str) -> str:
    number = read_number(value)
    if number is None:
        raise ValueError("Must be the number of a complaint, as K7Q2-9XPD-D.")
    return number


WrittenNumber = Annotated[str, Field(max_length=64, examples=["K7Q2-9XPD-D"]), AfterValidator(_number)]
IncidentId = Annotated[str, Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{16}$", examples=["0123456789ABCDEF"])]
FileName = Annotated[str, AfterValidator(_clean(1, 200)), _length(1, 200)]
Place = Annotated[str, AfterValidator(_clean(1, 80)), _length(1, 80)]
_WRITTEN_PHONE: dict[str, Any] = {
    "pattern": r"^[+＋]?[0-9０-９ ().-]{3,39}$",
    "examples": ["+86 138 0013 8000"],
}
_WRITTEN_EMAIL: dict[str, Any] = {"format": "idn-email", "examples": ["wang@example.com"]}
Phone = Annotated[
    str,
    Field(min_length=3, max_length=40, json_schema_extra=_WRITTEN_PHONE),
    AfterValidator(_contact(normal_phone)),
]
Email = Annotated[
    str,
    Field(min_length=3, max_length=254, json_schema_extra=_WRITTEN_EMAIL),
    AfterValidator(_contact(normal_email)),
]
Key = Annotated[str, Field(min_length=1, max_length=64)]


def given(*names: str) -> dict[str, Any]:
    """Give the schema of an object that has these members, and not as null."""
    return {"required": list(names), "properties": {name: {"not": {"type": "null"}} for name in names}}


class Body(BaseModel):
    """Unknown fields are refused, and nothing is converted behind the caller's back.

    Each body's validator is built when one is first read: a cold start pays for one body, not for all.
    """

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True, defer_build=True)


def by_value(kind: type[Any]) -> Any:
    """Let an enumeration be read from its value, which strict mode would refuse."""

    def read(value: object) -> object:
        try:
            return kind(value) if isinstance(value, str) else value
        except ValueError:
            return value

    return BeforeValidator(read)


def as_instant(value: object) -> object:
    """Read an instant as text (RFC 3339, with its zone); raise ValueError with a sentence for any other."""
    try:
        return read_instant(value) if isinstance(value, str) else value
    except ValueError:
        raise ValueError("Must be an instant with its zone, as 2026-11-22T08:00:00.000Z.") from None


_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> object:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else value
    except ValueError:
        return value


def digits_only() -> Any:
    """Let a number be read from digits alone; other spellings (1_0, +5, 10.0) are no numbers here."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            return value
        return int(value) if re.fullmatch("[0-9]{1,9}", value) else None

    return BeforeValidator(read)


Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[AwareDatetime, BeforeValidator(as_instant)]
Month = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
