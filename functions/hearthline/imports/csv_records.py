"""CSV read piece by piece: any way of cutting a file gives the same records.

Python's own reader (RFC 4180, strict) decides where a record ends, so that a line break inside quotation
marks is never mistaken for one. It is fed line by line; when a window ends inside a record, that record is
left for the next window, which begins exactly where the last whole record ended.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_RECORD = 1024 * 1024
"""Bytes of one record. A longer one is a quotation mark that nobody closed."""

ENCODINGS = ("utf-8", "gb18030")
DELIMITERS = (",", ";", "\t")
"""All below 0x30: in both encodings such a byte never is a part of another character."""

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the file is written."""

    encoding: str = "utf-8"
    delimiter: str = ","


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the line it begins in (from 1), and its cells; `flaw` says why it is none.

    Bytes that are not of the encoding stand in the cells as lone surrogates; see `readable`.
    """

    line: int
    cells: tuple[str, ...]
    flaw: str | None = None

    @property
    def readable(self) -> bool:
        """Whether all its bytes were of the encoding."""
        return not any("\ud800" <= character <= "\udfff" for cell in self.cells for character in cell)


@dataclass(frozen=True, slots=True)
class Batch:
    """The whole records of a window, the bytes they took, and the lines."""

    records: tuple[Record, ...]
    taken: int
    lines: int


def read_records(window: bytes, dialect: Dialect, *, line: int, last: bool, most: int | None = None) -> Batch:
    """Give the whole records (at most `most`) of a window.

    It begins at a record's border, in line `line` of the file. `last` says that the file ends with it. Lines
    without any content are no records.
    """
    lines = _Lines(window, dialect.encoding, last=last)
    reader = csv.reader(lines, delimiter=dialect.delimiter, strict=True)
    records: list[Record] = []
    taken = passed = 0
    while most is None or len(records) < most:
        record = _next(reader, lines, line + passed, taken)
        if record is None:
            break
        taken, passed = lines.position, lines.count
        if any(cell.strip() for cell in record.cells):
            records.append(record)
    return Batch(tuple(records), taken, passed)


def skip_mark(window: bytes) -> int:
    """Give the length of the byte order mark at the beginning of a file, 0 without one."""
    return len(_MARK) if window.startswith(_MARK) else 0


def _next(reader: Iterator[list[str]], lines: "_Lines", line: int, begin: int) -> Record | None:
    try:
        return Record(line, tuple(next(reader)))
    except csv.Error as error:
        return Record(line, (lines.text(begin),), str(error))
    except (StopIteration, _Cut):
        return None


class _Cut(Exception):
    """The window ended; the file goes on."""


class _Lines:
    """The window's lines, decoded; what can't be becomes lone surrogates, refused with its row."""

    def __init__(self, window: bytes, encoding: str, *, last: bool) -> None:
        self._window = window
        self._encoding = encoding
        self._last = last
        self.position = 0
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        end = self._window.find(b"\n", self.position) + 1
        if end == 0:
            if not self._last:
                raise _Cut
            if self.position == len(self._window):
                raise StopIteration
            end = len(self._window)
        line = self._window[self.position : end]
        self.position = end
        self.count += 1
        return line.decode(self._encoding, "surrogateescape")

    def text(self, begin: int) -> str:
        """Give what was read from `begin` on."""
        return self._window[begin : self.position].decode(self._encoding, "surrogateescape").rstrip("\r\n")
