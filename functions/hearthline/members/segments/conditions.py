"""Reading one condition of a filter: what it means, or why it means nothing."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from hearthline.members.segments import language
from hearthline.members.segments.language import (
    Among,
    Amount,
    Between,
    ComplainedWithin,
    Condition,
    Field,
    NoComplaint,
    Tagged,
)
from hearthline.platform.problems import FieldError
from hearthline.platform.text_rules import clean_text

_CODES: Final[Mapping[Field, frozenset[str]]] = {
    Field.KIND: language.KINDS,
    Field.TIER: language.TIERS,
    Field.STAGE: language.STAGES,
    Field.LANGUAGE: language.LANGUAGES,
    Field.CONSENT: language.CONSENTS,
}
_RANGE: Final = ("from", "to")
_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN: Final = re.compile("[A-Za-z0-9_.-]{1,64}")


class Wrong(ValueError):
    """A part of a document that means nothing: where and why."""

    def __init__(self, errors: Iterable[FieldError]) -> None:
        super().__init__()
        self.errors = tuple(errors)


def wrong(at: str, detail: str) -> Wrong:
    """Give what to raise of one place."""
    return Wrong([FieldError(at, detail)])


def below(at: str, name: object) -> str:
    """Point to a member; a name that isn't plain is left out, and the object it stands in is named."""
    return f"{at}/{name}" if isinstance(name, str) and _PLAIN.fullmatch(name) else at


def read_condition(field: Field, given: object, at: str, cities: frozenset[str] | None) -> Condition:
    """Give what a condition means; `cities` are those that exist, None for any. Raises Wrong."""
    if field is Field.CITY:
        return Among(field, _texts(given, at, cities, "No such city; GET /api/catalog lists them."))
    if field in _CODES:
        codes = _CODES[field]
        return Among(field, _texts(given, at, codes, f"Known are {', '.join(sorted(codes))}."))
    return _READERS[field](field, given, at)


def _project(field: Field, given: object, at: str) -> Condition:
    return Among(field, _texts(given, at))


def _tagged(given: object, at: str) -> Condition:
    read = {
        name: _texts(inner, below(at, name)) for name, inner in _members(given, at, ("any", "all")).items()
    }
    return Tagged(read.get("any", frozenset()), read.get("all", frozenset()))


def _day_of_home(field: Field, given: object, at: str) -> Condition:
    members = _members(given, at, _RANGE, beside=("project",))
    projects = _texts(members["project"], f"{at}/project") if "project" in members else frozenset[str]()
    return Between(field, *_range(members, at), projects)


def _day(field: Field, given: object, at: str) -> Condition:
    return Between(field, *_range(_members(given, at, _RANGE), at))


def _last_complaint(field: Field, given: object, at: str) -> Condition:
    members = _members(given, at, (*_RANGE, "never", "within_days"))
    if len(members) > 1 and members.keys() & {"never", "within_days"}:
        raise wrong(at, "Give from and to, or never, or within_days.")
    if "never" in members:
        if members["never"] is not True:
            raise wrong(f"{at}/never", "Must be true, or left out.")
        return NoComplaint()
    if "within_days" in members:
        return ComplainedWithin(_whole(members["within_days"], f"{at}/within_days", 1, language.LONGEST_DAYS))
    return Between(field, *_range(members, at))


def _amount(field: Field, given: object, at: str) -> Condition:
    allowed = ("at_least", "at_most") if field is Field.POINTS else ("at_least",)
    members = _members(given, at, allowed)
    read = {name: _whole(inner, f"{at}/{name}", 0, language.MOST_POINTS) for name, inner in members.items()}
    least, most = read.get("at_least"), read.get("at_most")
    if least is not None and most is not None and most < least:
        raise wrong(f"{at}/at_most", "Must not be less than at_least.")
    return Amount(field, least, most)


_READERS: Final[Mapping[Field, Callable[[Field, object, str], Condition]]] = {
    Field.PROJECT: _project,
    Field.TAGS: lambda _, given, at: _tagged(given, at),
    Field.SIGNED: _day_of_home,
    Field.HANDED_OVER: _day_of_home,
    Field.JOINED: _day,
    Field.LAST_COMPLAINT: _last_complaint,
    Field.POINTS: _amount,
    Field.REFERRALS: _amount,
}


def _range(members: Mapping[str, Any], at: str) -> tuple[date | None, date | None]:
    since, until = (_date(members[name], f"{at}/{name}") if name in members else None for name in _RANGE)
    if since and until and until < since:
        raise wrong(f"{at}/to", "Must not be before from.")
    return since, until


def _members(
    given: object, at: str, allowed: Sequence[str], *, beside: Sequence[str] = ()
) -> Mapping[str, Any]:
    """Give an object that has at least one of `allowed`, and no others but those and `beside`."""
    if not isinstance(given, Mapping):
        raise wrong(at, f"Must be an object with {' or '.join(allowed)}.")
    known = (*allowed, *beside)
    if strange := [name for name in given if name not in known]:
        raise Wrong(
            FieldError(below(at, name), f"No such field; there are {', '.join(known)}.") for name in strange
        )
    if not given.keys() & set(allowed):
        raise wrong(at, f"Must have {' or '.join(allowed)}.")
    return given


def _texts(given: object, at: str, known: frozenset[str] | None = None, unknown: str = "") -> frozenset[str]:
    """Give one text or a list of them as a set, spelled in Unicode's form C; each of `known`, where given."""
    several = given if isinstance(given, list) else [given]
    if not 1 <= len(several) <= language.MOST_VALUES:
        raise wrong(at, f"Must name 1 to {language.MOST_VALUES} values.")
    errors: list[FieldError] = []
    found: set[str] = set()
    for place, each in enumerate(several):
        try:
            text = clean_text(each, 1, language.LONGEST_VALUE) if isinstance(each, str) else ""
            fault = "" if text else "Must be a text."
            found.add(text)
        except ValueError as unfit:
            text, fault = "", str(unfit)
        if text and known is not None and text not in known:
            fault = unknown
        if fault:
            errors.append(FieldError(f"{at}/{place}" if isinstance(given, list) else at, fault))
    if errors:
        raise Wrong(errors)
    return frozenset(found)


def _date(given: object, at: str) -> date:
    if isinstance(given, str) and _DAY.fullmatch(given):
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    raise wrong(at, "Must be a date that exists, as 2026-11-22.")


def _whole(given: object, at: str, least: int, most: int) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or not least <= given <= most:
        raise wrong(at, f"Must be a whole number from {least} to {most}.")
    return given
