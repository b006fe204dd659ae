"""Reading what was sent by a model, and the parts of a request that every domain has."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hearthline.platform.fields import digits_only
from hearthline.platform.problems import FieldError, Problem
from hearthline.platform.pydantic_problems import field_errors

B = TypeVar("B", bound=BaseModel)


def read(model: type[B], given: object, *, sign: str = "/") -> B:
    """Check what was sent against a model; raise Problem 422 that names each field at fault.

    `sign` begins each pointer: `/` into a body, `?` for a parameter of the query.
    """
    try:
        return model.model_validate(given)
    except ValidationError as invalid:
        raise Problem.invalid(field_errors(invalid, sign=sign)) from None


class PageQuery(BaseModel):
    """The part of the query that every list has."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    limit: Annotated[int, Field(ge=1, le=100), digits_only()] = 25
    cursor: Annotated[str, Field(max_length=2000)] | None = None


REPEAT_KEY: Final = "idempotency_key"
"""The control by which a form, which can't send headers, carries its Idempotency-Key."""
VERSION: Final = "version"
"""The control by which a form says which version it shows."""
_REPEAT_KEY = re.compile(r"[\x21-\x7e]{16,128}")
_VERSION = re.compile("[0-9]{1,9}")


def repeat_key(headers: Mapping[str, str]) -> str | None:
    """Give the Idempotency-Key; raise Problem 422 unless it is 16 to 128 visible characters."""
    key = headers.get("idempotency-key")
    if key is not None and _REPEAT_KEY.fullmatch(key) is None:
        raise Problem.invalid([FieldError("#Idempotency-Key", "16 to 128 visible characters are needed.")])
    return key


def form_repeat_key(form: Mapping[str, Any]) -> str | None:
    """Give the Idempotency-Key of a form; raise Problem 422 as `repeat_key` does."""
    key = form.get(REPEAT_KEY)
    return repeat_key({"idempotency-key": key} if isinstance(key, str) else {})


def without_repeat_key(form: Mapping[str, Any]) -> dict[str, Any]:
    """Give the rest of a form; what stands in the key's place and can't be one is left for the model."""
    return {name: value for name, value in form.items() if name != REPEAT_KEY or not isinstance(value, str)}


def form_version(form: Mapping[str, Any]) -> int | None:
    """Give the version of what a form was filled in by, None where it says none that there can be."""
    given = form.get(VERSION)
    return int(given) if isinstance(given, str) and _VERSION.fullmatch(given) else None
