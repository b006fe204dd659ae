"""What is wrong with a questionnaire that somebody wrote: collected on the way, each with its question."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from hearthline.platform.problems import FieldError
from hearthline.platform.text_rules import clean_text
from hearthline.surveys.answer_reading import plain_name
from hearthline.surveys.model import Words

LANGUAGES: Final = ("zh", "en")
MOST_FAULTS: Final = 50

Object = Mapping[str, Any]


class Faults:
    """Collects errors. `named` begins each: the question that it is about, or nothing."""

    def __init__(self) -> None:
        self._errors: list[FieldError] = []
        self.named = ""

    @property
    def errors(self) -> tuple[FieldError, ...]:
        """The first of what was found."""
        return tuple(self._errors[:MOST_FAULTS])

    @property
    def count(self) -> int:
        """How many were found."""
        return len(self._errors)

    def add(self, at: str, detail: str) -> None:
        """Note what is wrong at a place."""
        told = f"{self.named}: {detail[0].lower()}{detail[1:]}" if self.named else detail
        self._errors.append(FieldError(at, told))

    def about(self, place: int, given: object) -> None:
        """Say which question comes next: by its id where it has a readable one, else by its number."""
        identity = given.get("id") if isinstance(given, Mapping) else None
        self.named = f'Question "{identity}"' if plain_name(identity) else f"Question {place + 1}"


def known_members(faults: Faults, given: Object, at: str, allowed: Sequence[str]) -> None:
    """Note the members of an object that it can't have."""
    for name in given:
        if name not in allowed:
            shown = f"{at}/{name}" if plain_name(name) else at
            faults.add(shown, f"There is no such field; there are {', '.join(allowed)}.")


def read_code(faults: Faults, given: object, at: str) -> str | None:
    """Give an id or a code, None and a note where it is none."""
    if plain_name(given):
        return given
    faults.add(at, "It needs a code of 1 to 40 small letters, digits, - and _, with no sign first.")
    return None


def read_flag(faults: Faults, given: Object, name: str, at: str) -> bool:
    """Give a member that is true or false; false where it is left out."""
    found = given.get(name, False)
    if not isinstance(found, bool):
        faults.add(f"{at}/{name}", f"{name} must be true or false.")
    return found is True


def read_words(
    faults: Faults, given: object, at: str, what: str, most: int, *, multiline: bool = False
) -> Words:
    """Give a text in every language; note each that is missing or no text. `what` names it in the errors."""
    if not isinstance(given, Mapping):
        faults.add(at, f"The {what} must be an object of a text in each of {', '.join(LANGUAGES)}.")
        return {}
    known_members(faults, given, at, LANGUAGES)
    found: dict[str, str] = {}
    for language in LANGUAGES:
        text = given.get(language)
        if text is None:
            faults.add(f"{at}/{language}", f"The {what} has no translation into {language}.")
            continue
        try:
            found[language] = clean_text(text, 1, most, multiline=multiline) if isinstance(text, str) else ""
        except ValueError as unfit:
            faults.add(f"{at}/{language}", f"The {what} can't be used: {unfit}")
            continue
        if not found[language]:
            faults.add(f"{at}/{language}", f"The {what} must be a text.")
    return found
