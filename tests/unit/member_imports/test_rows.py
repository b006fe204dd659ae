"""What becomes of a row of a list of members, and every reason against one."""

from datetime import date
from typing import Any

import pytest

from hearthline.imports.csv_records import Record
from hearthline.imports.row_reading import RowInvalid
from hearthline.members.imports.mapping import MemberMapping
from hearthline.members.imports.rows import Ground, Newcomer, NewcomerCheck
from hearthline.members.model import Kind
from tests.unit.member_imports.builders import CITIES, HEADER, NOW, ZONE, a_member_mapping, read, reasons


def test_a_row_becomes_a_person_in_one_spelling() -> None:
    assert read() == Newcomer(
        external_id="M-1",
        name="王小明",
        phone="+8613800138000",
        email="wang@example.com",
        customer_id="C-77",
        birth_date=date(1980, 2, 29),
        sex="male",
        language="zh",
        city="sz",
        joined_on=date(2020, 5, 1),
        employer="万科",
        education="bachelor",
        tags=("vip", "早鸟"),
        points=120,
        consents=("terms", "marketing:email"),
    )


def test_what_is_left_empty_is_left_out() -> None:
    empty = dict.fromkeys(("email", "customer", "born", "sex", "lang", "joined", "employer", "education"), "")

    person = read(a_member_mapping(consents=None, city=None), "gz", **empty, tags="", points="", kind="")

    assert (person.email, person.birth_date, person.joined_on, person.tags) == (None, None, None, ())
    assert (person.kind, person.language, person.points, person.consents) == (Kind.CUSTOMER, "zh", 0, ())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id": ""}, "external_id"),
        ({"id": "x" * 101}, "external_id"),
        ({"name": ""}, "name"),
        ({"name": "a\u202eb"}, "name"),
        ({"phone": "12"}, "phone"),
        ({"phone": "tomorrow"}, "phone"),
        ({"email": "wang"}, "email"),
        ({"phone": "", "email": "", "customer": ""}, "phone"),
        ({"born": "1980-13-01"}, "birth_date"),
        ({"born": "29.02.1980"}, "birth_date"),
        ({"born": "2030-01-01", "joined": "", "points": ""}, "birth_date"),
        ({"born": "1850-01-01"}, "birth_date"),
        ({"born": "2002-05-02"}, "birth_date"),
        ({"joined": "2020-05-01"}, "joined_on"),
        ({"joined": "2026/11/23"}, "joined_on"),
        ({"sex": "x"}, "sex"),
        ({"lang": "fr"}, "language"),
        ({"city": "北京"}, "city"),
        ({"kind": "ghost"}, "kind"),
        ({"education": "some"}, "education"),
        ({"tags": "t" * 41}, "tags"),
        ({"tags": ";".join(map(str, range(21)))}, "tags"),
        ({"points": "-1"}, "points"),
        ({"points": "1.5"}, "points"),
        ({"points": "99999999"}, "points"),
        ({"points": "５"}, "points"),
        ({"joined": ""}, "points"),
        ({"mail_ok": "maybe"}, "consents/marketing:email"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_reason(changes: dict[str, str], field: str) -> None:
    assert [reason.partition(": ")[0] for reason in reasons(**changes)] == [field]


def test_every_reason_is_told_at_once_and_repeats_nothing_of_the_row() -> None:
    told = reasons(name="", phone="1390013", email="secret@", sex="secret", points="secret")

    assert len(told) == 5
    assert not any("secret" in reason or "1390013" in reason for reason in told)


@pytest.mark.parametrize(
    ("born", "joined", "taken"),
    [
        ("2002-05-01", "2020/05/01", True),
        ("2002-05-02", "2020/05/01", False),
        ("2004-02-29", "2022/02/28", False),
        ("2004-02-29", "2022/03/01", True),
        ("", "2020/05/01", True),
        ("2020-01-01", "", True),
    ],
)
def test_members_were_of_age_when_they_joined(born: str, joined: str, taken: bool) -> None:
    points = "" if not joined else "0"

    assert (reasons(born=born, joined=joined, points=points) == []) is taken


def test_a_file_of_one_city_takes_persons_of_no_other() -> None:
    assert reasons("sz") == []
    assert reasons("gz") == ["city: is not that of the import"]
    assert read(a_member_mapping(city=None), "gz").city == "gz"


def test_consents_of_a_day_still_to_come_are_none() -> None:
    consents: dict[str, Any] = {**a_member_mapping()["consents"], "on": "2026-11-23"}

    with pytest.raises(RowInvalid) as invalid:
        read(a_member_mapping(consents=consents))

    assert invalid.value.reasons == ("consents: are of a day still to come",)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (Record(2, ("a",)), "has 1 cells"),
        (Record(2, ("a",), "unexpected end of data"), "no CSV"),
        (Record(2, ("\udcff",) * len(HEADER)), "has bytes that are not utf-8"),
    ],
)
def test_what_is_no_row_is_refused(record: Record, reason: str) -> None:
    check = NewcomerCheck(
        MemberMapping.from_document(a_member_mapping()), HEADER, Ground(CITIES, None, NOW, ZONE)
    )

    with pytest.raises(RowInvalid) as invalid:
        check.newcomer(record)

    assert invalid.value.reasons[0].startswith(reason)
