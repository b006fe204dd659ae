"""Filing in three steps: what, where, whom to answer. Nothing is kept between them but in the form itself."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from hearthline.platform.problems import FieldError, Kind, Problem

STEPS: Final[Mapping[str, tuple[str, ...]]] = {
    "what": ("kind", "category", "title", "text", "occurred_on"),
    "where": ("city", "home.project", "home.building", "home.unit"),
    "reach": ("contact.name", "contact.phone", "contact.email", "public"),
}
"""The controls of each step, in order."""
NAMES: Final = tuple(STEPS)
FIRST: Final = NAMES[0]
LAST: Final = NAMES[-1]
CONTROLS: Final = tuple(name for names in STEPS.values() for name in names)


def after(step: str) -> str:
    """Give the step that follows; the last one follows itself."""
    return NAMES[min(NAMES.index(step) + 1, len(NAMES) - 1)]


def before(step: str) -> str:
    """Give the step before; the first one stands before itself."""
    return NAMES[max(NAMES.index(step) - 1, 0)]


def faults_until(problem: Problem, step: str) -> Problem | None:
    """Give what is wrong with what was asked so far; None where that is all right.

    What a later step asks for is no fault yet. Anything that no control is to blame for is one at the end.
    """
    if problem.kind is not Kind.INVALID or step == LAST:
        return problem
    asked = [step_of(error) for error in problem.errors]
    until = NAMES.index(step)
    errors = [
        error
        for error, its_step in zip(problem.errors, asked, strict=True)
        if its_step is not None and NAMES.index(its_step) <= until
    ]
    return Problem.invalid(errors) if errors else None


def first_faulty(problem: Problem, step: str) -> str:
    """Give the earliest step with a fault; `step` where no control is to blame."""
    faulty = {found for error in problem.errors if (found := step_of(error)) is not None}
    return next((name for name in NAMES if name in faulty), step)


def step_of(error: FieldError) -> str | None:
    """Give the step whose control an error is about; None where there is no such control."""
    name = error.pointer.lstrip("/").replace("/", ".")
    for step, names in STEPS.items():
        if any(control == name or control.startswith(f"{name}.") for control in names):
            return step
    return None


def typed_in(form: Mapping[str, Any], names: Iterable[str] = CONTROLS) -> dict[str, str]:
    """Give what was typed into the controls, by name."""
    typed = {}
    for name in names:
        found: Any = form
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        if isinstance(found, str):
            typed[name] = found
    return typed


def place_of(catalog: Mapping[str, Any], city: str | None) -> Mapping[str, Any] | None:
    """Give a city of the catalog by its code."""
    return next((each for each in catalog["cities"] if each["code"] == city), None)
