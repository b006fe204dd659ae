"""What is typed into the forms about persons, as the API's bodies are written."""

from typing import Any

import pytest

from hearthline.pages.person_forms import adjusting, declaring, editing, member_number, seeking
from hearthline.pages.persons import messages, who_has_it
from hearthline.platform.problems import Problem

PERSON = {"kind": "customer", "city": "bj", "tags": ["vip"]}


@pytest.mark.parametrize(
    ("form", "query"),
    [
        ({"sought": "138 0013 8000"}, {"phone": "138 0013 8000"}),
        ({"sought": "wang＠example.com"}, {"email": "wang＠example.com"}),
        ({"home": "0" * 32, "cursor": "c"}, {"home": "0" * 32, "cursor": "c"}),
        (
            {"home": {"city": "sz", "project": " 云顶 ", "building": "3", "unit": "1"}, "kind": "press"},
            {"home": "sz/云顶/3/1", "kind": "press"},
        ),
    ],
)
def test_somebody_is_looked_for_by_one_thing(form: dict[str, Any], query: dict[str, str]) -> None:
    assert seeking(form) == query


def test_a_home_is_named_in_full() -> None:
    with pytest.raises(Problem) as told:
        seeking({"home": {"city": "sz", "project": "云顶"}})

    assert [error.pointer for error in told.value.errors] == ["/home/building", "/home/unit"]


@pytest.mark.parametrize(
    ("typed", "number"), [("0123 4567 89ab cdef", "0123456789ABCDEF"), ("13800138000", None)]
)
def test_a_member_number_is_told_from_a_contact(typed: str, number: str | None) -> None:
    assert member_number({"sought": typed}) == number


def test_a_form_changes_what_reads_otherwise_than_the_person_stands() -> None:
    assert editing({"kind": "customer", "city": "bj", "tags": "vip"}, PERSON) == {}
    assert editing({"kind": "tenant", "city": "sz", "tags": "vip，b"}, PERSON) == {
        "kind": "tenant",
        "city": "sz",
        "tags": ["vip", "b"],
    }
    assert editing({"kind": "customer"}, PERSON) == {"city": None, "tags": []}


def test_a_declaration_says_what_was_spoken_of_and_no_more() -> None:
    said = {
        "survey": {"email": "given"},
        "marketing": {"sms": "withdrawn"},
        "via": "hotline",
        "text_version": "3",
    }

    assert declaring({"consents": said}) == {
        "consents": {
            "survey": {"email": True},
            "marketing": {"sms": False},
            "via": "hotline",
            "text_version": 3,
        }
    }
    with pytest.raises(Problem):
        declaring({"consents": {"via": "hotline", "text_version": "3"}})


@pytest.mark.parametrize(("typed", "amount"), [("−1,200", -1200), ("+5", 5), ("1.5", 1.5), ("viel", "viel")])
def test_points_are_read_as_people_write_them(typed: str, amount: object) -> None:
    assert adjusting({"amount": typed, "sure": "yes"}) == {"amount": amount}


def test_a_message_names_the_case_that_it_is_about() -> None:
    told = messages([{"about": "complaint/K7Q29XPDD"}, {"about": "person/0123456789ABCDEF"}])

    assert [one["case"] for one in told] == ["K7Q2-9XPD-D", None]
    assert who_has_it({"state": {"status": "taken"}}) is None
    assert who_has_it({"state": {"member": "A"}}) == "A"
