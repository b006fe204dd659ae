"""The mapping document: which column of a file means what. Read here, checked at the border (`bodies`).

Each field of a complaint has a rule that takes its value from a column, from a constant, or from a template
of columns; a rule may translate values and give one for empty cells.
"""

import re
from collections.abc import Mapping as Document
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hearthline.complaints.imports.csv_records import Dialect
from hearthline.complaints.model import ClockName

ISO = "iso"
TIMES = ("opened", "due", "closed")
VALUES = (
    "external_id",
    "title",
    "text",
    "kind",
    "category",
    "severity",
    "channel",
    "project",
    "building",
    "unit",
    "name",
    "phone",
    "email",
)
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")

Row = Document[str, str]


class TimeUnreadable(ValueError):
    """A cell that is no instant: by its `format`, or because it `never` was (see `code`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a value comes from: exactly one of `column`, `constant` and `template` is set.

    What `values` names is translated; anything else becomes `default` where there is one, else stays.
    """

    column: str | None = None
    constant: str | None = None
    template: str | None = None
    values: Document[str, str] = field(default_factory=dict)
    default: str | None = None

    def columns(self) -> tuple[str, ...]:
        """Give the columns that it reads."""
        if self.template is not None:
            return tuple(_PLACEHOLDER.findall(self.template))
        return (self.column,) if self.column is not None else ()

    def value(self, row: Row) -> str:
        """Give the row's value without the space around it, empty where there is none."""
        if self.constant is not None:
            return self.constant
        if self.template is not None:
            given = _PLACEHOLDER.sub(lambda found: row[found[1]].strip(), self.template).strip()
        else:
            given = row[self.column or ""].strip()
        if given in self.values:
            return self.values[given]
        return self.default if self.default is not None and (self.values or not given) else given


@dataclass(frozen=True, slots=True)
class TimeRule:
    """Where an instant stands, how it is written (strptime's directives, or ISO 8601), and in which zone."""

    column: str
    format: str
    zone: ZoneInfo

    def instant(self, row: Row) -> datetime | None:
        """Give the instant in UTC, None for an empty cell; raise TimeUnreadable.

        A time with an offset of its own is taken at its word. Of an hour that comes twice it is the first; a
        time that the zone's clocks skipped never was.
        """
        written = row[self.column].strip()
        if not written:
            return None
        try:
            read = (
                datetime.fromisoformat(written)
                if self.format == ISO
                else datetime.strptime(written, self.format)  # noqa: DTZ007 - the zone follows
            )
            if read.tzinfo is not None:
                return _whole_ms(read.astimezone(UTC))
            found = read.replace(tzinfo=self.zone).astimezone(UTC)
            shown = found.astimezone(self.zone).replace(tzinfo=None)
        except (ValueError, OverflowError):
            raise TimeUnreadable("format") from None
        if shown != read:
            raise TimeUnreadable("never")
        return _whole_ms(found)


@dataclass(frozen=True, slots=True)
class Label:
    """The source's own word on whether the promise was kept, to be compared with."""

    column: str
    met: str
    breached: str

    def says_breached(self, row: Row) -> bool | None:
        """Give what the source says; None where it says neither."""
        return {self.met: False, self.breached: True}.get(row[self.column].strip())


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one source's files are read."""

    dialect: Dialect
    language: str
    clock: ClockName
    times: Document[str, TimeRule]
    values: Document[str, Rule]
    label: Label | None = None

    @classmethod
    def from_document(cls, document: Document[str, Any], zone: str) -> "Mapping":
        """Read a mapping that was checked before; `zone` (the city's) is for times that name none."""
        label = document.get("label")
        return cls(
            dialect=Dialect(document.get("encoding", "utf-8"), document.get("delimiter", ",")),
            language=document.get("language", "zh"),
            clock=ClockName(document.get("clock", ClockName.RESOLVE)),
            times={
                name: TimeRule(
                    document[name]["column"],
                    document[name].get("format", ISO),
                    ZoneInfo(document[name].get("zone", zone)),
                )
                for name in TIMES
                if document.get(name)
            },
            values={name: Rule(**document[name]) for name in VALUES if document.get(name)},
            label=Label(**label) if label else None,
        )

    def columns(self) -> tuple[str, ...]:
        """Give every column that is read, each once."""
        found = [rule.column for rule in self.times.values()]
        for rule in self.values.values():
            found += rule.columns()
        if self.label:
            found.append(self.label.column)
        return tuple(dict.fromkeys(found))

    def value(self, name: str, row: Row) -> str:
        """Give a field's value, empty where there is none or no rule for it."""
        rule = self.values.get(name)
        return rule.value(row) if rule else ""

    def instant(self, name: str, row: Row) -> datetime | None:
        """Give an instant; None where the cell is empty or there is no rule for it; raise TimeUnreadable."""
        rule = self.times.get(name)
        return rule.instant(row) if rule else None


def _whole_ms(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
