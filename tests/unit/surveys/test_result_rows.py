"""A row of an outside firm's file becomes answers, or is refused by the name of each question."""

from typing import Any

import pytest

from hearthline.imports.csv_records import Record
from hearthline.imports.row_reading import RowInvalid
from hearthline.surveys.answers import stored
from hearthline.surveys.exports.columns import cells, columns
from hearthline.surveys.model import Linking
from hearthline.surveys.third_party.mapping import ResultMapping
from hearthline.surveys.third_party.result_rows import ResultCheck
from tests.unit.surveys.exporting import ASKED, SAID, a_campaign, a_row

COLUMNS = columns(ASKED.questions)
NAMES = [column.name for column in COLUMNS]
NAME = "0123456789ABCDEF"


def check(rule: Linking = Linking.PERSON, **mapping: Any) -> ResultCheck:
    given = {"pseudonym": {"column": "who"}, "external_id": {"column": "who"}, **mapping}
    read = ResultMapping.from_document({"campaign": "X", **given})
    return ResultCheck(read, rule, ASKED, COLUMNS, ("who", *NAMES))


def row(who: str = NAME, **changed: str) -> Record:
    exported = cells(a_row(answers=SAID), a_campaign(), None, (), COLUMNS)
    written = {name: "" if cell is None else str(cell) for name, cell in zip(NAMES, exported, strict=True)}
    return Record(2, (who, *{**written, **{f"q.{name}": cell for name, cell in changed.items()}}.values()))


def reasons(record: Record, rule: Linking = Linking.PERSON, **mapping: Any) -> tuple[str, ...]:
    with pytest.raises(RowInvalid) as refused:
        check(rule, **mapping).result(record)
    return refused.value.reasons


def test_what_an_export_writes_is_read_back_as_it_was_said() -> None:
    found = check().result(row())

    assert found.answers == stored(SAID)
    assert (found.known_as, found.language) == (NAME, "zh")


def test_a_pseudonym_is_read_as_people_write_one() -> None:
    assert check().result(row("o123-4567 89ab-cdef")).known_as == NAME


def test_what_the_firm_calls_a_question_and_its_answers_is_translated() -> None:
    mapping: dict[str, Any] = {
        "answers": {
            "q.overall": {"column": "q.overall", "values": {"very": "5"}},
            "q.again": {"constant": "yes"},
            "q.parts.a": {"constant": "4"},
            "q.parts.b": {"constant": "NA"},
            "q.parts.c": {"constant": "1"},
        }
    }

    found = check(Linking.PERSON, **mapping).result(row(overall="very"))

    assert found.answers == {"overall": 5, "again": True, "parts": {"a": 4, "b": None, "c": 1}}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"overall": "6"}, 'Question "overall": Must be a whole number from 1 to 5.'),
        ({"overall": "gut"}, 'Question "overall": Must be a whole number from 1 to 5.'),
        ({"overall": ""}, 'Question "overall": It must be answered.'),
        ({"recommend": "10.5"}, 'Question "recommend": Must be a whole number from 0 to 10.'),
        ({"reason": "z"}, 'Question "reason": Must be the code of one of its options.'),
        ({"seen.a": "0"}, 'Question "seen": At least 2 must be chosen.'),
        ({"seen.b": "x"}, 'Question "seen", option "b": Must be 1 or 0.'),
        ({"again": "perhaps"}, 'Question "again": Must be true or false.'),
        ({"parts.c": "0"}, 'Question "parts", row "c": Must be a whole number from 1 to 5.'),
        ({"parts.a": ""}, 'Question "parts", row "a": Each row must be rated.'),
        ({"rooms": "20"}, 'Question "rooms": Must be at most 9.5.'),
        ({"moved": "29.02.2024"}, 'Question "moved": Must be a date that exists, as 2026-11-22.'),
        ({"more": "x"}, 'Question "more": Must have at least 3 characters.'),
        ({"overall": "NA"}, 'Question "overall": It can\'t be said not to apply.'),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_its_question(changed: dict[str, str], reason: str) -> None:
    assert reason in reasons(row(**changed))


def test_every_reason_of_a_row_is_given_at_once() -> None:
    assert len(reasons(row("nobody", overall="9", again="perhaps"))) == 3


def test_where_nothing_is_linked_the_firms_own_id_is_needed() -> None:
    assert check(Linking.NONE).result(row("interview 7")).known_as == "interview 7"
    assert reasons(row(""), Linking.NONE) == ("external_id: is missing or longer than 200 characters",)


def test_a_row_of_another_length_or_language_is_refused() -> None:
    assert "cells" in reasons(Record(3, ("a", "b")))[0]
    assert reasons(row(), language={"constant": "fr"}) == ("language: is none of zh, en",)
