"""What text in a field may be made of."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthline.platform.text_rules import clean_text


@given(st.text(max_size=40), st.booleans())
def test_text_is_kept_in_one_form_or_refused(value: str, multiline: bool) -> None:
    try:
        text = clean_text(value, 1, 20, multiline=multiline)
    except ValueError:
        return
    assert text == clean_text(text, 1, 20, multiline=multiline)
    assert text == unicodedata.normalize("NFC", text).strip()
    assert 1 <= len(text) <= 20
    assert not any(
        unicodedata.category(character) in {"Cc", "Cs"}
        for character in text.replace("\n", "").replace("\t", "")
    )
    assert text.encode()


@pytest.mark.parametrize(
    "value",
    [
        "漏水",
        "Wang O'Brien",
        "מים",
        "ماء",
        "👨\u200d👩\u200d👧",
        "می\u200cخواهم",
        "50 % > 3",
        "<b>bold</b>",
        "damaged \ufffd",
    ],
)
def test_what_people_write_is_welcome(value: str) -> None:
    assert clean_text(value, 1, 80) == value


def test_spaces_at_the_ends_are_not_counted() -> None:
    assert clean_text(" \u3000 Leak \n", 1, 4) == "Leak"


def test_characters_are_composed() -> None:
    assert clean_text("e\u0301", 1, 1) == "\u00e9"


def test_a_text_of_several_lines_has_one_kind_of_line_end() -> None:
    assert clean_text("a\r\nb\rc\u2028d\u0085e\tf", 1, 20, multiline=True) == "a\nb\nc\nd\ne\tf"


@pytest.mark.parametrize("value", ["a\nb", "a\r\nb", "a\tb", "a\u2029b"])
def test_a_line_is_one_line(value: str) -> None:
    with pytest.raises(ValueError, match="single line"):
        clean_text(value, 1, 80)


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\x0b", "\uffff"])
@pytest.mark.parametrize("multiline", [True, False])
def test_control_characters_are_refused(character: str, multiline: bool) -> None:
    with pytest.raises(ValueError, match="control character"):
        clean_text(f"a{character}b", 1, 80, multiline=multiline)


@pytest.mark.parametrize(
    "character", [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", *"\u200e\u200f\u061c"]
)
def test_characters_that_steer_the_direction_are_refused(character: str) -> None:
    with pytest.raises(ValueError, match="direction"):
        clean_text(f"invoice{character}fdp.exe", 1, 80)


@pytest.mark.parametrize("value", ["\ud800", "a\udfffb"])
def test_half_a_character_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="half"):
        clean_text(value, 1, 80)


@pytest.mark.parametrize("value", ["", "   ", "\n", "\u3000"])
def test_nothing_is_not_text(value: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        clean_text(value, 1, 80, multiline=True)
    assert clean_text(value, 0, 80, multiline=True) == ""


def test_length_is_counted_in_code_points() -> None:
    assert clean_text("🏠" * 5000, 1, 5000) == "🏠" * 5000
    with pytest.raises(ValueError, match="at most 5000 characters; it has 5001"):
        clean_text("漏" * 5001, 1, 5000)
    with pytest.raises(ValueError, match="at least 3"):
        clean_text("ab", 3, 5)


@pytest.mark.parametrize("value", ["sec\x00ret", "sec\u202eret", "sec\nret", "secret" * 20])
def test_the_refusal_repeats_nothing_of_the_text(value: str) -> None:
    with pytest.raises(ValueError, match=r"\.$|; it has") as caught:
        clean_text(value, 1, 80)
    assert "sec" not in str(caught.value)
