"""Making the files of an export of its parts; how a row is weighed and coarsened follows from all strata."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def strata_written(rows: Iterable[Row]) -> bytes:
    """Give how many rows there are of each strata, as a part holds it."""
    found = Counter(row.strata for row in rows)
    return json.dumps([[dump(one), number] for one, number in found.items()], ensure_ascii=False).encode()


def strata_read(parts: Iterable[bytes]) -> Counter[Strata]:
    """Give how many rows of each strata there are in all parts."""
    total: Counter[Strata] = Counter()
    for part in parts:
        for one, number in json.loads(part):
            total[load(Strata, one)] += number
    return total


class Making:
    """Makes lines and files of one export, by the strata of all its rows; never holds all rows."""

    def __init__(
        self, campaign: Campaign, questionnaire: Questionnaire, strata: Mapping[Strata, int]
    ) -> None:
        self._campaign = campaign
        self._leads = leads(campaign)
        self._columns = columns(questionnaire.questions)
        self._exported = coarsened(strata) if campaign.answers_apart else {one: one for one in strata}
        answered: Counter[str] = Counter()
        for one, number in strata.items():
            answered[cell_of(one)] += number
        self._weights = weights(campaign.population, answered)
        self.found = sum(strata.values())
        self.count = self.found if self._exported is not None else 0

    @property
    def header(self) -> list[str]:
        """The names of all columns."""
        return [*(lead.value for lead in self._leads), *(column.name for column in self._columns)]

    def counts(self) -> Counts:
        """Give counts of nothing yet."""
        return Counts(self._columns)

    def lines(self, rows: Iterable[Row], counts: Counts) -> Iterator[list[Cell]]:
        """Give rows as they are exported, and count what stands in them; of too few there are none."""
        if self._exported is None:
            return
        for row in rows:
            shown = self._exported.get(row.strata, Strata(kind=""))
            weight = self._weights.get(cell_of(row.strata)) if _whole(shown, row.strata) else None
            line = cells(replace(row, strata=shown), self._campaign, weight, self._leads, self._columns)
            counts.add(line[len(self._leads) :])
            yield line

    def csv(self, objects: Objects, job: str, lines: Iterable[bytes], counts: Counts) -> None:
        """Join the lines that were written, and put the codebook beside them."""
        book = codebook(self._leads, self._columns, counts)
        for ending, pieces in (
            ("csv", (piece for part in ([files.csv_head(self.header)], lines) for piece in part)),
            ("codebook.csv", files.csv_pieces(HEADER, book)),
        ):
            self._join(objects, pieces, job, ending, files.CSV_TYPE)

    def workbook(self, objects: Objects, job: str, rows: Iterable[Row]) -> None:
        """Write one workbook of both; raise TooLarge."""
        if self.count * len(self.header) > MOST_CELLS:
            raise TooLarge
        counts = self.counts()
        sheets: list[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]] = [
            (files.SHEETS[0], self.header, self.lines(rows, counts)),
            (files.SHEETS[1], HEADER, codebook(self._leads, self._columns, counts)),
        ]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "export.xlsx")
            files.write_workbook(path, sheets)
            self._join(objects, _pieces(path), job, Format.XLSX.value, files.XLSX_TYPE)

    def _join(self, objects: Objects, pieces: Iterable[bytes], job: str, ending: str, kind: str) -> None:
        name = f"answers-{self._campaign.id}.{ending}"
        objects.join(pieces, file_of(job, ending), kind, disposition=attachment(name))


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
