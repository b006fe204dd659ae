"""Rules by which a mapping document takes values and instants from the cells of a row.

A rule takes its value from a column, from a constant, or from a template of columns; it may translate values
and give one for empty cells.
"""

import re
from collections.abc import Mapping as Document
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ISO = "iso"
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
class DayRule:
    """Where a day stands and how it is written (strptime's directives, or ISO 8601)."""

    column: str
    format: str = ISO

    def day(self, row: Row) -> date | None:
        """Give the day, None for an empty cell; raise TimeUnreadable."""
        written = row[self.column].strip()
        if not written:
            return None
        try:
            if self.format == ISO:
                return date.fromisoformat(written)
            return datetime.strptime(written, self.format).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            raise TimeUnreadable("format") from None


def _whole_ms(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
