"""What comes back is safe to open in a spreadsheet."""

import csv
import io

import pytest

from hearthline.imports.rejected_rows import Rejected, write_header, write_rows
from hearthline.platform.spreadsheets import escaped


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\x00", " =1", "＝1", "\u3000=1", "\x85"],
)
def test_a_cell_that_a_spreadsheet_would_run_is_text(cell: str) -> None:
    assert escaped(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", " ", "plain", "a=b", "1-2", "水", '"'])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert escaped(cell) == cell


def test_each_row_has_its_line_its_reasons_and_what_was_in_it() -> None:
    rows = [Rejected(7, ("kind: is unknown", "title: is missing"), ("A-1", "=cmd", 'say "hi"', "two\nlines"))]

    file = write_header(("id", "a", "b", "c")) + write_rows(rows)

    assert list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""))) == [
        ["line", "reasons", "id", "a", "b", "c"],
        ["7", "kind: is unknown; title: is missing", "A-1", "'=cmd", 'say "hi"', "two\nlines"],
    ]


def test_bytes_of_another_encoding_do_not_stop_the_file() -> None:
    assert b"?" in write_rows([Rejected(2, ("has bytes that are not utf-8",), ("a\udcff",))])
