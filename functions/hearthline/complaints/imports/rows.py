"""Checking one row: a historical case, or every reason why it is none."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from hearthline.complaints.history import HistoricalCase
from hearthline.complaints.imports.csv_records import Record
from hearthline.complaints.imports.mapping import Mapping, Row, TimeUnreadable
from hearthline.complaints.model import Contact, Home, Kind, Severity
from hearthline.platform.contacts import ContactInvalid, normal_email, normal_phone
from hearthline.platform.text_rules import clean_text

LONGEST_ID = 100
LONGEST_TITLE = 80
LONGEST_TEXT = 5000
LONGEST_PLACE = 80
LONGEST_NAME = 60
CHANNELS = frozenset(
    {
        "web",
        "forum",
        "email",
        "sms",
        "wechat",
        "app",
        "hotline",
        "counter",
        "property_office",
        "employee",
        "import",
    }
)
_TIME_REASONS = {
    "format": "is not written as the mapping says",
    "never": "never was: the clocks skipped this time",
}

E_ = TypeVar("E_", bound=StrEnum)


class RowInvalid(ValueError):
    """A row that can't be imported; `reasons` are sentences for the person who has the file."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


class RowCheck:
    """Checks the rows of one file against its mapping and the catalog's categories."""

    def __init__(
        self, mapping: Mapping, header: tuple[str, ...], categories: frozenset[str], now: datetime
    ) -> None:
        self._mapping = mapping
        self._header = header
        self._categories = categories
        self._now = now

    def case(self, record: Record) -> tuple[HistoricalCase, Row]:
        """Give the case of a row and its cells by column; raise RowInvalid with every reason against it."""
        if record.flaw:
            raise RowInvalid((f"no CSV: {record.flaw}",))
        if not record.readable:
            raise RowInvalid((f"has bytes that are not {self._mapping.dialect.encoding}",))
        if len(record.cells) != len(self._header):
            raise RowInvalid((f"has {len(record.cells)} cells, the first row has {len(self._header)}",))
        row = dict(zip(self._header, record.cells, strict=True))
        return _Reading(self._mapping, row, self._categories, self._now).case(), row


class _Reading:
    """One row being read; collects what is wrong with it."""

    def __init__(self, mapping: Mapping, row: Row, categories: frozenset[str], now: datetime) -> None:
        self._mapping = mapping
        self._row = row
        self._categories = categories
        self._now = now
        self._reasons: list[str] = []

    def case(self) -> HistoricalCase:
        external_id = self._text("external_id", LONGEST_ID, needed=True)
        opened, due, closed = (self._instant(name) for name in ("opened", "due", "closed"))
        if opened is None and not any(reason.startswith("opened") for reason in self._reasons):
            self._reasons.append("opened: is missing")
        self._in_order(opened, due, closed)
        title = self._text("title", LONGEST_TITLE, needed=True)
        text = self._text("text", LONGEST_TEXT, multiline=True)
        kind = self._one_of("kind", Kind, Kind.COMPLAINT)
        severity = self._one_of("severity", Severity, Severity.NORMAL)
        category = self._known("category", self._categories)
        channel = self._known("channel", CHANNELS) or "import"
        home, contact = self._home(), self._contact()
        if self._reasons or opened is None:
            raise RowInvalid(tuple(self._reasons))
        return HistoricalCase(
            external_id=external_id,
            opened=opened,
            title=title,
            text=text or title,
            due=due,
            closed=closed,
            clock=self._mapping.clock,
            kind=kind,
            severity=severity,
            category=category,
            channel=channel,
            language=self._mapping.language,
            home=home,
            contact=contact,
        )

    def _instant(self, name: str) -> datetime | None:
        try:
            return self._mapping.instant(name, self._row)
        except TimeUnreadable as unreadable:
            self._reasons.append(f"{name}: {_TIME_REASONS[unreadable.code]}")
            return None

    def _in_order(self, opened: datetime | None, due: datetime | None, closed: datetime | None) -> None:
        if opened and opened > self._now:
            self._reasons.append("opened: is still to come")
        if closed and closed > self._now:
            self._reasons.append("closed: is still to come")
        if opened and closed and closed < opened:
            self._reasons.append("closed: is before opened")
        if opened and due and due < opened:
            self._reasons.append("due: is before opened")

    def _text(self, name: str, longest: int, *, needed: bool = False, multiline: bool = False) -> str:
        value = self._mapping.value(name, self._row)
        if not value and not needed:
            return ""
        try:
            return clean_text(value, 1, longest, multiline=multiline)
        except ValueError as unfit:
            self._reasons.append(f"{name}: {unfit}")
            return ""

    def _one_of(self, name: str, kind: type[E_], default: E_) -> E_:
        value = self._known(name, frozenset(member.value for member in kind))
        return kind(value) if value else default

    def _known(self, name: str, known: frozenset[str]) -> str | None:
        value = self._mapping.value(name, self._row)
        if value and value not in known:
            self._reasons.append(f"{name}: is unknown; give it a value in the mapping")
            return None
        return value or None

    def _home(self) -> Home | None:
        project, building, unit = (
            self._text(name, LONGEST_PLACE) for name in ("project", "building", "unit")
        )
        if not project and (building or unit):
            self._reasons.append("project: is missing, though a building or unit is given")
        return Home(project, building or None, unit or None) if project else None

    def _contact(self) -> Contact:
        return Contact(
            self._text("name", LONGEST_NAME),
            self._reach("phone", normal_phone),
            self._reach("email", normal_email),
        )

    def _reach(self, name: str, normal: Callable[[str], str]) -> str | None:
        value = self._mapping.value(name, self._row)
        try:
            return normal(value) if value else None
        except ContactInvalid as invalid:
            self._reasons.append(f"{name}: {invalid.reason.replace('_', ' ')}")
            return None
