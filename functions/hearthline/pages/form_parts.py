"""Parts of posted forms: lists whose members are numbered, texts in both languages, and numbers."""

import re
from collections.abc import Mapping
from typing import Any, Final

LANGUAGES: Final = ("zh", "en")
_NUMBER: Final = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,6})?")


def part(given: object) -> Mapping[str, Any]:
    """Give an object of a form, an empty one where there is none."""
    return given if isinstance(given, Mapping) else {}


def listed(given: object) -> list[Mapping[str, Any]]:
    """Give the members of a list whose controls are named by numbers, in the order of these."""
    numbered = [(int(name), each) for name, each in part(given).items() if name.isdecimal() and len(name) < 6]
    return [part(each) for _, each in sorted(numbered, key=lambda pair: pair[0])]


def both(given: object) -> dict[str, str]:
    """Give a text in both languages, empty where nothing was typed."""
    typed = part(given)
    return {language: str(typed.get(language, "")).replace("\r\n", "\n") for language in LANGUAGES}


def number_or_text(given: str) -> int | float | str:
    """Give a number as it was meant, and what is none as it was typed."""
    text = given.strip()
    found = _NUMBER.fullmatch(text)
    if found is None:
        return given
    return float(text) if found.group(1) else int(text)
