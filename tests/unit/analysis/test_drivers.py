"""From an exported file to the table: what is found by the codebook, what is left out, what is refused."""

import csv
from pathlib import Path

import numpy as np
import pytest

from hearthline.surveys.exports.codebook import HEADER as CODEBOOK
from hearthline.surveys.exports.codebook import Counts, codebook
from hearthline.surveys.exports.columns import cells, columns, leads
from hearthline.surveys.exports.files import csv_pieces
from infra.analysis.drivers import main
from infra.analysis.fetching import export_of
from infra.analysis.importance import CannotTell
from tests.unit.surveys.exporting import a_campaign, a_row
from tests.unit.surveys.questionnaires import asking, document, questionnaire

ASKED = questionnaire(
    document(
        asking("overall", "rating", measure="satisfaction"),
        asking("parts", "matrix", measure="attribute", not_applicable=True),
        asking("parking", "rating", measure="attribute"),
        asking("more", "text"),
    )
)


def exported(folder: Path, n: int = 400) -> Path:
    """Export answers in which part a matters more than b, c not at all, and few rate the parking."""
    chance = np.random.default_rng(11)
    campaign, asked = a_campaign(), columns(ASKED.questions)
    counts, lines = Counts(asked), []
    for place in range(n):
        a, b, c = (int(each) for each in chance.integers(1, 6, 3))
        overall = int(np.clip(round(0.6 * a + 0.3 * b + chance.normal(0.4, 0.5)), 1, 5))
        rated = {"a": a, "b": b, "c": None if place % 10 == 0 else c}
        said = {"overall": overall, "parts": rated, **({"parking": 3} if place % 5 == 0 else {})}
        line = cells(a_row(answers=said), campaign, 1.0 + place % 2, leads(campaign), asked)
        counts.add(line[len(leads(campaign)) :])
        lines.append(line)
    header = [*(lead.value for lead in leads(campaign)), *(column.name for column in asked)]
    file = folder / "answers-X.csv"
    file.write_bytes(b"".join(csv_pieces(header, lines)))
    book = csv_pieces(CODEBOOK, codebook(leads(campaign), asked, counts))
    (folder / "answers-X.codebook.csv").write_bytes(b"".join(book))
    return file


@pytest.mark.parametrize("weighted", ["", "1"])
def test_the_codebook_says_what_is_driven_and_what_may_drive(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], weighted: str
) -> None:
    exported(tmp_path)

    code = main(["--from", str(tmp_path), "--file", "answers-X.csv", "--draws", "50", "--weighted", weighted])

    told = capsys.readouterr().out
    assert code == 0
    assert "What drives q.overall: n = 360 who answered all 3 attributes, of 400" in told
    assert "Left out, rated by under half: q.parking" in told
    with (tmp_path / "answers-X.drivers.csv").open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    assert [row["attribute"] for row in rows] == ["q.parts.a", "q.parts.b", "q.parts.c"]
    assert float(rows[0]["share"]) == pytest.approx(0.8, abs=0.1)
    assert {row["n"] for row in rows} == {"360"}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "give one of FILE= and CAMPAIGN="),
        (["--file", "none.csv"], "No such file"),
        (["--file", "answers-X.csv", "--outcome", "q.mood", "--attributes", "q.overall"], "no column q.mood"),
        (["--file", "answers-X.csv", "--outcome", "q.overall", "--attributes", "q.parts.a"], "2 to 14"),
    ],
)
def test_what_is_refused_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], why: str
) -> None:
    exported(tmp_path, n=40)

    assert main(["--from", str(tmp_path), *arguments]) == 2

    said = capsys.readouterr().err
    assert why in said
    assert said.count("\n") == 1


def test_an_export_is_waited_for() -> None:
    told: list[dict[str, object]] = [
        {"status": "running"},
        {"status": "running"},
        {"status": "done", "files": []},
    ]
    answers = iter(told)
    asked: list[tuple[str, str]] = []
    waited: list[float] = []

    def ask(method: str, path: str) -> dict[str, object]:
        asked.append((method, path))
        return next(answers)

    assert export_of(ask, "X", waited.append)["status"] == "done"
    assert [method for method, _ in asked] == ["POST", "GET", "GET"]
    assert len(waited) == 2


def test_an_export_that_failed_is_no_file() -> None:
    with pytest.raises(CannotTell, match="too_large"):
        export_of(lambda *_: {"status": "failed", "reason": "too_large"}, "X", lambda _: None)
