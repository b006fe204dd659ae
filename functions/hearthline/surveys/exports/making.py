"""Making the files of an export of its parts: read once to count, and once to write."""

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from hearthline.platform.codec import dump, load
from hearthline.platform.objects import Objects
from hearthline.surveys.answers import unstored
from hearthline.surveys.exports import files
from hearthline.surveys.exports.coarsening import coarsened
from hearthline.surveys.exports.codebook import HEADER, Counts, codebook
from hearthline.surveys.exports.columns import Cell, cells, columns, leads
from hearthline.surveys.exports.model import MOST_CELLS, Format, Row, file_of
from hearthline.surveys.exports.weighing import cell_of, weights
from hearthline.surveys.model import Campaign, Questionnaire, Strata

PIECE: Final = 1024 * 1024

Rows = Callable[[], Iterable[Row]]
"""Gives all rows, each time anew."""


class TooLarge(Exception):
    """More cells than a workbook is made of here."""


def written(rows: Iterable[Row]) -> bytes:
    """Give rows as a part holds them: one JSON object in each line."""
    return b"".join(json.dumps(dump(row), ensure_ascii=False).encode() + b"\n" for row in rows)


def read(part: bytes) -> Iterator[Row]:
    """Give the rows of a part."""
    for line in part.splitlines():
        row = load(Row, json.loads(line))
        yield replace(row, answers=unstored(row.answers))


class Making:
    """Makes the files of one export. Holds one part and some counters, never all rows."""

    def __init__(self, campaign: Campaign, questionnaire: Questionnaire, rows: Rows) -> None:
        self._campaign = campaign
        self._rows = rows
        self._leads = leads(campaign)
        self._columns = columns(questionnaire.questions)
        strata = Counter(row.strata for row in rows())
        self._exported = coarsened(strata) if campaign.answers_apart else {one: one for one in strata}
        cells_: Counter[str] = Counter()
        for one, number in strata.items():
            cells_[cell_of(one)] += number
        self._weights = weights(campaign.population, cells_)
        self.found = strata.total()
        self.count = self.found if self._exported is not None else 0

    def csv(self, objects: Objects, job: str, name: str) -> None:
        """Write the answers and, beside them, the codebook."""
        counts = Counts(self._columns)
        header = [*(lead.value for lead in self._leads), *(column.name for column in self._columns)]
        book = codebook(self._leads, self._columns, counts)
        for ending, pieces in (
            ("csv", files.csv_pieces(header, self._lines(counts))),
            ("codebook.csv", files.csv_pieces(HEADER, book)),
        ):
            objects.join(
                pieces, file_of(job, ending), files.CSV_TYPE, disposition=attachment(f"{name}.{ending}")
            )

    def workbook(self, objects: Objects, job: str, name: str) -> None:
        """Write one workbook of both; raise TooLarge."""
        if self.count * (len(self._leads) + len(self._columns)) > MOST_CELLS:
            raise TooLarge
        counts = Counts(self._columns)
        header = [*(lead.value for lead in self._leads), *(column.name for column in self._columns)]
        sheets: list[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]] = [
            (files.SHEETS[0], header, self._lines(counts)),
            (files.SHEETS[1], HEADER, codebook(self._leads, self._columns, counts)),
        ]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "export.xlsx")
            files.write_workbook(path, sheets)
            objects.join(
                _pieces(path),
                file_of(job, Format.XLSX.value),
                files.XLSX_TYPE,
                disposition=attachment(f"{name}.xlsx"),
            )

    def _lines(self, counts: Counts) -> Iterator[list[Cell]]:
        """Give the rows as they are exported, and count what stands in them."""
        if self._exported is None:
            return
        for row in self._rows():
            shown = self._exported.get(row.strata, Strata(kind=""))
            weight = self._weights.get(cell_of(row.strata)) if _whole(shown, row.strata) else None
            line = cells(replace(row, strata=shown), self._campaign, weight, self._leads, self._columns)
            counts.add(line[len(self._leads) :])
            yield line


def attachment(name: str) -> str:
    """Give what makes a browser save a file under this name, which is of plain characters."""
    return f'attachment; filename="{name}"'


def _whole(shown: Strata, known: Strata) -> bool:
    """Say whether a row still tells its city and stage; else its weight would tell them instead."""
    return (shown.city, shown.stage) == (known.city, known.stage)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
