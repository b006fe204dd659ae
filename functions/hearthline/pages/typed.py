"""What somebody typed into a form, by the names of its controls: to be shown again where it was typed."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from hearthline.platform.bodies import REPEAT_KEY, VERSION
from hearthline.platform.problems import FieldError, Problem

_DEEPEST: Final = 4
"""Parts of a control's name; a name with more is none of ours."""


def typed_in(form: Mapping[str, Any]) -> dict[str, str]:
    """Give what is in the controls of a form that was read (see form_text): dotted names again."""
    return dict(_leaves(form, ""))


def without_hidden(typed: Mapping[str, str]) -> dict[str, str]:
    """Give what a person typed, less what a form carries for itself: a form that comes back has its own."""
    return {name: value for name, value in typed.items() if name not in {REPEAT_KEY, VERSION}}


def _leaves(form: Mapping[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for name, value in form.items():
        if isinstance(value, str):
            yield before + name, value
        elif before.count(".") < _DEEPEST:
            yield from _leaves(value, f"{before}{name}.")


def under(problem: Problem, name: str) -> Problem:
    """Give the problem with each error at its control, where a page has several forms: `reply.text`."""
    errors = [FieldError(_under(error.pointer, name), error.detail) for error in problem.errors]
    return Problem(problem.kind, problem.detail, errors=errors, extra=problem.extra, headers=problem.headers)


def _under(pointer: str, name: str) -> str:
    return f"/{name}{pointer}" if pointer.startswith("/") or not pointer else pointer
