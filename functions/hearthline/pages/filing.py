"""Filing in three steps: what, where, whom to answer. Nothing is kept between them but in the form itself."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline.pages.words import words
from hearthline.platform.problems import FieldError, Kind, Problem

ADDRESS: Final = "/complaints/new"
MOST_PROJECTS: Final = 150
"""Projects that are suggested at most: more of them would weigh more than the rest of the page."""
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


def labels(language: str) -> dict[str, str]:
    """Give the names of the controls, for what is said of their faults."""
    text = words(language)["form"]
    return {name: text[name.rpartition(".")[2]] for name in CONTROLS}


def offered(catalog: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the form on one page offers: the catalog, and its projects where they are few enough."""
    projects = sorted({project for city in catalog["cities"] for project in city["projects"]})
    return {"catalog": catalog, "projects": projects if len(projects) <= MOST_PROJECTS else []}


def place_of(catalog: Mapping[str, Any], city: str | None) -> Mapping[str, Any] | None:
    """Give a city of the catalog by its code."""
    return next((each for each in catalog["cities"] if each["code"] == city), None)
