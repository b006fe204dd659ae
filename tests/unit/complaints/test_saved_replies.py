"""Saved replies: which fit a case, what is filled in, and what an editor is kept from."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from hearthline.complaints.model import Contact, Home, Kind
from hearthline.complaints.saved_replies import (
    VARIABLES,
    filled,
    from_document,
    values_for,
    variables_in,
)
from hearthline.document_registry import KINDS
from tests.unit.complaints.builders import DEFAULTS, a_story, after, an_answered_story

ZONE = "Asia/Shanghai"
SHIPPED: dict[str, Any] = json.loads((DEFAULTS / "saved-replies-1.json").read_text("utf-8"))


def a_reply(**changes: Any) -> dict[str, Any]:
    reply = {
        "code": "thanks",
        "names": {"zh": "感谢", "en": "Thanks"},
        "texts": {"zh": "{name}您好，编号 {number}。", "en": "Dear {name}, number {number}."},
    }
    return {**reply, **changes}


def refused(*replies: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as invalid:
        KINDS.check("saved-replies", {"replies": list(replies)}, 2)
    return str(invalid.value)


def offered(kind: Kind, category: str | None) -> list[str]:
    complaint = a_story(kind=kind, category=category).complaint
    return [reply.code for reply in from_document(SHIPPED).values() if reply.fits(complaint)]


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ({"zh": "{phone}", "en": "{phone}"}, "unknown: phone"),
        ({"zh": "{ name}", "en": "{ name}"}, "unknown"),
        ({"zh": "{name.first}", "en": "{name.first}"}, "unknown"),
        ({"zh": "{name", "en": "{name"}, "unknown: {"),
        ({"zh": "name}", "en": "name}"}, "unknown: }"),
        ({"zh": "{}", "en": "{}"}, "unknown"),
        ({"zh": "一"}, "texts.en"),
        ({"zh": "一", "en": " "}, "texts.en"),
        ({"zh": "{name}", "en": "Dear {number}"}, "the same variables"),
        ({"zh": "一" * 4001, "en": "one"}, "texts.zh"),
        ({"zh": "一\u202e", "en": "one"}, "direction"),
    ],
)
def test_a_reply_that_could_not_be_sent_is_refused(texts: dict[str, str], why: str) -> None:
    assert why in refused(a_reply(texts=texts))


def test_a_code_stands_once_and_kinds_are_known() -> None:
    assert "thanks stands twice" in refused(a_reply(), a_reply())
    assert "kinds.0" in refused(a_reply(kinds=["rant"]))
    assert "categories" in refused(a_reply(categories=[]))


def test_the_replies_that_ship_are_about_what_customers_bring() -> None:
    assert len(SHIPPED["replies"]) >= 12
    categories = json.loads((DEFAULTS / "catalog-1.json").read_text("utf-8"))["categories"]
    known = {each["code"] for each in categories}
    assert all(set(reply.get("categories", ())) <= known for reply in SHIPPED["replies"])
    assert all(offered(kind, None) for kind in Kind)
    assert offered(Kind.REPAIR, "water_leak")[0] == "leak_received"
    assert "lift_stopped" in offered(Kind.COMPLAINT, "lift")
    assert "lift_stopped" not in offered(Kind.COMPLAINT, "noise")
    assert offered(Kind.SUGGESTION, "lift") == ["suggestion_thanks"]


def test_what_is_filled_in_comes_from_the_case_and_by_the_citys_clock() -> None:
    complaint = a_story().complaint
    values = values_for(complaint, "李娜", ZONE, "zh", after(minutes=1))

    assert values.keys() == VARIABLES
    assert (values["name"], values["handler"], values["project"]) == ("王小明", "李娜", "vista")
    assert (values["number"], values["answer_due"]) == ("K7Q2-9XPD-3", "11月3日09:00")
    assert values_for(complaint, "李娜", ZONE, "en", after(minutes=1))["answer_due"] == "09:00 on 3 November"


def test_a_handler_whom_the_reporting_line_does_not_name_signs_as_the_department() -> None:
    complaint = a_story().complaint

    assert values_for(complaint, None, ZONE, "zh", after())["handler"] == "客户关系专员"
    assert values_for(complaint, None, ZONE, "en", after())["handler"] == "Customer Relations"


def test_a_reply_that_names_what_the_case_lacks_does_not_fit() -> None:
    homeless = values_for(a_story(home=None).complaint, "Li", ZONE, "en", after(minutes=1))
    answered = values_for(an_answered_story().complaint, "Li", ZONE, "en", after(hours=1))
    late = values_for(a_story().complaint, "Li", ZONE, "en", after(hours=24))

    assert filled("about {project}", homeless) is None
    assert filled("by {answer_due}", answered) is None
    assert filled("by {answer_due}", late) is None
    assert filled("by {resolve_due}", answered) is not None


def test_what_a_customer_calls_themselves_is_not_filled_in_again() -> None:
    assert filled("Dear {name}", {"name": "{number}", "number": "1"}) == "Dear {number}"


def test_what_a_filer_calls_themselves_or_their_home_is_no_link_in_our_mail() -> None:
    bait = a_story(
        contact=Contact("See http://evil.example", email="victim@example.com"), home=Home("evil.example/win")
    ).complaint

    values = values_for(bait, None, ZONE, "en", after(minutes=1))

    assert values["name"] == "See http:\u2060//evil.\u2060example"
    assert values["project"] == "evil.\u2060example/win"


def test_no_variable_of_those_that_ship_is_left_standing() -> None:
    values = dict.fromkeys(VARIABLES, "x")
    for reply in SHIPPED["replies"]:
        for text in reply["texts"].values():
            assert variables_in(str(filled(text, values))) == set()
