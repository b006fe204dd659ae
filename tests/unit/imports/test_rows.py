"""Each row is a case, or comes back with every reason why it is none."""

from datetime import UTC, datetime
from typing import Any

import pytest

from hearthline.complaints.model import Contact, Home, Kind, Severity
from hearthline.imports.csv_records import Record
from hearthline.imports.row_reading import RowInvalid
from tests.unit.imports.builders import CATEGORIES, HEADER, a_check, a_mapping, a_record


def reasons(record: Record, **mapping: Any) -> tuple[str, ...]:
    with pytest.raises(RowInvalid) as refused:
        a_check(a_mapping(**mapping)).case(record)
    return refused.value.reasons


def test_a_good_row_is_a_case_with_instants_in_utc() -> None:
    case, row = a_check().case(a_record())

    assert (case.external_id, case.kind, case.title) == ("A-1", Kind.REPAIR, "Wet wall")
    assert case.opened == datetime(2026, 1, 5, 1, tzinfo=UTC)
    assert case.due == datetime(2026, 1, 8, 1, tzinfo=UTC)
    assert case.closed == datetime(2026, 1, 7, 9, 30, tzinfo=UTC)
    assert row["on_time"] == "yes"


def test_every_reason_is_given_at_once() -> None:
    found = reasons(a_record(id="", opened="yesterday", title="x" * 81, kind="rant"))

    assert [reason.partition(":")[0] for reason in found] == ["external_id", "opened", "title", "kind"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id": " "}, "external_id"),
        ({"id": "x" * 101}, "external_id"),
        ({"opened": ""}, "opened"),
        ({"opened": "05.01.2026 09:00"}, "opened"),
        ({"opened": "2026-02-30 09:00"}, "opened"),
        ({"opened": "2027-01-05 09:00", "due": "", "closed": ""}, "opened"),
        ({"closed": "2026-01-05 08:59"}, "closed"),
        ({"closed": "2027-01-05 08:59"}, "closed"),
        ({"due": "2026-01-05 08:59"}, "due"),
        ({"title": ""}, "title"),
        ({"title": "a\u202eb"}, "title"),
        ({"text": "x" * 5001}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"kind": "rant"}, "kind"),
    ],
)
def test_a_row_with_one_thing_wrong_says_so(changes: dict[str, str], field: str) -> None:
    (reason,) = reasons(a_record(**changes))

    assert reason.startswith(f"{field}: ")


def test_a_time_that_the_clocks_skipped_never_was() -> None:
    skipped = a_record(opened="2026-03-08 02:30", due="", closed="")
    new_york = {"column": "opened", "format": "%Y-%m-%d %H:%M", "zone": "America/New_York"}

    (reason,) = reasons(skipped, opened=new_york)

    assert "the clocks skipped" in reason


def test_an_hour_that_comes_twice_is_taken_as_the_first() -> None:
    mapping = a_mapping(
        opened={"column": "opened", "format": "%Y-%m-%d %H:%M", "zone": "America/New_York"},
        due=None,
        closed=None,
    )

    case, _ = a_check(mapping).case(a_record(opened="2026-11-01 01:30"))

    assert case.opened == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_a_time_with_an_offset_of_its_own_is_taken_at_its_word() -> None:
    mapping = a_mapping(opened={"column": "opened", "format": "iso"}, due=None, closed=None)

    case, _ = a_check(mapping).case(a_record(opened="2026-01-05T09:00:00+01:00"))

    assert case.opened == datetime(2026, 1, 5, 8, tzinfo=UTC)


def test_a_row_with_too_few_cells_names_both_numbers() -> None:
    assert reasons(Record(2, ("A-1", "2026-01-05 09:00"))) == (
        f"has 2 cells, the first row has {len(HEADER)}",
    )


def test_a_row_of_another_encoding_is_refused_whole() -> None:
    assert reasons(a_record(title="a\udcff")) == ("has bytes that are not utf-8",)


def test_values_are_translated_and_the_rest_takes_the_default() -> None:
    kind = {"column": "kind", "values": {"Reparatur": "repair"}, "default": "inquiry"}
    check = a_check(a_mapping(kind=kind))

    assert check.case(a_record(kind="Reparatur"))[0].kind is Kind.REPAIR
    assert check.case(a_record(kind="Frage"))[0].kind is Kind.INQUIRY


def test_fields_may_be_constants_templates_or_left_out() -> None:
    mapping = a_mapping(
        text={"template": "{title} / {kind}"},
        severity={"constant": "high"},
        category={"constant": next(iter(CATEGORIES))},
        project={"constant": "Garden"},
        building={"column": "id"},
        channel={"constant": "hotline"},
    )

    case, _ = a_check(mapping).case(a_record())

    assert case.text == "Wet wall / repair"
    assert case.severity is Severity.HIGH
    assert case.home == Home("Garden", "A-1")
    assert case.channel == "hotline"


def test_a_building_needs_its_project() -> None:
    (reason,) = reasons(a_record(), building={"column": "id"})

    assert reason.startswith("project: ")


def test_without_a_contact_there_is_nobody_to_answer() -> None:
    assert a_check().case(a_record())[0].contact == Contact("")


def test_a_contact_is_kept_in_its_one_spelling() -> None:
    mapping = a_mapping(name={"column": "text"}, phone={"column": "id"})

    case, _ = a_check(mapping).case(a_record(text="王小明", id="138 0013 8000"))

    assert case.contact == Contact("王小明", "+8613800138000")


def test_a_contact_that_nobody_can_reach_is_refused() -> None:
    (reason,) = reasons(a_record(id="12"), phone={"column": "id"})

    assert reason.startswith("phone: ")
