"""Referral codes: making one, marking whose it is, and reading one as people type it."""

from typing import Final

from hearthline.members import keys
from hearthline.platform.ids import Entropy, encode, read_code
from hearthline.platform.table import ABSENT, Delete, Guard, Put, Table

LENGTH: Final = 8
"""Characters of a code, in Crockford's base 32: 40 random bits."""

_BYTES: Final = 5


def new_code(entropy: Entropy) -> str:
    """Give a new code. One that somebody has already is refused when its mark is written."""
    return encode(entropy.token(_BYTES))


def code_from(fingerprint: str) -> str:
    """Give the code that a keyed hash (in hexadecimal) leads to: the same hash, the same code."""
    return encode(bytes.fromhex(fingerprint)[:_BYTES])


def mark_of(code: str, person: str) -> Put:
    """Give the action that makes a code somebody's, written with them; refused where it is another's."""
    return Put({"pk": keys.referral_code(code), "sk": keys.HEAD, "person": person}, ABSENT)


def unmark(code: str, person: str) -> Delete:
    """Give the action that makes a code nobody's; refused where it is another's."""
    theirs = Guard("attribute_not_exists(pk) OR person = :person", {}, {":person": person})
    return Delete(keys.referral_code(code), keys.HEAD, theirs)


def read(text: str) -> str | None:
    """Give a code as it is kept, or None for what cannot be one.

    Case, hyphens, spaces, full-width characters, O for 0 and I or L for 1 are forgiven.
    """
    return read_code(text, LENGTH)


class ReferralCodes:
    """Looks codes up in the members table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def resolve(self, text: str) -> str | None:
        """Give the id of whose code this is, or None for one that nobody has. One request at most."""
        code = read(text)
        mark = self._table.get(keys.referral_code(code), keys.HEAD) if code else None
        return str(mark["person"]) if mark else None
