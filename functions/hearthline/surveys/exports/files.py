"""The files of an export, written piece by piece: CSV (RFC 4180), and a workbook of two sheets."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hearthline.platform.spreadsheets import escaped
from hearthline.surveys.exports.columns import Cell

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

CSV_TYPE: Final = "text/csv; charset=utf-8"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEETS: Final = ("answers", "codebook")

_MARK: Final = b"\xef\xbb\xbf"
_ROWS_A_PIECE: Final = 500
_LONGEST_CELL: Final = 32_767
"""Characters that a cell of a workbook can hold (Excel's specification)."""


def csv_pieces(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Give a CSV file piece by piece, with the mark by which spreadsheets know UTF-8."""
    yield csv_head(header)
    yield from csv_lines(rows)


def csv_head(header: Sequence[str]) -> bytes:
    """Give what a CSV file begins with: the mark, and its first row."""
    return _MARK + _encoded([header])


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Give rows of a CSV file piece by piece."""
    left = iter(rows)
    while piece := list(islice(left, _ROWS_A_PIECE)):
        yield _encoded(piece)


def write_workbook(path: Path, sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]]) -> None:
    """Write a workbook: of each sheet its name, its header, its rows in turn. Holds one row at a time.

    Texts are written as texts: none becomes a formula, a number or a link.
    """
    from xlsxwriter import Workbook

    with Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)}) as book:
        bold = book.add_format({"bold": True})
        for name, header, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for place, title in enumerate(header):
                sheet.write_string(0, place, escaped(title), bold)
            for number, row in enumerate(rows, start=1):
                _write(sheet, number, row)


def _write(sheet: "Worksheet", number: int, row: Sequence[Cell]) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(number, place, escaped(cell)[:_LONGEST_CELL])
        elif cell is not None:
            sheet.write_number(number, place, cell)


def _encoded(rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([escaped(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8", "replace")
