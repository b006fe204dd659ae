"""What a row may say in words, and what stands for what it may not."""

import pytest

from hearthline.analytics.words import Pseudonyms, Words
from hearthline.platform.secret import Secret


def pseudonyms(secret: str = "a secret that is long enough for a test of this kind") -> Pseudonyms:
    return Pseudonyms(Secret(lambda: secret))


@pytest.fixture
def words() -> Words:
    return Words(pseudonyms(), {"project": ["海岸花园"], "contractor": []})


def test_a_word_of_the_companys_lists_is_said(words: Words) -> None:
    assert words.word("project", "海岸花园") == "海岸花园"


def test_any_other_word_is_a_pseudonym_that_keeps_equal_ones_together(words: Words) -> None:
    one, same, other = (words.word("project", text) for text in ("王小明 138", "王小明 138", "海岸花园 "))

    assert one == same != other
    assert one is not None
    assert one.startswith("~")
    assert len(one) == 17


def test_a_list_says_nothing_of_other_words(words: Words) -> None:
    assert words.word("contractor", "海岸花园") != "海岸花园"


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_stays_nothing(words: Words, nothing: str | None) -> None:
    assert words.word("project", nothing) is None
    assert words.pseudonym("staff", None) is None


def test_a_pseudonym_is_of_one_kind_and_one_installation() -> None:
    here, elsewhere = pseudonyms(), pseudonyms("another secret that is long enough for a test")

    assert here.of("complaint", "K7Q29XPD3") == here.of("complaint", "K7Q29XPD3")
    different = {here.of("complaint", "x"), here.of("staff", "x"), elsewhere.of("staff", "x")}
    assert len(different) == 3
