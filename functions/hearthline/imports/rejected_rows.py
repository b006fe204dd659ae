"""The file of rejected rows: what was in each, in which line, and why it was not taken."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hearthline.imports.csv_records import Record
from hearthline.platform.spreadsheets import escaped

LEADING = ("line", "reasons")
CONTENT_TYPE = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that was not taken."""

    line: int
    reasons: tuple[str, ...]
    cells: tuple[str, ...]


def repeated(record: Record, line: int) -> Rejected:
    """Give a row whose id stands already in another line of the file."""
    return Rejected(record.line, (f"external_id: stands already in line {line}",), record.cells)


def write_header(columns: Sequence[str]) -> bytes:
    """Give the file's first row, after the mark by which spreadsheets know UTF-8."""
    return b"\xef\xbb\xbf" + _encoded([[*LEADING, *columns]])


def write_rows(rejected: Iterable[Rejected]) -> bytes:
    """Give rejected rows as CSV (RFC 4180), no cell of which a spreadsheet would take for a formula."""
    return _encoded([str(row.line), "; ".join(row.reasons), *row.cells] for row in rejected)


def _encoded(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([escaped(cell) for cell in row])
    return text.getvalue().encode("utf-8", "replace")
