"""DynamoDB's expressions, as far as the product writes them; anything else is refused.

Items are plain values here, as the product's own `attributes` reads them. A condition becomes a function of
the item and of the expression's values; an update becomes one that gives the item as it then is.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

Item = Mapping[str, Any]
Values = Mapping[str, Any]
Condition = Callable[[Item, Values], bool]
Operand = Callable[[Item, Values], Any]
Change = Callable[[Item, Values], dict[str, Any]]

MISSING: Final = object()
"""What a path leads to where there is nothing."""

_TOKEN: Final = re.compile(r"\s*(<>|<=|>=|[()=<>,+-]|:\w+|[#\w]+(?:\.[#\w]+)*)")
_COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}


class Unknown(Exception):
    """An expression that is not modelled here; `text` is the whole of it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def condition(text: str, names: Mapping[str, str]) -> Condition:
    """Give what a condition demands of an item."""
    return _condition(text, tuple(sorted(names.items())))


def change(text: str, names: Mapping[str, str]) -> Change:
    """Give what an update makes of an item; it must have its key already."""
    return _change(text, tuple(sorted(names.items())))


@lru_cache(maxsize=4096)
def _condition(text: str, names: tuple[tuple[str, str], ...]) -> Condition:
    reader = _Reader(text, dict(names))
    found = reader.either()
    reader.end()
    return found


@lru_cache(maxsize=1024)
def _change(text: str, names: tuple[tuple[str, str], ...]) -> Change:
    reader = _Reader(text, dict(names))
    steps: list[Callable[[dict[str, Any], Item, Values], None]] = []
    while reader.left:
        match reader.take():
            case "SET":
                steps += reader.several(reader.assignment)
            case "ADD":
                steps += reader.several(reader.addition)
            case "REMOVE":
                steps += reader.several(reader.removal)
            case _:
                raise Unknown(text)

    def changed(item: Item, values: Values) -> dict[str, Any]:
        after = dict(item)
        for step in steps:
            step(after, item, values)
        return after

    return changed


class _Reader:
    """Reads one expression from left to right."""

    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        self._text = text
        self._names = names
        self._tokens = _tokens(text)
        self._at = 0

    @property
    def left(self) -> bool:
        return self._at < len(self._tokens)

    def take(self, wanted: str | None = None) -> str:
        if not self.left or wanted not in (None, self._tokens[self._at]):
            raise Unknown(self._text)
        self._at += 1
        return self._tokens[self._at - 1]

    def comes(self, token: str) -> bool:
        if self.left and self._tokens[self._at] == token:
            self._at += 1
            return True
        return False

    def end(self) -> None:
        if self.left:
            raise Unknown(self._text)

    def either(self) -> Condition:
        found = [self._both()]
        while self.comes("OR"):
            found.append(self._both())
        return found[0] if len(found) == 1 else lambda item, values: any(one(item, values) for one in found)

    def _both(self) -> Condition:
        found = [self._single()]
        while self.comes("AND"):
            found.append(self._single())
        return found[0] if len(found) == 1 else lambda item, values: all(one(item, values) for one in found)

    def _single(self) -> Condition:
        if self.comes("("):
            inner = self.either()
            self.take(")")
            return inner
        if self.comes("NOT"):
            denied = self._single()
            return lambda item, values: not denied(item, values)
        if self.comes("attribute_exists"):
            there = self._enclosed()
            return lambda item, values: there(item, values) is not MISSING
        if self.comes("attribute_not_exists"):
            gone = self._enclosed()
            return lambda item, values: gone(item, values) is MISSING
        if self.comes("begins_with"):
            return self._beginning()
        return self._comparison()

    def _enclosed(self) -> Operand:
        self.take("(")
        found = self._path(self.take())
        self.take(")")
        return found

    def _beginning(self) -> Condition:
        self.take("(")
        whole = self._operand()
        self.take(",")
        start = self._operand()
        self.take(")")

        def begins(item: Item, values: Values) -> bool:
            text = whole(item, values)
            return isinstance(text, str) and text.startswith(start(item, values))

        return begins

    def _comparison(self) -> Condition:
        one, sign = self._operand(), self.take()
        if sign == "IN":
            self.take("(")
            among = self.several(self._operand)
            self.take(")")
            return lambda item, values: any(_same(one(item, values), each(item, values)) for each in among)
        other = self._operand()
        if sign == "BETWEEN":
            self.take("AND")
            last = self._operand()
            return lambda item, values: (
                _ordered("<=", other(item, values), one(item, values))
                and _ordered("<=", one(item, values), last(item, values))
            )
        if sign == "=":
            return lambda item, values: _same(one(item, values), other(item, values))
        if sign == "<>":
            return lambda item, values: not _same(one(item, values), other(item, values))
        if sign not in _COMPARE:
            raise Unknown(self._text)
        return lambda item, values: _ordered(sign, one(item, values), other(item, values))

    def _operand(self) -> Operand:
        token = self.take()
        if token.startswith(":"):
            return lambda _, values: values[token]
        if token == "if_not_exists":  # noqa: S105 - a word of the language, no secret
            self.take("(")
            path = self._path(self.take())
            self.take(",")
            otherwise = self._operand()
            self.take(")")

            def found(item: Item, values: Values) -> Any:
                there = path(item, values)
                return otherwise(item, values) if there is MISSING else there

            return found
        return self._path(token)

    def _path(self, token: str) -> Operand:
        parts = self._parts(token)

        def follow(item: Item, _: Values) -> Any:
            found: Any = item
            for part in parts:
                if not isinstance(found, Mapping) or part not in found:
                    return MISSING
                found = found[part]
            return found

        return follow

    def _parts(self, token: str) -> tuple[str, ...]:
        return tuple(self._names[part] if part.startswith("#") else part for part in token.split("."))

    def several(self, one: Callable[[], Any]) -> list[Any]:
        found = [one()]
        while self.comes(","):
            found.append(one())
        return found

    def assignment(self) -> Callable[[dict[str, Any], Item, Values], None]:
        parts = self._parts(self.take())
        self.take("=")
        value = self._operand()
        if self.comes("+"):
            value = _sum(value, self._operand(), 1)
        elif self.comes("-"):
            value = _sum(value, self._operand(), -1)
        return lambda after, item, values: _put(after, parts, value(item, values))

    def addition(self) -> Callable[[dict[str, Any], Item, Values], None]:
        token, more = self.take(), self.take()
        parts, before = self._parts(token), self._path(token)

        def add(after: dict[str, Any], item: Item, values: Values) -> None:
            there = before(item, values)
            _put(after, parts, values[more] + (0 if there is MISSING else there))

        return add

    def removal(self) -> Callable[[dict[str, Any], Item, Values], None]:
        (name,) = self._parts(self.take())

        def remove(after: dict[str, Any], _: Item, __: Values) -> None:
            after.pop(name, None)

        return remove


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    while at < len(text.rstrip()):
        token = _TOKEN.match(text, at)
        if token is None:
            raise Unknown(text)
        found.append(token[1])
        at = token.end()
    return found


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def _ordered(sign: str, one: Any, other: Any) -> bool:
    return type(one) is type(other) and one is not MISSING and _COMPARE[sign](one, other)


def _sum(one: Operand, other: Operand, sign: int) -> Operand:
    def total(item: Item, values: Values) -> Any:
        left, right = one(item, values), other(item, values)
        if left is MISSING or right is MISSING:
            raise Refused
        return left + sign * right

    return total


class Refused(Exception):
    """An update of what is not there: DynamoDB answers it with a ValidationException."""


def _put(after: dict[str, Any], parts: tuple[str, ...], value: Any) -> None:
    if value is MISSING:
        raise Refused
    inner = after
    for part in parts[:-1]:
        there = inner.get(part, MISSING)
        if not isinstance(there, Mapping):
            raise Refused
        inner[part] = dict(there)
        inner = inner[part]
    inner[parts[-1]] = value
