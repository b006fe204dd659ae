"""What is wrong with a document, in its page's words: each fault at its control, or on its line of the text.

The checks say in English what is wrong, for programs. What the page has no words for is told as they say it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from hearthline.pages.settings.part_forms import TAKEN, Control
from hearthline.platform.problems import FieldError

_WORDS: Final = tuple(
    (re.compile(pattern, re.DOTALL), word)
    for pattern, word in (
        (r"Must be given\.|Must not be empty\.|String should have at least 1 character\.", "empty"),
        (r"No such field\.|is not a field of a calendar", "unknown"),
        (r"Must be an object\.|must be an object|Input should be a valid dictionary\.", "object"),
        (r"must be an array|Input should be a valid list\.", "list"),
        (r"String should match pattern .*@.*", "email"),
        (r"String should match pattern .*\+\[1-9\].*", "phone"),
        (r"String should match pattern .*24:00.*|must be a time from .*", "time"),
        (r"String should match pattern .*\[0-5\].*", "time"),
        (r"String should match pattern .*", "code"),
        (r"String should have at most (\d+) characters?\.", "long"),
        (r"Must have at most (\d+) characters; .*", "long"),
        (r"Contains .*", "characters"),
        (r"Must be a single line without tabs\.", "one_line"),
        (r"Input should be greater than or equal to ([\d.]+)\.", "at_least"),
        (r"Input should be less than or equal to ([\d.]+)\.", "at_most"),
        (r"Input should be greater than ([\d.]+)\.", "more_than"),
        (r"Input should be a valid (?:integer|number).*", "number"),
        (r"must be a whole number from (\d+) to (\d+)", "number_between"),
        (r"Input should be a valid string\.|must be a text", "text"),
        (r"Input should be a valid boolean\.|must be true or false", "boolean"),
        (r"Input should be ('.*)\.|must be (\".*)", "one_of"),
        (r"List should have at least (\d+) items?.*", "least_items"),
        (r"List should have at most (\d+) items?.*", "most_items"),
        (r"Must be a date.*|must be a date.*|is no day of any year.*|.*valid date.*", "date"),
        (r"must lie in (\d+) or the year beside it", "other_year"),
        (r"must not be listed twice: (.*)", "listed_twice"),
        (r"must end after it starts.*", "period"),
        (r"must not start before the period above it ends", "periods"),
        (r"must be a pair of times.*", "pair"),
        (r"must be a time zone of the IANA database.*", "zone"),
        (r".* is no target: .*", "target"),
        (r"must be longer than nothing", "longer"),
        (r"must be a share such as .*", "moment"),
        (r"only a step at or after the deadline repeats", "repeats"),
        (r"`at` and `every` must be counted in the same unit", "same_unit"),
        (r"agent, lead and manager must not fall", "limits"),
        (r"targets are missing for (.*)", "targets"),
        (r"acknowledge_within_minutes needs a default", "default"),
        (r"(?:.*): (.*) stands twice", "twice"),
        (r"stands twice: (.*)", "twice"),
        (r"always taken back: (.*)", "taken_back"),
        (r"takes no word back: (.*)", "idle"),
        (r"must hold something that can be seen", "seen"),
        (r"(.*) is no city of the catalog", "city"),
        (r"(.*) is no category of the catalog", "category"),
        (r"(.*) is missing; a city stays, .*", "city_stays"),
        (r"in the catalog it is the team of (.*)", "own_team"),
        (r"(.*) is neither among the teams nor a city's own", "team"),
        (r"save calendar-(.*) first", "calendar"),
        (r"The reporting line in force would not fit: (.*)", "line_unfit"),
        (r"The saved replies in force would not fit: (.*)", "replies_unfit"),
        (r"`until` must not be before `from`", "until"),
        (r"absences of one person must not overlap", "overlap"),
        (r"not among the people: (.*)", "people"),
        (r"on (.*), nobody is left to stand in for (.*)", "circle"),
        (r"unknown: (.*); there are (.*)", "variables"),
        (r"both languages must use the same variables", "alike"),
        (r"gold must not get less than senior", "discounts"),
        (r"must begin and end at different times, .*", "quiet"),
        (r"the weights add up to (.*), not to 100", "weights"),
        (r"Must be plain text, without HTML\.", "plain"),
        (r"exactly one of (.*)", "exactly_one"),
        (r"when is needed", "empty"),
        (r"the campaign says when it asks, .*", "survey_when"),
        (r"until handed_over is for .*|every_months is for .*|a transfer's own step .*", "step_unfit"),
        (r"a value needs as_of and source", "value_source"),
        (r"The text is not JSON: line (\d+), column (\d+)\.", "json_at"),
        (r"The text is .*", "json"),
        (r"It is no list of a year\.", "year_list"),
        (re.escape(TAKEN), "taken"),
    )
)


@dataclass(frozen=True, slots=True)
class Told:
    """One fault: where it is, in words and as a control or a line of the text; `foreign`: told in English."""

    place: str
    sentence: str
    name: str | None = None
    line: int | None = None
    foreign: bool = False


def at_controls(
    errors: Iterable[FieldError], controls: Iterable[Control], said: Mapping[str, Any]
) -> list[Told]:
    """Give the faults of a part's form, the first of each control; `said` are the words of settings."""
    known = list(controls)
    found: dict[str, Told] = {}
    for error in errors:
        name = next((control for at, control in known if _within(error.pointer, at)), None)
        place = _label(name, said) if name else steps_of(error.pointer, said)
        sentence, foreign = sentence_of(error.detail, said)
        found.setdefault(name or error.pointer, Told(place, sentence, name, foreign=foreign))
    return list(found.values())


def in_text(errors: Iterable[FieldError], lines: Mapping[str, int], said: Mapping[str, Any]) -> list[Told]:
    """Give the faults of a text, each on the line on which the part that is wrong begins."""
    found = []
    for error in errors:
        at = error.pointer
        while at and at not in lines:
            at = at.rpartition("/")[0]
        known = _NOT_JSON.fullmatch(error.detail)
        sentence, foreign = sentence_of(error.detail, said)
        # What is wrong with the whole has no line, and what is missing from it neither.
        line = int(known[1]) if known else lines.get(at) if at else None
        found.append(Told(steps_of(error.pointer, said), sentence, line=line, foreign=foreign))
    return found


_NOT_JSON: Final = re.compile(r"The text is not JSON: line (\d+), column \d+\.")


def sentence_of(detail: str, said: Mapping[str, Any]) -> tuple[str, bool]:
    """Give what is wrong in the page's words, and whether there were none for it."""
    for pattern, word in _WORDS:
        found = pattern.fullmatch(detail)
        if found:
            values = [value for value in found.groups() if value is not None]
            return str(said["faults"][word]).format(*values), False
    return detail, True


def steps_of(pointer: str, said: Mapping[str, Any]) -> str:
    """Give a pointer as a way: `teams › sz-lift › members`; members of a list are counted from 1."""
    steps = [str(int(step) + 1) if step.isdecimal() else step for step in pointer.split("/") if step]
    return " › ".join(steps) if steps else str(said["whole"])


def _within(pointer: str, at: str) -> bool:
    return pointer == at or pointer.startswith(f"{at}/")


def _label(control: str, said: Mapping[str, Any]) -> str:
    """Give what the page calls a control, with the number of its row."""
    first, *rest = control.split(".")
    name = str(said["controls"][first])
    if rest and rest[0].isdecimal():
        return str(said["row"]).format(name, int(rest[0]) + 1)
    language = said["languages"].get(rest[0]) if rest else None
    return f"{name} · {language}" if language else name
