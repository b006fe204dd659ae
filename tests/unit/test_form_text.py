"""Forms and query strings."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthline.platform.form_text import nest, read_pairs
from hearthline.platform.problems import Problem

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.dictionaries(TEXT, TEXT, max_size=5))
def test_what_a_browser_sends_is_read(pairs: dict[str, str]) -> None:
    assert read_pairs(urlencode(pairs), sign="/") == pairs


def test_unencoded_characters_are_read_as_they_are() -> None:
    assert read_pairs("city=杭州&title=Water+leak%21", sign="/") == {"city": "杭州", "title": "Water leak!"}


def test_a_name_without_value_is_empty_and_empty_pieces_are_nothing() -> None:
    assert read_pairs("a&&b=", sign="/") == {"a": "", "b": ""}
    assert read_pairs("", sign="/") == {}


def test_a_name_that_stands_twice_is_refused_and_named() -> None:
    with pytest.raises(Problem) as caught:
        read_pairs("limit=1&limit=2", sign="?")
    assert caught.value.status == 422
    assert caught.value.errors[0].pointer == "?limit"


@pytest.mark.parametrize("text", ["a=%ff", "%ff=a", "a=%ed%a0%80", "a=\ud800"])
def test_what_is_not_utf_8_is_unreadable(text: str) -> None:
    with pytest.raises(Problem) as caught:
        read_pairs(text, sign="/")
    assert caught.value.status == 400


def test_too_many_fields_are_unreadable() -> None:
    assert len(read_pairs("&".join(f"f{i}=1" for i in range(100)), sign="/")) == 100
    with pytest.raises(Problem) as caught:
        read_pairs("&".join(f"f{i}=1" for i in range(101)), sign="/")
    assert caught.value.status == 400


def test_dotted_names_become_objects() -> None:
    pairs = {"title": "Leak", "contact.name": "Wang", "contact.phone": "1", "home.project": "p"}
    assert nest(pairs) == {
        "title": "Leak",
        "contact": {"name": "Wang", "phone": "1"},
        "home": {"project": "p"},
    }


def test_controls_that_were_left_empty_are_not_given() -> None:
    assert nest({"title": "Leak", "contact.email": "", "occurred_on": ""}) == {"title": "Leak"}


@pytest.mark.parametrize(
    "pairs",
    [
        {"contact": "x", "contact.name": "y"},
        {"contact.name": "y", "contact": "x"},
        {"contact..name": "y"},
        {".": "y"},
        {"": "y"},
    ],
)
def test_unclear_names_are_refused(pairs: dict[str, str]) -> None:
    with pytest.raises(Problem) as caught:
        nest(pairs)
    assert caught.value.status == 422
