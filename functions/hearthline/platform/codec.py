"""Frozen dataclasses as plain stored values, and back, driven by their field types.

None and empty tuples are not stored; a field missing from an old item takes its default. Instants are stored
as 24-character RFC 3339 strings, dates as YYYY-MM-DD, enumerations by value.
"""

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar, cast

from hearthline.platform.instants import instant, read_instant

T = TypeVar("T")

Read = Callable[[Any], Any]
_AS_THEY_ARE = frozenset({str, int, bool, float, types.NoneType})


def dump(value: Any) -> Any:
    """Give the stored form of a dataclass, or of any value that one may hold."""
    kind: Any = type(value)
    return value if kind in _AS_THEY_ARE else _writer(kind)(value)


def load(cls: type[T], stored: Mapping[str, Any]) -> T:
    """Give the dataclass that was stored; raise KeyError or ValueError where the item does not hold one."""
    kind: Any = cls
    known: dict[str, Any] = {}
    for name, read in _readers(kind):
        if name in stored:
            value = stored[name]
            known[name] = value if read is None or value is None else read(value)
    absent = {name: None for name in _optional(kind) if name not in known}
    return cls(**absent, **known)


@functools.cache
def _writer(kind: type[Any]) -> Callable[[Any], Any]:
    """Give what writes values of a kind: what a kind is gets asked once, not for each value."""
    if dataclasses.is_dataclass(kind):
        return _writer_of_fields(tuple(_fields(kind)))
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, datetime):
        return instant
    if issubclass(kind, date):
        return lambda value: value.isoformat()
    if issubclass(kind, (tuple, list)):
        return lambda value: [dump(inner) for inner in value]
    if issubclass(kind, Mapping):
        return lambda value: {name: dump(inner) for name, inner in value.items()}
    return lambda value: value


def _writer_of_fields(names: tuple[str, ...]) -> Callable[[Any], Any]:
    def write(value: Any) -> dict[str, Any]:
        fields = ((name, getattr(value, name)) for name in names)
        return {name: dump(inner) for name, inner in fields if inner is not None and inner != ()}

    return write


@functools.cache
def _fields(cls: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(cls)
    return {field.name: hints[field.name] for field in dataclasses.fields(cls)}


@functools.cache
def _optional(cls: Any) -> tuple[str, ...]:
    """Give the fields that must be given but may be None: what is not stored is None again."""
    bare = [field.name for field in dataclasses.fields(cls) if _has_no_default(field)]
    return tuple(name for name in bare if types.NoneType in typing.get_args(_fields(cls)[name]))


def _has_no_default(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


@functools.cache
def _readers(cls: Any) -> tuple[tuple[str, Read | None], ...]:
    return tuple((name, _reader(kind)) for name, kind in _fields(cls).items())


def _reader(kind: Any) -> Read | None:
    """Give what reads a stored value of this kind, None where it is kept as it is."""
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return _reader(next(inner for inner in typing.get_args(kind) if inner is not types.NoneType))
    if origin is tuple:
        return _tuple_of(_reader(typing.get_args(kind)[0]))
    if not isinstance(kind, type):
        return None
    if dataclasses.is_dataclass(kind):
        return functools.partial(load, cast("type[Any]", kind))
    if issubclass(kind, Enum):
        return kind
    if issubclass(kind, datetime):
        return read_instant
    return date.fromisoformat if issubclass(kind, date) else None


def _tuple_of(read: Read | None) -> Read:
    if read is None:
        return tuple
    return lambda values: tuple(None if each is None else read(each) for each in values)
