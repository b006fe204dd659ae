"""Personal data in every place that can hold text: a dataclass with a mark in each of its fields."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")

MARK = "王小明13800138000"
"""What is planted: a name and a telephone number."""


def planted(cls: type[T], **fixed: Any) -> T:
    """Give one with the mark, and where it stands, in every text of it; `fixed` are as given."""
    kind: Any = cls
    hints = typing.get_type_hints(kind)
    values = {
        field.name: fixed[field.name] if field.name in fixed else _planted(hints[field.name], field.name)
        for field in dataclasses.fields(kind)
    }
    return typing.cast("T", kind(**values))


def _planted(kind: Any, path: str) -> Any:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _planted(next(one for one in inner if one is not types.NoneType), path)
    if origin is tuple:
        return (_planted(inner[0], path),)
    if kind is Any or origin is Mapping or origin is dict:
        return {f"{MARK} {path}": f"{MARK} {path}"}
    if dataclasses.is_dataclass(kind):
        return planted(typing.cast("type[Any]", kind))
    if issubclass(kind, Enum):
        return next(iter(kind))
    plain = {str: f"{MARK} {path}", bool: True, int: 1, float: 1.0}
    plain |= {datetime: datetime(2026, 11, 2, 1, tzinfo=UTC), date: date(2026, 11, 2)}
    return plain[kind]
