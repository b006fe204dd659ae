"""What is typed into the forms of incidents and improvements, as the API's bodies have it."""

import pytest

from hearthline.pages import improvements
from hearthline.pages.incidents import announced, at_controls, numbers
from hearthline.platform.problems import FieldError, Problem


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (None, []),
        (" \n ", []),
        ("K7Q2-9XPD-D", ["K7Q2-9XPD-D"]),
        ("K7Q2-9XPD-D，nonsense、x\nk7q29xpdd", ["k7q29xpdd", "nonsense", "x"]),
    ],
)
def test_numbers_are_read_with_whatever_stands_between_them_each_once(
    typed: str | None, found: list[str]
) -> None:
    assert numbers(typed) == found


@pytest.mark.parametrize(
    ("texts", "body"),
    [
        ({"zh": "好了。"}, {"text": "好了。"}),
        ({"zh": " ", "en": "Done."}, {"text": "Done."}),
        ({"zh": "好了。", "en": "Done."}, {"text": "好了。", "translations": {"en": "Done."}}),
        ({}, {"text": ""}),
    ],
)
def test_the_first_text_is_everybodys(texts: dict[str, str], body: dict[str, object]) -> None:
    assert announced({"text": texts}) == body
    settled = announced({"text": texts, "settles": "on", "resolve": {"cause": "material"}})
    assert settled == {**body, "resolve": {"cause": "material"}}
    assert announced({"text": texts, "resolve": {"cause": "material"}}) == body


def test_what_is_wrong_with_a_text_stands_at_the_control_of_its_language() -> None:
    wrong = [FieldError(f"/{at}", "Wrong.") for at in ("text", "translations/en", "resolve/cause")]

    both = at_controls(Problem.invalid(wrong), {"text": {"zh": "好", "en": "Done."}})
    english = at_controls(Problem.invalid(wrong[:1]), {"text": {"en": "Done."}})

    assert [error.pointer for error in both.errors] == ["/text/zh", "/text/en", "/resolve/cause"]
    assert [error.pointer for error in english.errors] == ["/text/en"]


def test_an_amendment_is_what_differs() -> None:
    before = {"title": "Old", "text": "Same."}

    assert improvements.amendment({"title": "New", "text": "Same."}, before) == {"title": "New"}
    assert improvements.amendment({"complaints_added": "K7Q2-9XPD-D"}, before) == {
        "complaints_added": ["K7Q2-9XPD-D"]
    }
    assert improvements.amendment({"title": "Old"}, before) == {}
