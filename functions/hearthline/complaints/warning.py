"""Words that warn: found in what a customer says, by lists that people edit. Pure, and linear in the text.

A text is compared without regard to case, width, invisible characters and spaces inside Chinese. Where a
word begins or ends with a letter or digit of an alphabet, a whole word is meant: `sue` is not in `issue`,
12345 not in a telephone number. Chinese has no such borders; what goes wrong by that, such as 登记者 for
记者, and what takes a warning back, such as 没有人受伤, stands as an `unless` phrase beside the words.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any
from unicodedata import normalize

from hearthline.complaints.parts import FlagCode

CODES = (FlagCode.DANGER, FlagCode.INJURY, FlagCode.LEGAL, FlagCode.PRESS)
"""The flags that words raise, in the order in which they are told."""

MOST_TOLD = 10
"""Words of one category that a flag names; more explain nothing more."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
_CHINESE = "\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_SPACES = re.compile(r"\s+")
_SPACE_IN_CHINESE = re.compile(f"(?<=[{_CHINESE}]) | (?=[{_CHINESE}])")
_LETTER = re.compile(f"[^\\W_{_CHINESE}]")


@dataclass(frozen=True, slots=True)
class Category:
    """What warns of one thing, and what takes it back. Each word with the form in which it is looked for."""

    words: Mapping[str, str]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordList:
    """One version of the list of words that warn."""

    categories: Mapping[FlagCode, Category] = field(default_factory=dict)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "WordList":
        """Read a saved word-list document."""
        return cls(
            {
                code: Category(
                    {word: alike(word) for word in _all(given["words"])},
                    tuple(alike(phrase) for phrase in _all(given.get("unless", {}))),
                )
                for code in CODES
                if (given := document["categories"].get(code.value))
            }
        )

    def found_in(self, text: str) -> dict[FlagCode, tuple[str, ...]]:
        """Give, for each category of which some word is found, those words as they stand in the list."""
        read = alike(text)
        found = {}
        for code, category in self.categories.items():
            words = _found(read, category)
            if words:
                found[code] = words
        return found


NO_WORDS = WordList()


def alike(text: str) -> str:
    """Give the form in which texts and words are compared; doing it twice changes nothing more."""
    plain = _INVISIBLE.sub("", normalize("NFKC", normalize("NFKC", text).casefold()))
    return _SPACE_IN_CHINESE.sub("", _SPACES.sub(" ", plain)).strip()


def _all(by_language: Mapping[str, Any]) -> list[str]:
    return [word for words in by_language.values() for word in words]


def _found(text: str, category: Category) -> tuple[str, ...]:
    present = [word for word, form in category.words.items() if form in text]
    if not present:
        return ()
    taken_back = _TakenBack(text, category.unless)
    found = []
    for word in present:
        form = category.words[word]
        if any(not taken_back(start, start + len(form)) for start in _places(text, form)):
            found.append(word)
            if len(found) == MOST_TOLD:
                break
    return tuple(found)


class _TakenBack:
    """Tells whether a place in a text lies within one of the phrases that take a warning back."""

    def __init__(self, text: str, phrases: tuple[str, ...]) -> None:
        spans = sorted((start, start + len(phrase)) for phrase in phrases for start in _places(text, phrase))
        self._starts = [start for start, _ in spans]
        self._reach = list(accumulate((end for _, end in spans), max))

    def __call__(self, start: int, end: int) -> bool:
        before = bisect_right(self._starts, start)
        return before > 0 and self._reach[before - 1] >= end


def _places(text: str, form: str) -> Iterator[int]:
    """Give where this form stands in the text as a whole word."""
    at = text.find(form)
    while at != -1:
        if not (_joined(text, at) or _joined(text, at + len(form))):
            yield at
        at = text.find(form, at + 1)


def _joined(text: str, place: int) -> bool:
    """Tell whether the characters on both sides of a place belong to one word of an alphabet."""
    return 0 < place < len(text) and bool(_LETTER.match(text, place - 1) and _LETTER.match(text, place))
