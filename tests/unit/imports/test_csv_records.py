"""A file is cut anywhere, and read the same."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthline.imports.csv_records import Dialect, Record, read_records, skip_mark

CELL = st.text(st.sampled_from('a,"\n\r;é水 '), max_size=6)
ROW = st.lists(CELL, min_size=1, max_size=4)


def read_in_windows(file: bytes, size: int, dialect: Dialect = Dialect()) -> list[Record]:  # noqa: B008
    """Read as the worker does: windows of one size, and longer ones where a record is longer."""
    found: list[Record] = []
    offset, line, length = 0, 1, size
    while offset < len(file):
        window = file[offset : offset + length]
        batch = read_records(window, dialect, line=line, last=offset + len(window) == len(file))
        if batch.taken == 0:
            length *= 2
            continue
        found += batch.records
        offset, line, length = offset + batch.taken, line + batch.lines, size
    return found


def written(rows: list[list[str]], newline: str, encoding: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=newline, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode(encoding)


@given(
    rows=st.lists(ROW, max_size=12),
    size=st.integers(1, 40),
    newline=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "gb18030"]),
)
def test_any_size_of_chunk_gives_what_was_written(
    rows: list[list[str]], size: int, newline: str, encoding: str
) -> None:
    file = written(rows, newline, encoding)

    found = read_in_windows(file, size, Dialect(encoding))

    assert [list(record.cells) for record in found] == [
        row for row in rows if any(cell.strip() for cell in row)
    ]


@given(file=st.binary(max_size=120), size=st.integers(1, 40))
def test_any_size_of_chunk_gives_the_same_records_of_any_bytes_at_all(file: bytes, size: int) -> None:
    assert read_in_windows(file, size) == read_in_windows(file, max(1, len(file)))


@given(text=st.text(st.sampled_from('ab,"\n\r'), max_size=60), size=st.integers(1, 20))
def test_any_size_of_chunk_finds_the_same_flaws(text: str, size: int) -> None:
    file = text.encode()

    assert read_in_windows(file, size) == read_in_windows(file, max(1, len(file)))


def test_a_record_knows_the_line_that_it_begins_in() -> None:
    file = b'id,text\n1,"one\ntwo\nthree"\n\n2,plain\n'

    assert [(record.line, record.cells[0]) for record in read_in_windows(file, 1000)] == [
        (1, "id"),
        (2, "1"),
        (6, "2"),
    ]


def test_a_last_line_without_its_end_is_a_record() -> None:
    assert [record.cells for record in read_in_windows(b"a,b\n1,2", 4)] == [("a", "b"), ("1", "2")]


def test_after_a_broken_record_the_next_line_is_read_again() -> None:
    found = read_in_windows(b'1,a\n2,"b"x\n3,c\n', 1000)

    assert [record.flaw is None for record in found] == [True, False, True]
    assert found[1].cells == ('2,"b"x',)


def test_a_quotation_mark_that_is_never_closed_takes_the_rest_of_the_file() -> None:
    found = read_in_windows(b'1,a\n2,"b\n3,c\n', 1000)

    assert [(record.line, record.flaw) for record in found] == [(1, None), (2, "unexpected end of data")]


def test_bytes_of_another_encoding_make_a_record_unreadable_and_no_other() -> None:
    found = read_in_windows(b"1,good\n2,\xff\xfe\n3,good\n", 1000)

    assert [record.readable for record in found] == [True, False, True]


@pytest.mark.parametrize(("file", "length"), [(b"\xef\xbb\xbfid", 3), (b"id", 0), (b"", 0)])
def test_a_byte_order_mark_is_no_part_of_the_first_name(file: bytes, length: int) -> None:
    assert skip_mark(file) == length
