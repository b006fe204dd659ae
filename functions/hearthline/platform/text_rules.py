"""What text in a field may be made of.

Text is kept in Unicode normalisation form C, trimmed, its lines ended by a line feed. Refused are characters
that a reader can't see and that make text pass for another: control characters, half surrogates, and all that
only steers the direction of writing (embeddings, overrides and isolates U+202A-202E and U+2066-2069, and the
marks U+200E, U+200F and U+061C). Letters of scripts written from right to left are welcome: they carry their
direction in themselves, and a field of its own needs no mark. Joiners (U+200C, U+200D) stay: names and emoji
need them. U+FFFD stays too: a customer's copied text may hold one, and is a complaint all the same.
"""

import re
from typing import Final
from unicodedata import normalize

_LINE_ENDS: Final = re.compile("\r\n?|[\u0085\u2028\u2029]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_DIRECTION: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LINKABLE: Final = re.compile(r"(?<=\w)(?:\.(?=[^\W\d_])|:(?=//)|@)")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def clean_text(value: str, least: int, most: int, *, multiline: bool = False) -> str:
    """Return the text as it is kept: form C, trimmed, `least` to `most` code points.

    Only with `multiline` it may have line breaks and tabs. Raises ValueError with a sentence that says what
    is wrong and repeats nothing of the text.
    """
    if _SURROGATE.search(value):
        raise ValueError("Contains half of a character.")
    text = normalize("NFC", _LINE_ENDS.sub("\n", value)).strip()
    if _CONTROL.search(text):
        raise ValueError("Contains a control character.")
    if _DIRECTION.search(text):
        raise ValueError("Contains a character that changes the direction of writing.")
    if not multiline and ("\n" in text or "\t" in text):
        raise ValueError("Must be a single line without tabs.")
    if len(text) < least:
        raise ValueError("Must not be empty." if least == 1 else f"Must have at least {least} characters.")
    if len(text) > most:
        raise ValueError(f"Must have at most {most} characters; it has {len(text)}.")
    return text


def without_links(text: str) -> str:
    """Give text in which mail programs find no address to make into a link; it reads the same."""
    return _LINKABLE.sub(lambda match: f"{match[0]}\u2060", text)
