"""Complaint numbers: what a person may get wrong, and what is caught."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthline.platform import ids

MATERIAL = st.binary(min_size=5, max_size=5)


class FixedEntropy:
    def token(self, size: int) -> bytes:
        return bytes(range(size))


@given(MATERIAL)
def test_a_number_is_read_back_as_it_was_made(material: bytes) -> None:
    number = ids.number_from(material)

    assert len(number) == 9
    assert set(number) <= set(ids.ALPHABET)
    assert ids.read_number(number) == number


@given(MATERIAL)
def test_case_hyphens_and_spaces_are_forgiven(material: bytes) -> None:
    number = ids.number_from(material)

    assert ids.read_number(f"  {ids.display(number).lower()} ") == number
    assert ids.read_number(" ".join(number)) == number


@given(MATERIAL)
def test_look_alike_letters_are_forgiven(material: bytes) -> None:
    number = ids.number_from(material)

    for letter in "Ll", "Ii":
        for one in letter:
            assert ids.read_number(number.replace("1", one).replace("0", "O")) == number
    assert ids.read_number(number.replace("0", "o")) == number


@given(MATERIAL)
def test_full_width_characters_of_an_input_method_are_forgiven(material: bytes) -> None:
    number = ids.number_from(material)
    wide = "".join(chr(ord(character) + 0xFEE0) for character in number)

    assert ids.read_number(wide) == number
    assert ids.read_number(f"{wide[:4]}\uff0d{wide[4:8]}\uff0d{wide[8:].lower()}") == number


@given(MATERIAL, st.integers(0, 8), st.sampled_from(ids.ALPHABET))
def test_any_single_wrong_character_is_caught(material: bytes, place: int, wrong: str) -> None:
    number = ids.number_from(material)
    garbled = number[:place] + wrong + number[place + 1 :]

    assert ids.read_number(garbled) == (number if garbled == number else None)


@given(MATERIAL, st.integers(0, 8), st.integers(0, 8))
def test_any_two_swapped_characters_are_caught(material: bytes, one: int, other: int) -> None:
    number = ids.number_from(material)
    characters = list(number)
    characters[one], characters[other] = characters[other], characters[one]
    garbled = "".join(characters)

    assert ids.read_number(garbled) == (number if garbled == number else None)


def test_the_check_holds_for_every_pair_of_characters_at_every_place() -> None:
    base = ids.number_from(b"\x00" * 5)
    caught = 0
    for place in range(9):
        for wrong in ids.ALPHABET[1:]:
            assert ids.read_number(base[:place] + wrong + base[place + 1 :]) is None
            caught += 1
    assert caught == 9 * 31


@pytest.mark.parametrize(
    "text",
    ["", "-", "K7Q2-9XPD", "K7Q2-9XPD-33", "U0000000U", "0000*0000-0", "\x00" * 9, "0" * 9 + " " * 60],
)
def test_what_is_not_a_number_is_none(text: str) -> None:
    assert ids.read_number(text) is None


def test_only_the_first_forty_bits_count() -> None:
    assert ids.number_from(b"abcde" + b"more") == ids.number_from(b"abcde")
    assert ids.number_from(b"abcde") != ids.number_from(b"abcdf")


def test_too_little_material_is_refused() -> None:
    with pytest.raises(ValueError, match="40 bits"):
        ids.number_from(b"abcd")


def test_a_number_is_shown_in_groups() -> None:
    assert ids.display("K7Q29XPD3") == "K7Q2-9XPD-3"


def test_known_numbers_stay_what_they_are() -> None:
    # Numbers are printed on letters: the algorithm may never change.
    assert ids.number_from(b"\x00\x00\x00\x00\x01") == "000000012"
    assert ids.number_from(b"hearth"[:5]) == "D1JP2WKMV"


def test_identifiers_have_eighty_bits() -> None:
    assert ids.identifier(FixedEntropy()) == ids.encode(bytes(range(10)))
    assert len(ids.identifier(ids.SystemEntropy())) == 16
    assert ids.identifier(ids.SystemEntropy()) != ids.identifier(ids.SystemEntropy())


@given(st.binary(max_size=40))
def test_encoding_keeps_every_bit(material: bytes) -> None:
    text = ids.encode(material)
    bits = "".join(f"{ids.ALPHABET.index(character):05b}" for character in text)

    assert len(text) == -(-len(material) * 8 // 5)
    assert bits[: len(material) * 8] == "".join(f"{byte:08b}" for byte in material)
    assert set(bits[len(material) * 8 :]) <= {"0"}


@given(st.binary(min_size=5, max_size=5))
def test_a_code_without_a_check_is_read_as_forgivingly(material: bytes) -> None:
    code = ids.encode(material)

    assert ids.read_code(f" {code[:4].lower()}-{code[4:]} ".replace("0", "O"), 8) == code
    assert ids.read_code(code, 9) is None
    assert ids.read_code(code[:7] + "*", 8) is None
