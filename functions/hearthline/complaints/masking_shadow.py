"""A plain shadow of a text, for looking for personal data in it.

A telephone number can be written in full-width or Arabic-Indic digits, with zero-width characters or
right-to-left marks between them, or as key-cap emoji. The shadow has all of that folded away (Unicode
NFKC, UAX #15; format characters dropped), and remembers for each of its characters where it stood, so
that what is found in the shadow is hidden in the text itself and the rest of the text stays exactly as it
was written.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
"""The Chinese characters, for use inside a character class."""

LATIN = rf"[^\W\d_{HAN}]"
"""A letter of any other script."""

HIDDEN = "***"
"""What stands in the place of a number, an address or an account."""

_HAN_DIGIT_TABLE = str.maketrans("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "001234567891123456789")
_FOLDED = {
    **dict.fromkeys("•‧∙⋅・･●", "·"),
    **dict.fromkeys("−⁃ー", "-"),
    **dict.fromkeys("∶꞉", ":"),
    **dict.fromkeys("\u115f\u1160\u3164\uffa0", ""),
    **dict.fromkeys("\u2028\u2029\x0b\x0c\x85", "\n"),
    "\u2800": " ",
    "Х": "X",
    "х": "x",
}
_KEPT_CONTROLS = "\n\r\t"


@dataclass(frozen=True, slots=True)
class Find:
    """A stretch of the shadow, from `start` to before `end`, that is shown as `shown` instead."""

    start: int
    end: int
    shown: str = HIDDEN


@dataclass(frozen=True)
class Shadow:
    """The folded form of a text; `at[i]` is the index in `text` of the character behind `plain[i]`."""

    text: str
    plain: str
    at: list[int]

    @cached_property
    def digits(self) -> str:
        """`plain` with Chinese digit words as digits; each character still in its place."""
        return self.plain.translate(_HAN_DIGIT_TABLE)

    def apply(self, finds: Iterable[Find]) -> str:
        """The text with each find replaced; finds that overlap become one."""
        pieces: list[str] = []
        done = 0
        for find in _disjoint(finds):
            start, end = self.at[find.start], self._end(find.end)
            pieces += (self.text[done:start], find.shown)
            done = end
        pieces.append(self.text[done:])
        return "".join(pieces)

    def _end(self, end: int) -> int:
        after = self.at[end] if end < len(self.at) else len(self.text)
        return max(after, self.at[end - 1] + 1)


def shadow_of(text: str) -> Shadow:
    """The shadow of `text`. Linear in its length."""
    plain: list[str] = []
    at: list[int] = []
    for index, character in enumerate(text):
        folded = character if " " <= character <= "~" else _fold(character)
        plain.append(folded)
        at += [index] * len(folded)
    return Shadow(text, "".join(plain), at)


@lru_cache(maxsize=8192)
def _fold(character: str) -> str:
    if character in _FOLDED:
        return _FOLDED[character]
    category = unicodedata.category(character)
    if character not in _KEPT_CONTROLS and category in {"Cf", "Cc", "Mn", "Me"}:
        return ""
    if category == "Zs" or character == "\t":
        return " "
    if category == "Pd":
        return "-"
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    folded = unicodedata.normalize("NFKC", character)
    if folded != character:
        return "".join(map(_fold, folded))
    letter = unicodedata.normalize("NFD", character)[0]
    return letter if letter.isascii() else character


def _disjoint(finds: Iterable[Find]) -> Iterator[Find]:
    last: Find | None = None
    for find in sorted(finds, key=lambda found: (found.start, -found.end)):
        if last is None or find.start >= last.end:
            if last is not None:
                yield last
            last = find
        elif find.end > last.end:
            last = Find(last.start, find.end)
    if last is not None:
        yield last


class Pattern:
    """A regular expression compiled when it is first used, so that importing the rules stays cheap."""

    __slots__ = ("_compiled", "_flags", "_source")

    def __init__(self, source: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self._source = source
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def _ready(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        return self._compiled

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches that don't overlap, from left to right."""
        return self._ready().finditer(text)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The match that begins at `start`, if there is one."""
        return self._ready().match(text, start)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match between `start` and `end`."""
        return self._ready().search(text, start, len(text) if end is None else end)

    def findall(self, text: str) -> list[str]:
        """The texts of all matches, of a pattern without groups."""
        return [match.group() for match in self.finditer(text)]

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match of the whole text."""
        return self._ready().fullmatch(text)
