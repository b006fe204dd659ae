"""A report as a file: CSV (RFC 4180), or a workbook with the definitions on a sheet of their own.

What people typed stays text: no cell is ever run as a formula.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from hearthline.platform.spreadsheets import escaped

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

CSV_TYPE: Final = "text/csv; charset=utf-8"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: Final = ("csv", "xlsx")
EVERYTHING: Final = "*"
"""Names the line of all groups together."""
_MARK: Final = "\ufeff"
"""By which spreadsheets know UTF-8."""

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file as browsers save it."""

    content: bytes
    kind: str
    name: str


def file_of(report: Mapping[str, Any], form: str) -> ReportFile:
    """Give a report as a file of one of the formats; its name says which report, of which months."""
    months = report["months"]
    name = f"{report['name']}-{months['first']}-{months['last']}.{form}"
    if form == "xlsx":
        return ReportFile(as_workbook(report), XLSX_TYPE, name)
    return ReportFile(as_csv(report), CSV_TYPE, name)


def rows(report: Mapping[str, Any]) -> list[list[Cell]]:
    """Give a report as rows, header first: each figure, what it is of, and what it was before.

    What has an interval has its bounds behind it.
    """
    columns = [(column["name"], column["interval"]) for column in report["columns"]]
    header = [report["broken_down_by"], *(f"{name}{end}" for name, wide in columns for end in _ends(wide))]
    lines = [{**report["total"], "label": EVERYTHING}, *report["lines"]]
    return [header, *([line["label"] or line["group"], *_cells(line, columns)] for line in lines)]


def as_csv(report: Mapping[str, Any]) -> bytes:
    """Give it as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[_text(cell) for cell in row] for row in rows(report)])
    return (_MARK + text.getvalue()).encode()


def as_workbook(report: Mapping[str, Any]) -> bytes:
    """Give it as a workbook."""
    from xlsxwriter import Workbook

    definitions: list[list[Cell]] = [["", "", report["definition"]["zh"], report["definition"]["en"]]]
    definitions += [
        [column["name"], column["unit"], column["definition"]["zh"], column["definition"]["en"]]
        for column in report["columns"]
    ]
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        for name, lines in ((report["name"], rows(report)), ("definitions", definitions)):
            sheet = book.add_worksheet(name)
            for place, row in enumerate(lines):
                _write(sheet, place, row)
            sheet.freeze_panes(1, 1)
    return file.getvalue()


def _ends(wide: object) -> tuple[str, ...]:
    return ("", "_n", "_before", "_low", "_high") if wide else ("", "_n", "_before")


def _cells(line: Mapping[str, Any], columns: Sequence[tuple[str, bool]]) -> list[Cell]:
    cells: list[Cell] = []
    for name, wide in columns:
        now, before = line["values"][name], line["before"][name]
        bounds = (now["low"], now["high"]) if wide else ()
        cells += [now["value"], now["n"], before["value"], *bounds]
    return cells


def _text(cell: Cell) -> Cell:
    return escaped(cell) if isinstance(cell, str) else cell


def _write(sheet: "Worksheet", place: int, row: Sequence[Cell]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(place, column, escaped(cell))
        elif cell is not None:
            sheet.write_number(place, column, cell)
