"""JSON as this product reads and writes it: strictly in, compactly out.

What one reader may take otherwise than another is refused (RFC 8259, section 4; RFC 7493, I-JSON): a name
twice in one object, NaN and infinities, half of a surrogate pair, text that isn't UTF-8.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, NoReturn

from hearthline.platform.instants import instant

DEEPEST: Final = 20
"""Objects and arrays within one another, the outermost counted."""


class NotJson(ValueError):
    """The text is not JSON that everybody reads alike; the message says why and repeats nothing of it."""


def read_json(data: bytes) -> object:
    """Read UTF-8 JSON. Raises NotJson."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise NotJson("not UTF-8") from None
    try:
        value: object = json.loads(
            text, object_pairs_hook=_object, parse_constant=_no_number, parse_float=_finite
        )
    except NotJson:
        raise
    except RecursionError:
        raise NotJson(f"nested deeper than {DEEPEST}") from None
    except json.JSONDecodeError as error:
        raise NotJson(f"not JSON: line {error.lineno}, column {error.colno}") from None
    except ValueError:  # an integer of more digits than Python converts
        raise NotJson("a number out of all bounds") from None
    _check(value, 1)
    return value


def write_json(value: object) -> str:
    """Write compact JSON, Chinese as it is; instants as RFC 3339 in UTC, dates as YYYY-MM-DD.

    Raises ValueError for NaN, infinities and a datetime without zone, TypeError for what has no JSON form.
    """
    return _ENCODER.encode(value)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise NotJson("a name stands twice in one object")
    return members


def _no_number(_: str) -> NoReturn:
    raise NotJson("NaN and Infinity are not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise NotJson("a number out of all bounds")
    return number


def _check(value: object, depth: int) -> None:
    """Refuse what is nested too deep, and text that has no UTF-8 form."""
    if isinstance(value, str):
        if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            raise NotJson("half of a surrogate pair")
        return
    if not isinstance(value, dict | list):
        return
    if depth > DEEPEST:
        raise NotJson(f"nested deeper than {DEEPEST}")
    for inner in value:
        _check(inner, depth + 1)
    if isinstance(value, dict):
        for inner in value.values():
            _check(inner, depth + 1)
