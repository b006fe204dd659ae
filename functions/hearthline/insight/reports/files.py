"""A report as a file: CSV (RFC 4180), or a workbook with the definitions on a sheet of their own.

What people typed stays text: no cell is ever run as a formula.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from hearthline.platform.spreadsheets import escaped

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

CSV_TYPE: Final = "text/csv; charset=utf-8"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EVERYTHING: Final = "*"
"""Names the line of all groups together."""
_MARK: Final = "\ufeff"
"""By which spreadsheets know UTF-8."""

Cell = str | int | float | None


def rows(report: Mapping[str, Any]) -> list[list[Cell]]:
    """Give a report as rows, header first: each figure, what it is of, and what it was before."""
    columns = [column["name"] for column in report["columns"]]
    header = [
        report["broken_down_by"],
        *(f"{name}{end}" for name in columns for end in ("", "_n", "_before")),
    ]
    lines = [{**report["total"], "group": EVERYTHING}, *report["lines"]]
    return [header, *([line["group"], *_cells(line, columns)] for line in lines)]


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


def _cells(line: Mapping[str, Any], columns: Sequence[str]) -> list[Cell]:
    return [
        cell
        for name in columns
        for cell in (
            line["values"][name]["value"],
            line["values"][name]["n"],
            line["before"][name]["value"],
        )
    ]


def _text(cell: Cell) -> Cell:
    return escaped(cell) if isinstance(cell, str) else cell


def _write(sheet: "Worksheet", place: int, row: Sequence[Cell]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(place, column, escaped(cell))
        elif cell is not None:
            sheet.write_number(place, column, cell)
