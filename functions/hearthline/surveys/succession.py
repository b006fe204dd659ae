"""What a version may change of a questionnaire: never what an id or a code stands for.

Results of all versions are read together by the ids of questions and the codes of options and rows, so

- a question's id keeps its type and its measure in every version that has it, also where one between has not;
- a code that was left out of a version may come back only as what it was: with the same label as last. While
  it stays, its label may be worded better. So no code is given to something else.

Each version is held against all others, so it does not matter which of them are launched, nor in what order.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from hearthline.platform.problems import FieldError
from hearthline.surveys.model import Option, Question, Questionnaire

_MOST_ERRORS: Final = 50


def breaks(others: Iterable[Questionnaire], new: Questionnaire) -> tuple[FieldError, ...]:
    """Give what a version may not be beside the others of its questionnaire, by question."""
    ordered = sorted(others, key=lambda each: each.version)
    errors: list[FieldError] = []
    for place, question in enumerate(new.questions):
        named, at = f'Question "{question.id}"', f"/questions/{place}"
        found = [
            (each.version, same) for each in ordered for same in each.questions if same.id == question.id
        ]
        errors += _kinds(found, question, named, at)
        for name in ("options", "rows"):
            errors += _codes(found, new.version, question, name, named, at)
    return tuple(errors[:_MOST_ERRORS])


def _kinds(
    found: Sequence[tuple[int, Question]], question: Question, named: str, at: str
) -> Iterable[FieldError]:
    for version, same in found:
        if same.type is not question.type:
            yield FieldError(
                f"{at}/type",
                f"{named}: is a {same.type} in version {version}; another type needs another id.",
            )
            return
        if same.measure is not question.measure:
            measure = same.measure or "nothing"
            yield FieldError(
                f"{at}/measure",
                f"{named}: measures {measure} in version {version}; another measure needs another id.",
            )
            return


def _codes(
    found: Sequence[tuple[int, Question]], version: int, question: Question, name: str, named: str, at: str
) -> Iterable[FieldError]:
    """Name each code that stands for something else than where it stood last, and was left out between."""
    before = [(number, getattr(same, name)) for number, same in found if number < version]
    after = [(number, getattr(same, name)) for number, same in reversed(found) if number > version]
    mine: tuple[Option, ...] = getattr(question, name)
    for place, option in enumerate(mine):
        for neighbours in (before, after):
            if (last := _left_out(neighbours, option)) is not None:
                yield FieldError(
                    f"{at}/{name}/{place}/code",
                    f'{named}: the code "{option.code}" stood for something else in version {last};'
                    " choose another code.",
                )
                break


def _left_out(neighbours: Sequence[tuple[int, tuple[Option, ...]]], option: Option) -> int | None:
    """Give the version in which a code stood last, where it was left out since and now reads otherwise.

    `neighbours` are the versions on one side that ask the question, the nearest last.
    """
    holding = [
        (place, number, same)
        for place, (number, options) in enumerate(neighbours)
        for same in options
        if same.code == option.code
    ]
    if not holding:
        return None
    place, number, same = holding[-1]
    left_out = place < len(neighbours) - 1
    return number if left_out and dict(same.label) != dict(option.label) else None
