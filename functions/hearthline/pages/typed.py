"""What somebody typed into a form, by the names of its controls: to be shown again where it was typed."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

_DEEPEST: Final = 4
"""Parts of a control's name; a name with more is none of ours."""


def typed_in(form: Mapping[str, Any]) -> dict[str, str]:
    """Give what is in the controls of a form that was read (see form_text): dotted names again."""
    return dict(_leaves(form, ""))


def _leaves(form: Mapping[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for name, value in form.items():
        if isinstance(value, str):
            yield before + name, value
        elif before.count(".") < _DEEPEST:
            yield from _leaves(value, f"{before}{name}.")
