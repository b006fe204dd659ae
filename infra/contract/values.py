"""The kinds of values that answers are made of."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Instant = Annotated[
    str,
    Field(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$",
        json_schema_extra={"format": "date-time"},
        examples=["2026-11-22T08:00:00.000Z"],
    ),
]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", json_schema_extra={"format": "date"})]
Number = Annotated[
    str,
    Field(
        pattern=r"^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]$", examples=["K7Q2-9XPD-D"]
    ),
]
Month = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", examples=["2026-11"])]
Count = Annotated[int, Field(ge=0)]
Rating = Annotated[int, Field(ge=1, le=5)]
Language = Literal["zh", "en"]
Who = Literal["customer", "staff", "system"]
Words = dict[str, Any]


class Shape(BaseModel):
    """An object of an answer. Every member is always there; null is for nothing. More may come."""

    model_config = ConfigDict(use_attribute_docstrings=True)
