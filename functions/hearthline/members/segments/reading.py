"""Reading a filter that somebody wrote: the tree that it means, or every reason why it means nothing.

Each error points into the document, as `/filter/all/1/points/at_least`, and repeats nothing of it. What no
data can ever meet is an error, too: a range that ends before it begins, a city that does not exist.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from hearthline.members.segments import language
from hearthline.members.segments.conditions import Wrong, below, read_condition, wrong
from hearthline.members.segments.language import All, AnyOf, Field, Filter, Not
from hearthline.platform.problems import FieldError

COMBINATORS: Final = ("all", "any", "not")
_MOST_ERRORS: Final = 50


class FilterInvalid(ValueError):
    """A document that is no filter: where and why."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__(len(errors))
        self.errors = tuple(errors[:_MOST_ERRORS])


def read_filter(document: object, cities: frozenset[str] | None, pointer: str = "/filter") -> Filter:
    """Give what a document means; `cities` are those that exist, None for any. Raises FilterInvalid."""
    reader = _Reader(cities)
    found = reader.part(document, pointer, 1)
    if reader.errors:
        raise FilterInvalid(reader.errors)
    return found


def parsed(text: str) -> Filter:
    """Give what a saved filter means; a city that no longer exists means nobody, and stands in no way."""
    return read_filter(json.loads(text), None)


class _Reader:
    """One document being read; collects what is wrong with it, and reads on."""

    def __init__(self, cities: frozenset[str] | None) -> None:
        self.errors: list[FieldError] = []
        self._cities = cities
        self._parts = 0

    def part(self, given: object, at: str, depth: int) -> Filter:
        self._parts += 1
        try:
            return self._part(given, at, depth)
        except Wrong as found:
            self.errors += found.errors
            return language.EVERYBODY

    def _part(self, given: object, at: str, depth: int) -> Filter:
        if self._parts > language.MOST_CONDITIONS:
            raise Wrong([] if self.errors else [_too_many(at)])
        if not isinstance(given, Mapping) or len(given) != 1:
            raise wrong(at, "Must be an object with exactly one member: a condition, or all, any or not.")
        ((name, inner),) = given.items()
        here = below(at, name)
        if name in COMBINATORS:
            if depth > language.DEEPEST:
                raise wrong(here, f"Combinators stand at most {language.DEEPEST} deep.")
            return self._combined(str(name), inner, here, depth + 1)
        if name not in set(Field):
            raise wrong(here, f"No such condition; there are {', '.join((*COMBINATORS, *Field))}.")
        return read_condition(Field(name), inner, here, self._cities)

    def _combined(self, name: str, inner: object, at: str, depth: int) -> Filter:
        if name == "not":
            return Not(self.part(inner, at, depth))
        if not isinstance(inner, list) or (name == "any" and not inner):
            raise wrong(at, "Must be a list of conditions, and of any at least one.")
        parts = tuple(self.part(each, f"{at}/{place}", depth) for place, each in enumerate(inner))
        return All(parts) if name == "all" else AnyOf(parts)


def _too_many(at: str) -> FieldError:
    return FieldError(at, f"A filter has at most {language.MOST_CONDITIONS} conditions and combinators.")
