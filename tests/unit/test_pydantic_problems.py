"""What pydantic finds, as a caller reads it."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Literal

import pytest
from pydantic import (
    AfterValidator,
    AnyUrl,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from hearthline.platform.problems import FieldError
from hearthline.platform.pydantic_problems import MOST, field_errors
from hearthline.platform.text_rules import clean_text


class Colour(Enum):
    RED = "red"


class Contact(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    phone: Annotated[str, Field(pattern="^[0-9]+$")] | None = None


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: Annotated[str, AfterValidator(lambda value: clean_text(value, 1, 5))] = "x"
    short: Annotated[str, Field(max_length=3)] = "x"
    rating: Annotated[int, Field(ge=1, le=5)] = 1
    language: Literal["zh", "en"] = "zh"
    colour: Colour = Colour.RED
    on: date | None = None
    until: AwareDatetime | None = None
    plain: datetime | None = None
    site: AnyUrl | None = None
    contact: Contact | None = None
    homes: list[Contact] = []

    @model_validator(mode="after")
    def whole(self) -> "Body":
        if self.rating == 4:
            raise ValueError("Four is not a rating.")
        return self


def errors(**given: Any) -> tuple[FieldError, ...]:
    with pytest.raises(ValidationError) as caught:
        Body.model_validate(given)
    return field_errors(caught.value)


@pytest.mark.parametrize(
    ("given", "pointer", "detail"),
    [
        ({"title": "Wang 13800138000"}, "/title", "Must have at most 5 characters; it has 16."),
        ({"title": 7}, "/title", "Input should be a valid string."),
        ({"short": "13800138000"}, "/short", "String should have at most 3 characters."),
        ({"rating": 9}, "/rating", "Input should be less than or equal to 5."),
        ({"rating": "many"}, "/rating", "valid integer"),
        ({"rating": 4}, "", "Four is not a rating."),
        ({"language": "klingon"}, "/language", "Input should be 'zh' or 'en'."),
        ({"colour": "klingon"}, "/colour", "Input should be 'red'."),
        ({"on": "2026-02-30"}, "/on", "Must be a date that exists"),
        ({"on": "soon"}, "/on", "Must be a date that exists"),
        ({"until": "2026-11-22T08:00:00"}, "/until", "with its zone"),
        ({"plain": "soon"}, "/plain", "Must be an instant"),
        ({"site": "no address: 13800138000"}, "/site", "Is not valid."),
        ({"contact": {}}, "/contact/name", "Must be given."),
        ({"contact": "Wang"}, "/contact", "Must be an object."),
        ({"contact": {"name": "x", "phone": "Wang"}}, "/contact/phone", "pattern"),
        ({"contact": {"name": "x", "fax": "1"}}, "/contact/fax", "No such field."),
        ({"homes": [{"name": "x"}, {}]}, "/homes/1/name", "Must be given."),
        ({"homes": {}}, "/homes", "valid list"),
    ],
)
def test_each_field_is_named_with_what_is_wrong(given: dict[str, Any], pointer: str, detail: str) -> None:
    [error] = errors(**given)

    assert error.pointer == pointer
    assert detail in error.detail
    for sent in ("13800138000", "Wang", "klingon", "soon"):
        assert sent not in error.detail


@pytest.mark.parametrize("name", ["a" * 65, "line\nbreak", "<script>", "名字", ""])
def test_a_name_that_is_not_plain_is_not_repeated(name: str) -> None:
    [error] = errors(contact={"name": "x", name: 1})
    assert error == FieldError("/contact", "No such field.")


def test_a_parameter_of_the_query_is_named_as_one() -> None:
    with pytest.raises(ValidationError) as caught:
        Body.model_validate({"rating": 0})
    assert field_errors(caught.value, sign="?")[0].pointer == "?rating"


def test_all_wrong_fields_are_named_at_once_up_to_a_limit() -> None:
    assert {error.pointer for error in errors(rating=0, short="long")} == {"/rating", "/short"}
    assert len(errors(**{f"f{place}": 1 for place in range(500)})) == MOST
