"""Forms of parts of a document: what somebody changes often, without reading all the rest.

A part's content is what its form holds, the same whether it is read from the document or from what was typed.
Put into a document it gives another one, which is checked and saved as a whole.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol

Content = Mapping[str, Any]
Plain = Mapping[str, Any]
Control = tuple[str, str]
"""A place in the document, as a pointer, and the control that holds it."""

SPARE_ROWS: Final = 3
"""Empty rows at the end of a list, to be filled in."""
REMOVE: Final = "remove"
TAKEN: Final = "This code is taken."
_PLAIN: Final = re.compile(r"[A-Za-z0-9_.\-]{1,64}")


class PartForm(Protocol):
    """One kind of part; `of` names which one, empty for a new one or where there is but one."""

    def holds(self, document: Plain, of: str, /) -> bool:
        """Tell whether the document has this part, or can have it anew."""

    def content(self, document: Plain, of: str, /) -> Content:
        """Give what the form shows of the document."""

    def typed(self, form: Plain, /) -> Content:
        """Give what was typed, as it was typed."""

    def put(self, document: Plain, of: str, content: Content, /) -> dict[str, Any]:
        """Give the document with the content in it; raise Problem 422 for what can't be put in at all."""

    def controls(self, document: Plain, of: str, content: Content, /) -> list[Control]:
        """Name the places of the document, with this content in it, that the form's controls hold."""


def lines_of(text: object) -> list[str]:
    """Give what stands on the lines of a text, without empty ones."""
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]


def pointer(*parts: str | int) -> str:
    """Give a pointer as the checks write it: a part that is no plain name is left out."""
    return "".join(f"/{part}" for part in parts if _PLAIN.fullmatch(str(part)))


def spare(rows: Iterable[Content]) -> list[Content]:
    """Give rows with empty ones after them."""
    return [*rows, *({} for _ in range(SPARE_ROWS))]


def filled(rows: Iterable[Content]) -> list[dict[str, Any]]:
    """Give the rows in which anything was typed or chosen."""
    return [dict(row) for row in rows if any(row.values())]


def beside(before: Plain, *own: str) -> dict[str, Any]:
    """Give what a part holds beside what its form is about: that stays as it is."""
    return {name: value for name, value in before.items() if name not in own}


def kept(**given: Any) -> dict[str, Any]:
    """Give what was filled in."""
    return {name: value for name, value in given.items() if value}
