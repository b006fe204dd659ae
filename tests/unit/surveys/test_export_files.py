"""The files open in a spreadsheet, hold what was said, and run nothing."""

import csv
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hearthline.surveys.exports.columns import Cell
from hearthline.surveys.exports.files import csv_pieces, write_workbook

ROWS: list[list[Cell]] = [
    [1, "=cmd", None],
    [2.5, "+86", "海"],
    [-3, "\tx", 'say "hi"'],
    [0, "@a", "two\nlines"],
]
HEADER = ("n", "=title", "said")
_XML = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def test_a_csv_holds_every_cell_and_no_formula() -> None:
    text = b"".join(csv_pieces(HEADER, ROWS)).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["n", "'=title", "said"],
        ["1", "'=cmd", ""],
        ["2.5", "'+86", "海"],
        ["-3", "'\tx", 'say "hi"'],
        ["0", "'@a", "two\nlines"],
    ]


def test_a_long_csv_is_the_same_in_however_many_pieces() -> None:
    pieces = list(csv_pieces(("n",), ([n] for n in range(1234))))

    assert len(pieces) > 3
    assert b"".join(pieces).decode("utf-8-sig").split() == ["n", *map(str, range(1234))]


def sheet(path: Path, number: int) -> list[list[str]]:
    """Give what stands in a sheet, as a reader of the format (ECMA-376) finds it."""
    with zipfile.ZipFile(path) as book:
        found = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    assert not list(found.iter(f"{_XML}f")), "no formula"
    return [["".join(cell.itertext()) for cell in row] for row in found.iter(f"{_XML}row")]


def test_a_workbook_has_two_sheets_with_texts_as_texts(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"

    write_workbook(path, [("answers", HEADER, ROWS), ("codebook", ("column",), [["q.overall"]])])

    assert sheet(path, 1)[:3] == [["n", "'=title", "said"], ["1", "'=cmd"], ["2.5", "'+86", "海"]]
    assert sheet(path, 1)[3][0] == "-3"
    assert sheet(path, 2) == [["column"], ["q.overall"]]


@pytest.mark.parametrize("said", ["x" * 40_000, "http://a.example/", "{=1+1}", "12"])
def test_any_text_becomes_a_cell_of_text(tmp_path: Path, said: str) -> None:
    path = tmp_path / "export.xlsx"

    write_workbook(path, [("answers", ("said",), [[said]])])

    assert sheet(path, 1) == [["said"], [said[:32_767]]]
    with zipfile.ZipFile(path) as book:
        assert b'r="A2" t="n"' not in book.read("xl/worksheets/sheet1.xml")
