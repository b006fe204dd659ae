"""Names and values as HTML forms and query strings send them (application/x-www-form-urlencoded)."""

from typing import Final
from urllib.parse import unquote_to_bytes

from hearthline.platform.problems import FieldError, Problem

MOST_FIELDS: Final = 100


def read_pairs(text: str, *, sign: str, most: int = MOST_FIELDS) -> dict[str, str]:
    """Read ``a=1&b=2`` with each name at most once; `sign` stands before a name in an error's pointer.

    Raises Problem 400 for text that isn't UTF-8 when decoded and for too many fields, 422 for a name that
    stands twice: to take the first or the last of them would be a guess.
    """
    if not text:
        return {}
    pieces = [piece for piece in text.split("&") if piece]
    if len(pieces) > most:
        raise Problem.unreadable(f"More than {most} fields.")
    pairs: dict[str, str] = {}
    for piece in pieces:
        name, _, value = piece.partition("=")
        name = _decoded(name)
        if name in pairs:
            raise Problem.invalid([FieldError(f"{sign}{name[:64]}", "Stands more than once.")])
        pairs[name] = _decoded(value)
    return pairs


def nest(pairs: dict[str, str]) -> dict[str, object]:
    """Turn dotted names into objects: ``contact.name=Wang`` is ``{"contact": {"name": "Wang"}}``.

    An empty value is left out: a form sends every control, filled in or not. Raises Problem 422 for a name
    with an empty part and for a name that is both a value and an object.
    """
    root: dict[str, object] = {}
    for name, value in pairs.items():
        if value:
            _place(root, name, value)
    return root


def _place(root: dict[str, object], name: str, value: str) -> None:
    *path, last = name.split(".")
    inner = root
    for part in path:
        found = inner.setdefault(part, {})
        if not isinstance(found, dict):
            raise _unclear(name)
        inner = found
    if last in inner or not all((*path, last)):
        raise _unclear(name)
    inner[last] = value


def _decoded(text: str) -> str:
    try:
        return unquote_to_bytes(text.replace("+", " ")).decode()
    except UnicodeError:
        raise Problem.unreadable("Not UTF-8.") from None


def _unclear(name: str) -> Problem:
    return Problem.invalid([FieldError("/" + name.replace(".", "/")[:64], "Not a name of a field.")])
