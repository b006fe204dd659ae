"""How a name is shown, and the names that the caller knows hidden wherever they stand.

A Chinese name keeps its surname (王小明 → 王**), another its initials (John Smith → J*** S***). The
number of stars tells nothing of the name's length.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from hearthline.complaints import masking_words as words
from hearthline.complaints.masking_shadow import HAN, HIDDEN, LATIN, Find, Pattern, Shadow, shadow_of

_STARS = "**"
_HAN_RUN = Pattern(rf"[{HAN}]+")
_TITLE = "|".join(words.TITLES + words.POSTS)
_MOST_PARTS = 4
_LATIN_PART = Pattern(rf"{LATIN}(?:{LATIN}|['’\-](?={LATIN}))*+")
_SHOWN_PART = Pattern(
    rf"(?P<han>[{HAN}]+(?:\*+[{HAN}]*)*)|(?P<latin>{LATIN}(?:{LATIN}|['’])*)\.?\**|(?P<rest>[\w*]+)"
)
_SHOWN_HAN = Pattern(rf"[{HAN}]{{1,2}}\*\*(?:{_TITLE})?")


def shown(name: str) -> str:
    """How a name is shown; the shown form is shown as it is, and an empty name stays empty."""
    plain = re.sub(rf"(?<=[{HAN}])[ ·.\-_/]+(?=[{HAN}])", "", shadow_of(name).plain).strip()
    parts = islice(_SHOWN_PART.finditer(plain), _MOST_PARTS)
    pieces = list(dict.fromkeys(map(_shown_part, parts)))
    return " ".join(pieces) or ("*" if plain else "")


def _shown_part(part: re.Match[str]) -> str:
    text = part.group()
    if part["latin"]:
        return text if part["latin"].lower() in words.MISTERS else initial(text)
    if part["rest"]:
        return "*" if text == "*" else "***"
    if _SHOWN_HAN.fullmatch(text):
        return text
    name = text.replace("*", "")
    for title in words.TITLES + words.POSTS:
        if name.endswith(title) and len(name) > len(title):
            stem = name.removesuffix(title)
            surname = stem[: surname_length(stem)]
            return name if stem == surname else surname + _STARS + title
    return "*" if len(name) == 1 else name[: surname_length(name)] + _STARS


def initial(word: str) -> str:
    """The first letter of a word of a name, and stars."""
    return word[0].upper()[0] + HIDDEN


def surname_length(name: str) -> int:
    """How many characters of a Chinese name are its surname."""
    return 2 if len(name) > 2 and name[:2] in words.COMPOUND_SURNAMES else 1


@dataclass(frozen=True, slots=True)
class Known:
    """What finds a name, or a part of one, in a shadow; `stars` for a part of which nothing may be shown."""

    pattern: re.Pattern[str]
    stars: bool = False


def finds(shadow: Shadow, known: Iterable[Known]) -> Iterator[Find]:
    """Wherever the known names stand."""
    for name in known:
        for match in name.pattern.finditer(shadow.plain):
            yield Find(match.start(), match.end(), _STARS if name.stars else shown(match.group()))


def known_names(names: Iterable[str]) -> list[Known]:
    """What finds the given names: whole, turned round, cut up, in any case, and by their parts alone.

    A single character is no name to look for: the surname alone may be shown.
    """
    known: list[Known] = []
    for name in dict.fromkeys(names):
        plain = " ".join(shadow_of(name).plain.split())
        known += _known_han("".join(_HAN_RUN.findall(plain)))
        sources = list(_latin_sources(_LATIN_PART.findall(plain)))
        if sources:
            known.append(_known("|".join(sources)))
    return known


def _known(source: str) -> Known:
    return Known(re.compile(source, re.IGNORECASE))


def _known_han(name: str) -> Iterator[Known]:
    for title in words.TITLES + words.POSTS:
        name = name.removesuffix(title)
    if len(name) < 2:
        return
    yield _known(r"[ ·.\-_/]{0,2}".join(map(re.escape, name)))
    given = name[surname_length(name) :]
    if len(given) > 1 and given not in words.GIVEN_LIKE_WORDS:
        yield Known(re.compile(re.escape(given)), stars=True)


def _latin_sources(parts: Sequence[str]) -> Iterator[str]:
    before, after = rf"(?<!{LATIN})", rf"(?!{LATIN})"
    names = [part for part in parts if part.lower() not in words.MISTERS]
    if len(names) > 1:
        gap = r"[\s,.·\-_]{0,3}(?:[a-z]\.?[\s]{1,2})?"
        for ordered in (names, names[::-1]):
            yield before + gap.join(map(re.escape, ordered)) + after
    for part in names:
        alone = len(part) > 2 and part.lower() not in words.ENGLISH_NAME_WORDS
        if alone or (len(names) == 1 and len(part) > 1):
            yield before + re.escape(part) + after
