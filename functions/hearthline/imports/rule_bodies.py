"""The bodies of mapping rules, checked at the border, whatever a file is of."""

import re
from datetime import UTC, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from hearthline.imports.rules import ISO
from hearthline.platform.fields import Body, given

MOST_VALUES = 500

# Names and values are compared with the file's to the letter, so they are not cleaned; no cell holds a NUL.
Column = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
Value = Annotated[str, Field(max_length=5000, pattern=r"^[^\x00]*$")]
Source = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]{0,39}$", examples=["old-desk"])]

_SAMPLE = datetime(2011, 12, 31, 23, 58, 59, tzinfo=UTC)
_BRACES = re.compile(r"^(?:[^{}]|\{[^{}]+\})*$")


def _template(value: str) -> str:
    if not _BRACES.match(value) or "{" not in value:
        raise ValueError("Write column names in braces, such as {street} {house number}.")
    return value


def _format(value: str) -> str:
    if value == ISO:
        return value
    try:
        read = datetime.strptime(_SAMPLE.strftime(value), value)  # noqa: DTZ007 - a check of the format alone
    except ValueError:
        read = None
    if read is None or read.date() != _SAMPLE.date():
        raise ValueError('Use "iso", or strptime directives with at least year, month and day.')
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("Use a time zone of the IANA database, such as Asia/Shanghai.") from None
    return value


class RuleBody(Body):
    """Where a field's value comes from: a column, a constant, or a template of columns."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [given("column"), given("constant"), given("template")]}
    )

    column: Column | None = None
    constant: Value | None = None
    template: Annotated[Value, AfterValidator(_template)] | None = Field(
        None, description="Column names in braces: `{street} {house number}`."
    )
    values: dict[str, Value] = Field(
        default_factory=dict, max_length=MOST_VALUES, description="What the file says, and what that is here."
    )
    default: Value | None = Field(None, description="For empty cells, and for what `values` does not name.")

    @model_validator(mode="after")
    def one_source(self) -> "RuleBody":
        """Refuse none and several."""
        if [self.column, self.constant, self.template].count(None) != 2:
            raise ValueError("Give exactly one of column, constant and template.")
        return self


class TimeBody(Body):
    """Where an instant stands and how it is written."""

    column: Column
    format: Annotated[str, Field(max_length=60), AfterValidator(_format)] = Field(
        ISO, description='strptime directives, or "iso" (ISO 8601).', examples=["%Y-%m-%d %H:%M:%S"]
    )
    zone: Annotated[str, Field(max_length=60), AfterValidator(_zone)] | None = Field(
        None, description="An IANA time zone; by default the city's. A time with an offset needs none."
    )


class DayBody(Body):
    """Where a day stands and how it is written."""

    column: Column
    format: Annotated[str, Field(max_length=60), AfterValidator(_format)] = Field(
        ISO, description='strptime directives, or "iso" (ISO 8601).', examples=["%Y/%m/%d"]
    )


class FileBody(Body):
    """How the file is written; the part of a mapping that is alike for all files."""

    encoding: Literal["utf-8", "gb18030"] = Field(
        "utf-8", description="A byte order mark is skipped. gb18030 also reads GBK and GB2312."
    )
    delimiter: Literal[",", ";", "\t"] = ","


def speaks(rule: RuleBody | None, known: frozenset[str], field: str) -> None:
    """Refuse what a rule makes itself and nobody here knows; what stands in the file is judged row by row."""
    if rule is None:
        return
    made = {*rule.values.values(), *(text for text in (rule.constant, rule.default) if text is not None)}
    if made - known - {""}:
        raise ValueError(f"{field}: known are {', '.join(sorted(known))}.")
