"""Whole imports: nothing lost, nothing twice, whatever breaks in between."""

from datetime import datetime

import pytest

from hearthline.complaints.history import POLICY
from hearthline.imports.model import ImportStatus, Tally
from tests.engines.engine import Engine
from tests.engines.importer import Importer
from tests.engines.world import World
from tests.unit.imports.builders import a_file, cells


@pytest.fixture
def importer(engine: Engine, now: datetime) -> Importer:
    world = World(engine)
    world.rulebook.refresh(now)
    return Importer(world, now)


def six_rows(first: int = 1) -> bytes:
    return a_file(
        *({"id": f"A-{n}", "text": f'He said: "wet",\nfor the {n}th time'} for n in range(first, first + 6))
    )


ALL_SIX = Tally(rows=6, imported=6, met=6, agree=6)


def test_a_file_becomes_complaints_under_policy_0(importer: Importer) -> None:
    job = importer.ended(importer.upload(six_rows()))

    assert job.status is ImportStatus.FINISHED
    assert job.tally == ALL_SIX
    assert job.offset == job.total == len(six_rows())
    assert {complaint.policy for complaint in importer.stored()} == {POLICY}
    assert len(importer.stored()) == 6


def test_running_the_same_file_again_adds_nothing(importer: Importer) -> None:
    importer.ended(importer.upload(six_rows()))
    before = importer.stored()

    again = importer.ended(importer.upload(six_rows(), id_="IMPORT2"))

    assert again.tally == Tally(rows=6, duplicates=6, met=6, agree=6)
    assert importer.stored() == before


def test_the_same_name_in_another_source_is_another_case(importer: Importer) -> None:
    importer.ended(importer.upload(six_rows()))
    other = importer.ended(importer.upload(six_rows(), id_="IMPORT2", source="hotline"))

    assert other.tally == ALL_SIX
    assert len(importer.stored()) == 12


def test_an_import_goes_on_where_the_time_ran_out(importer: Importer) -> None:
    id_ = importer.upload(six_rows())

    offsets = []
    while (job := importer.deliver(id_, steps=1)) and job.ended_at is None:
        offsets.append(job.offset)

    assert offsets == sorted(offsets)
    assert len(offsets) > 3
    assert job is not None
    assert job.tally == ALL_SIX


@pytest.mark.parametrize("save", range(1, 6))
@pytest.mark.parametrize("moment", ["dies_before", "dies_after"])
def test_a_step_that_died_is_done_again_and_counted_once(importer: Importer, moment: str, save: int) -> None:
    getattr(importer.jobs, moment).add(save)

    job = importer.ended(importer.upload(six_rows()))

    assert job.tally == ALL_SIX
    assert len(importer.stored()) == 6


def test_a_message_delivered_again_after_the_end_changes_nothing(importer: Importer) -> None:
    job = importer.ended(importer.upload(six_rows()))

    assert importer.deliver(job.id) is None
    assert importer.jobs.load(job.id) == job


def test_of_two_invocations_at_once_one_goes_on(importer: Importer) -> None:
    id_ = importer.upload(six_rows())
    importer.deliver(id_, steps=2)
    behind = importer.jobs.load(id_)
    assert behind is not None
    importer.deliver(id_, steps=1)
    importer.jobs.load = lambda identifier: behind  # type: ignore[method-assign]

    assert importer.deliver(id_) is None

    del importer.jobs.load
    assert importer.ended(id_).tally == ALL_SIX


BROKEN = (
    {"id": "A-1"},
    {"id": "", "title": "=HYPERLINK(1)"},
    {"id": "A-3", "closed": "2025-12-31 09:00"},
    {"id": "A-4", "kind": "rant", "opened": "2026-13-01 09:00"},
    {"id": "A-5"},
)


def test_broken_rows_come_back_with_their_lines_and_reasons(importer: Importer) -> None:
    job = importer.ended(importer.upload(a_file(*BROKEN)))

    rejected = importer.rejected(job)
    assert (job.tally.imported, job.tally.rejected) == (2, 3)
    assert [(row["line"], row["reasons"].partition(":")[0]) for row in rejected] == [
        ("3", "external_id"),
        ("4", "closed"),
        ("5", "opened"),
    ]
    assert rejected[0]["title"] == "'=HYPERLINK(1)"
    assert [row["id"] for row in rejected] == ["", "A-3", "A-4"]


@pytest.mark.parametrize("place", ["part", "whole"])
def test_a_crash_while_rejected_rows_are_written_loses_and_doubles_none(
    importer: Importer, place: str
) -> None:
    left = iter([True])
    importer.bucket.dies = lambda key: ("/part-" in key) == (place == "part") and next(left, False)

    job = importer.ended(importer.upload(a_file(*BROKEN)))

    assert job.tally.rejected == len(importer.rejected(job)) == 3


def test_a_case_named_twice_in_one_file_is_imported_once(importer: Importer) -> None:
    far = [{"id": f"B-{n}"} for n in range(6)]
    importer.jobs.dies_before.update({2, 4})

    job = importer.ended(
        importer.upload(a_file({"id": "A-1"}, {"id": "A-1", "title": "Near"}, *far, {"id": "A-1"}))
    )

    assert (job.tally.imported, job.tally.rejected) == (7, 2)
    assert [(row["line"], row["reasons"]) for row in importer.rejected(job)] == [
        ("3", "external_id: stands already in line 2"),
        ("10", "external_id: stands already in line 2"),
    ]


def test_the_summary_compares_each_promise_with_the_sources_label(importer: Importer) -> None:
    late, never = {"closed": "2026-01-09 09:00"}, {"closed": "", "due": "2026-01-08 09:00"}
    rows = [{"id": "1"}, {"id": "2", **late, "on_time": "no"}, {"id": "3", **never, "on_time": "yes"}]

    job = importer.ended(importer.upload(a_file(*rows, {"id": "4", "on_time": "?"})))

    assert (job.tally.met, job.tally.breached) == (2, 2)
    assert (job.tally.agree, job.tally.disagree, job.tally.disagreeing_lines) == (2, 1, (4,))


def test_a_column_that_the_file_lacks_ends_the_import_before_any_row(importer: Importer) -> None:
    job = importer.ended(importer.upload(six_rows(), project={"column": "estate"}))

    assert (job.status, job.failure, job.columns) == (ImportStatus.FAILED, "columns_missing", ("estate",))
    assert importer.stored() == []


@pytest.mark.parametrize(
    ("file", "failure"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"id,id,opened,due,closed,title,text,kind,on_time\n", "columns_repeated"),
        (b'"id', "header_unreadable"),
        (b"x" * 1000, "header_too_long"),
    ],
)
def test_a_file_without_a_usable_first_row_fails(importer: Importer, file: bytes, failure: str) -> None:
    assert importer.ended(importer.upload(file)).failure == failure


def test_a_file_that_is_replaced_while_it_is_read_is_not_mixed(importer: Importer) -> None:
    id_ = importer.upload(six_rows())
    importer.deliver(id_, steps=3)
    importer.bucket.files[f"uploads/{id_}/data.csv"] = six_rows(first=100)

    assert importer.ended(id_).failure == "file_replaced"


def test_a_file_that_was_removed_ends_the_import(importer: Importer) -> None:
    id_ = importer.upload(six_rows())
    importer.bucket.files.clear()

    assert importer.ended(id_).failure == "file_missing"


def test_a_quotation_mark_never_closed_ends_in_rejection_not_in_silence(importer: Importer) -> None:
    open_quote = ",".join(cells(id="A-7")).replace("Wet wall", '"Wet wall')

    job = importer.ended(importer.upload(six_rows() + open_quote.encode() + b"\n"))

    assert (job.tally.imported, job.tally.rejected) == (6, 1)


def test_importing_tells_nobody(importer: Importer) -> None:
    importer.ended(importer.upload(six_rows()))

    for complaint in importer.stored():
        found = importer.world.store.timeline(complaint.number)
        assert found is not None
        assert [entry.kind for entry in found[1]] == ["imported"]
