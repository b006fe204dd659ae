"""Checking one row: a historical case, or every reason why it is none."""

from datetime import datetime

from hearthline.complaints.history import HistoricalCase
from hearthline.complaints.imports.mapping import TIMES, Mapping
from hearthline.complaints.model import Contact, Home, Kind, Severity
from hearthline.imports.csv_records import Record
from hearthline.imports.row_reading import RowInvalid, RowReading, row_of
from hearthline.imports.rules import Row
from hearthline.platform.contacts import normal_email, normal_phone

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
        row = row_of(record, self._header, self._mapping.dialect.encoding)
        return _Reading(self._mapping, row, self._categories, self._now).case(), row


class _Reading(RowReading):
    """One row being read as a case."""

    def __init__(self, mapping: Mapping, row: Row, categories: frozenset[str], now: datetime) -> None:
        super().__init__(mapping, row)
        self._instant = mapping.instant
        self._clock = mapping.clock
        self._language = mapping.language
        self._categories = categories
        self._now = now

    def case(self) -> HistoricalCase:
        external_id = self.text("external_id", LONGEST_ID, needed=True)
        opened, due, closed = (self.timed(name, self._instant) for name in TIMES)
        if opened is None and not any(reason.startswith("opened") for reason in self.reasons):
            self.reasons.append("opened: is missing")
        self._in_order(opened, due, closed)
        title = self.text("title", LONGEST_TITLE, needed=True)
        text = self.text("text", LONGEST_TEXT, multiline=True)
        kind = self.one_of("kind", Kind, Kind.COMPLAINT)
        severity = self.one_of("severity", Severity, Severity.NORMAL)
        category = self.known("category", self._categories)
        channel = self.known("channel", CHANNELS) or "import"
        home, contact = self._home(), self._contact()
        if self.reasons or opened is None:
            raise RowInvalid(tuple(self.reasons))
        return HistoricalCase(
            external_id=external_id,
            opened=opened,
            title=title,
            text=text or title,
            due=due,
            closed=closed,
            clock=self._clock,
            kind=kind,
            severity=severity,
            category=category,
            channel=channel,
            language=self._language,
            home=home,
            contact=contact,
        )

    def _in_order(self, opened: datetime | None, due: datetime | None, closed: datetime | None) -> None:
        if opened and opened > self._now:
            self.reasons.append("opened: is still to come")
        if closed and closed > self._now:
            self.reasons.append("closed: is still to come")
        if opened and closed and closed < opened:
            self.reasons.append("closed: is before opened")
        if opened and due and due < opened:
            self.reasons.append("due: is before opened")

    def _home(self) -> Home | None:
        project, building, unit = (self.text(name, LONGEST_PLACE) for name in ("project", "building", "unit"))
        if not project and (building or unit):
            self.reasons.append("project: is missing, though a building or unit is given")
        return Home(project, building or None, unit or None) if project else None

    def _contact(self) -> Contact:
        return Contact(
            self.text("name", LONGEST_NAME),
            self.reach("phone", normal_phone),
            self.reach("email", normal_email),
        )
