"""`make replay` on the running system: a city's real record, twice, and rows broken by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from infra.local import replay
from infra.local.stack import LocalStack
from tests.sizes import sized

NAME = "boston311_housing_2011.csv"
ROWS = sized(400, 2472)
"""More than a piece of the file; all of it in full size."""


@pytest.fixture
def run(
    stack: LocalStack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[Path], dict[str, str]]:
    """Give a command that replays a file on this stack and reads the summary that it prints."""
    monkeypatch.setenv("HEARTHLINE_STATE", str(stack.state))
    monkeypatch.setenv("COLUMNS", "200")

    def command(file: Path) -> dict[str, str]:
        assert replay.main(["--from", str(file.parent), file.name, ""]) == 0
        cells = [line.strip("│ ").split("│") for line in capsys.readouterr().out.splitlines() if "│" in line]
        return {name.strip(): value.strip() for name, value in cells}

    return command


def test_a_citys_record_is_imported_once_and_agrees_with_its_label(
    run: Callable[[Path], dict[str, str]], shared_data: Callable[[str], Path], tmp_path: Path
) -> None:
    record, rows = tmp_path / NAME, str(ROWS)
    lines = shared_data(NAME).read_text("utf-8").splitlines(keepends=True)
    record.write_text("".join(lines[: ROWS + 1]), "utf-8")

    first, second = run(record), run(record)

    assert (first["rows"], first["imported"], first["rejected"]) == (rows, rows, "0")
    assert first["agrees with the source's label"] == f"{rows} of {rows}"
    assert (second["imported"], second["duplicates"]) == ("0", rows)


def test_rows_broken_by_hand_come_back_with_their_reasons(
    run: Callable[[Path], dict[str, str]],
    stack: LocalStack,
    shared_data: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    header, *rows = shared_data(NAME).read_text("utf-8").splitlines()[:6]
    rows[1] = rows[1].replace("2011-07-01 10:10:36", "2011-03-13 02:30:00")
    rows[2] = rows[2].replace(",2012-02-09 16:16:07,", ",2010-02-09 16:16:07,")
    rows[4] = "," + rows[4].partition(",")[2]
    # Of another year, so that they are no duplicates of the rows that the other test takes in.
    rows = [row.replace("10100", "20100", 1) for row in rows]
    broken = tmp_path / "boston311_housing_broken.csv"
    broken.write_text("\n".join([header, *rows]) + "\n", "utf-8")

    summary = run(broken)

    assert (summary["rows"], summary["rejected"]) == ("5", "3")
    kept = (stack.state / "tmp" / "rejected-boston311_housing_broken.csv").read_text("utf-8-sig")
    assert [line.split(",")[:2] for line in kept.splitlines()[1:]] == [
        ["3", "opened: never was: the clocks skipped this time"],
        ["4", "closed: is before opened"],
        ["6", "external_id: Must not be empty."],
    ]
