"""Reading the cells of one row by the rules of a mapping, and collecting every reason against it."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol, TypeVar

from hearthline.imports.csv_records import Record
from hearthline.imports.rules import Row, TimeUnreadable
from hearthline.platform.contacts import ContactInvalid
from hearthline.platform.text_rules import clean_text

_TIME_REASONS = {
    "format": "is not written as the mapping says",
    "never": "never was: the clocks skipped this time",
}

E_ = TypeVar("E_", bound=StrEnum)
T = TypeVar("T")


class Values(Protocol):
    """What gives the fields of a row."""

    def value(self, name: str, row: Row) -> str:
        """Give a field's value, empty where there is none or no rule for it."""
        ...


class RowInvalid(ValueError):
    """A row that can't be imported; `reasons` are sentences for the person who has the file."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


def row_of(record: Record, header: tuple[str, ...], encoding: str) -> Row:
    """Give a record's cells by the names of their columns; raise RowInvalid where it is no row."""
    if record.flaw:
        raise RowInvalid((f"no CSV: {record.flaw}",))
    if not record.readable:
        raise RowInvalid((f"has bytes that are not {encoding}",))
    if len(record.cells) != len(header):
        raise RowInvalid((f"has {len(record.cells)} cells, the first row has {len(header)}",))
    return dict(zip(header, record.cells, strict=True))


class RowReading:
    """One row being read; `reasons` are what is wrong with it."""

    def __init__(self, mapping: Values, row: Row) -> None:
        self._mapping = mapping
        self._row = row
        self.reasons: list[str] = []

    def timed(self, name: str, read: Callable[[str, Row], T | None]) -> T | None:
        """Give an instant or a day as `read` gives it, None where there is none or it can't be read."""
        try:
            return read(name, self._row)
        except TimeUnreadable as unreadable:
            self.reasons.append(f"{name}: {_TIME_REASONS[unreadable.code]}")
            return None

    def text(self, name: str, longest: int, *, needed: bool = False, multiline: bool = False) -> str:
        """Give a text as it is kept, empty where there is none."""
        value = self._mapping.value(name, self._row)
        if not value and not needed:
            return ""
        try:
            return clean_text(value, 1, longest, multiline=multiline)
        except ValueError as unfit:
            self.reasons.append(f"{name}: {unfit}")
            return ""

    def one_of(self, name: str, kind: type[E_], default: E_) -> E_:
        """Give a member of an enumeration, `default` where there is none."""
        value = self.known(name, frozenset(member.value for member in kind))
        return kind(value) if value else default

    def known(self, name: str, known: frozenset[str]) -> str | None:
        """Give a code of those that are known."""
        value = self._mapping.value(name, self._row)
        if value and value not in known:
            self.reasons.append(f"{name}: is unknown; give it a value in the mapping")
            return None
        return value or None

    def reach(self, name: str, normal: Callable[[str], str]) -> str | None:
        """Give a telephone number or address in its one spelling."""
        value = self._mapping.value(name, self._row)
        try:
            return normal(value) if value else None
        except ContactInvalid as invalid:
            self.reasons.append(f"{name}: {invalid.reason.replace('_', ' ')}")
            return None
