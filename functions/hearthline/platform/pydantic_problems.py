"""Pydantic's findings as the errors of a problem; apart from `problems`, which workers use without it."""

import re
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from hearthline.platform.problems import FieldError

POINTED: Final = "pointed"
"""The type of an error whose context has a `pointer` and a `reason`, which repeats nothing that was sent."""

# Messages that are made of the model's own limits. Others (a URL's, a tag's) may repeat what was sent.
_TELLING: Final = frozenset(
    {
        "bool_parsing",
        "bool_type",
        "date_type",
        "datetime_type",
        "dict_type",
        "enum",
        "float_parsing",
        "float_type",
        "greater_than",
        "greater_than_equal",
        "int_from_float",
        "int_parsing",
        "int_type",
        "less_than",
        "less_than_equal",
        "list_type",
        "literal_error",
        "missing",
        "model_type",
        "string_pattern_mismatch",
        "string_too_long",
        "string_too_short",
        "string_type",
        "too_long",
        "too_short",
    }
)
_OWN_WORDS: Final = {
    "extra_forbidden": "No such field.",
    "missing": "Must be given.",
    "model_type": "Must be an object.",
    "model_attributes_type": "Must be an object.",
    "date_parsing": "Must be a date that exists, as 2026-11-22.",
    "date_from_datetime_parsing": "Must be a date that exists, as 2026-11-22.",
    "date_from_datetime_inexact": "Must be a date that exists, as 2026-11-22.",
    "datetime_parsing": "Must be an instant, as 2026-11-22T08:00:00.000Z.",
    "datetime_from_date_parsing": "Must be an instant, as 2026-11-22T08:00:00.000Z.",
    "timezone_aware": "Must be an instant with its zone, as 2026-11-22T08:00:00.000Z.",
}
_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9_.\-]{1,64}")
MOST: Final = 50
"""Errors that are named at most; the rest are met when these are mended."""


def field_errors(error: ValidationError, *, sign: str = "/") -> tuple[FieldError, ...]:
    """Return what is wrong, field by field, without a value that was sent; `sign` is "?" for a query's names.

    A validator's own ValueError is told as it stands, so its sentence must repeat nothing either. A name that
    isn't plain is left out of its pointer, which then names the object it stands in.
    """
    found = error.errors(include_url=False, include_input=False)
    return tuple(_told(each, sign) for each in found[:MOST])


def _told(found: ErrorDetails, sign: str) -> FieldError:
    if found["type"] == POINTED:
        # A reader that is no model said by itself where it stopped, and why.
        return FieldError(str(found["ctx"]["pointer"]), str(found["ctx"]["reason"]))
    return FieldError(_pointer(found["loc"], sign), _detail(found["type"], found["msg"]))


def _pointer(location: tuple[int | str, ...], sign: str) -> str:
    names = [str(part) for part in location]
    plain = [name for name in names if _PLAIN_NAME.fullmatch(name)]
    return sign + "/".join(plain) if plain else ""


def _detail(kind: str, message: str) -> str:
    if kind in _OWN_WORDS:
        return _OWN_WORDS[kind]
    if kind in {"value_error", "assertion_error"}:
        return message.partition(", ")[2] or "Is not valid."
    return f"{message}." if kind in _TELLING else "Is not valid."
