"""Numbers people read aloud, and identifiers nobody reads.

Everything is written in Crockford's base 32 (https://www.crockford.com/base32.html): digits and capital
letters without I, L, O and U.

A complaint's number is 8 such characters and a check character. Crockford's own check (modulo 37) needs five
symbols outside the alphabet (``* ~ $ = U``), awkward in addresses and on the telephone. This check stays
inside the alphabet: the characters are taken as elements of the field GF(2^5) and as the coefficients of a
polynomial, and the check character is chosen so that the polynomial of all nine vanishes at the field's
generator *a*. Position *i* from the right thus weighs *a*^i. The weights are nine different elements, none
zero, and therefore

- any single wrong character changes the sum by (difference × weight), never zero: always caught;
- swapping any two different characters, neighbours or not, changes it by (difference × (sum of two different
  weights)), never zero: always caught;
- of all other garblings 31 in 32 are caught.
"""

import os
from typing import Final, Protocol

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NUMBER_LENGTH: Final = 9
_MATERIAL_BYTES: Final = 5
_LONGEST_READ: Final = 64

# x^5 + x^2 + 1, primitive over GF(2): its root generates all 31 non-zero elements of the field.
_FIELD_POLYNOMIAL: Final = 0b100101


def _readings() -> dict[str, int | None]:
    """What each accepted character means: a digit's value, or None for a separator that is skipped."""
    separators = " -\t\u00a0\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u3000\uff0d"
    readings: dict[str, int | None] = dict.fromkeys(separators)
    written = {character: value for value, character in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
    for character, value in written.items():
        wide = chr(ord(character) + 0xFEE0)  # what a Chinese input method types in full-width mode
        for form in (character, character.lower(), wide, wide.lower()):
            readings[form] = value
    return readings


_READINGS: Final = _readings()


class Entropy(Protocol):
    """The one source of randomness; tests give a predictable one."""

    def token(self, size: int) -> bytes:
        """Return ``size`` bytes that nobody can guess."""
        ...


class SystemEntropy:
    """Randomness from the operating system, fit for keys."""

    def token(self, size: int) -> bytes:
        """Return ``size`` bytes from the system's cryptographic generator."""
        return os.urandom(size)


def encode(material: bytes) -> str:
    """Write bytes in base 32, 5 bits a character, padded with zero bits: 16 bytes are 26 characters."""
    length = -(-len(material) * 8 // 5)
    bits = int.from_bytes(material) << (length * 5 - len(material) * 8)
    return "".join(ALPHABET[bits >> (5 * place) & 31] for place in reversed(range(length)))


def identifier(entropy: Entropy) -> str:
    """Return a new identifier of 16 characters (80 random bits)."""
    return encode(entropy.token(10))


def number_from(material: bytes) -> str:
    """Return the complaint number of 9 characters that the first 40 bits of ``material`` stand for.

    Equal material gives the equal number. Raises ValueError for less than 5 bytes.
    """
    if len(material) < _MATERIAL_BYTES:
        raise ValueError("a number needs 40 bits of material")
    digits = encode(material[:_MATERIAL_BYTES])
    return digits + ALPHABET[_times_generator(_at_generator([ALPHABET.index(digit) for digit in digits]))]


def display(number: str) -> str:
    """Return a number as people see it: ``K7Q29XPD3`` as ``K7Q2-9XPD-3``."""
    return f"{number[:4]}-{number[4:8]}-{number[8:]}"


def read_number(text: str) -> str | None:
    """Return the number that a person wrote, or None where it isn't one or its check character is wrong.

    Case, hyphens, spaces, full-width characters, O for 0 and I or L for 1 are forgiven.
    """
    digits = _digits(text, NUMBER_LENGTH)
    return _written(digits) if digits and _at_generator(digits) == 0 else None


def read_code(text: str, length: int) -> str | None:
    """Return a code of so many characters that a person wrote, or None where it isn't one.

    What `read_number` forgives is forgiven here.
    """
    digits = _digits(text, length)
    return _written(digits) if digits else None


def _digits(text: str, length: int) -> list[int] | None:
    """Return what the characters of a text mean, None where they are not just so many, or none of ours."""
    if len(text) > _LONGEST_READ:
        return None
    digits: list[int] = []
    for character in text:
        if character not in _READINGS:
            return None
        value = _READINGS[character]
        if value is not None:
            digits.append(value)
    return digits if len(digits) == length else None


def _written(digits: list[int]) -> str:
    return "".join(ALPHABET[digit] for digit in digits)


def _times_generator(element: int) -> int:
    """Multiply an element of GF(2^5) by the generator."""
    doubled = element << 1
    return doubled ^ _FIELD_POLYNOMIAL if doubled & 0b100000 else doubled


def _at_generator(digits: list[int]) -> int:
    """Return the value, at the generator, of the polynomial with these coefficients, highest first."""
    total = 0
    for digit in digits:
        total = _times_generator(total) ^ digit
    return total
