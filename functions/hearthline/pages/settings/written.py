"""A document as text: always written the same way, so that two versions can be compared line by line.

What short objects and lists hold stands on one line, anything longer on a line each. The version and a
calendar's own name are no part of the text: saving gives them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from hearthline.platform.documents import LARGEST
from hearthline.platform.problems import Problem

WIDEST: Final = 96
"""Characters of a line that holds a whole object or list."""
AROUND: Final = 3
"""Lines that are shown before and after a change."""
_GIVEN_BY_SAVING: Final = frozenset({"version", "id"})
_FIRST: Final = (
    *("code", "name", "names", "zh", "en", "from", "until"),
    *("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    *("critical", "high", "normal", "low", "acknowledge", "answer", "resolve"),
    *("danger", "injury", "legal", "press", "words", "unless"),
    *("people", "cities", "group", "teams", "routes"),
)
_RANK: Final = {name: place for place, name in enumerate(_FIRST)}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a comparison: `new`, `gone`, `same`, or a `gap` where such are left out."""

    kind: str
    text: str = ""


def written(document: Mapping[str, Any]) -> str:
    """Give the text of a document, without what saving gives it."""
    return _text({name: part for name, part in document.items() if name not in _GIVEN_BY_SAVING}, "")


def check_size(document: Mapping[str, Any]) -> None:
    """Raise Problem 413 for a document that is larger than one may be."""
    if len(json.dumps(document, ensure_ascii=False).encode()) > LARGEST:
        raise Problem.too_large(LARGEST)


def compared(before: str, after: str) -> list[Line]:
    """Give what is different between two texts, with some lines around; nothing where they are alike."""
    old, new = before.splitlines(), after.splitlines()
    found: list[Line] = []
    end = 0
    # What stands on very many lines is no landmark: without that, alike lines would cost their square.
    for group in SequenceMatcher(None, old, new).get_grouped_opcodes(AROUND):
        if group[0][1] > end:
            found.append(Line("gap"))
        for tag, old_start, old_end, new_start, new_end in group:
            if tag == "equal":
                found += [Line("same", text) for text in old[old_start:old_end]]
                continue
            found += [Line("gone", text) for text in old[old_start:old_end]]
            found += [Line("new", text) for text in new[new_start:new_end]]
        end = group[-1][2]
    return [*found, Line("gap")] if found and end < len(old) else found


def line_numbers(text: str) -> dict[str, int]:
    """Give the line on which each part of a JSON text begins, by its pointer; the text is JSON."""
    found = {"": 1}
    found.update(_places(text))
    return found


def _places(text: str) -> Iterator[tuple[str, int]]:
    """Walk through the text by its punctuation; strings are skipped whole."""
    decode = json.JSONDecoder().raw_decode
    path: list[str | int] = []
    at, line, named = 0, 1, False
    while at < len(text):
        sign = text[at]
        if sign == '"':
            value, end = decode(text, at)
            if path and isinstance(path[-1], str) and not named:
                path[-1], named = value, True
                yield _pointer(path), line
            at = end
            continue
        line += sign == "\n"
        if sign in "{[":
            path.append("" if sign == "{" else 0)
            named = False
            if sign == "[":
                yield _pointer(path), line
        elif sign in "}]":
            path.pop()
            named = True
        elif sign == "," and isinstance(path[-1], int):
            path[-1] += 1
            yield _pointer(path), line + (text[at + 1 :].lstrip(" \t\r")[:1] == "\n")
        elif sign == ",":
            named = False
        at += 1


def _pointer(path: list[str | int]) -> str:
    return "".join(f"/{part}" for part in path)


def _text(value: Any, indent: str) -> str:
    ordered = _ordered(value)
    flat = json.dumps(ordered, ensure_ascii=False)
    if not isinstance(ordered, dict | list) or not ordered or (indent and len(indent) + len(flat) <= WIDEST):
        return flat
    deeper = f"{indent}  "
    if isinstance(ordered, dict):
        lines = [
            f"{deeper}{json.dumps(name, ensure_ascii=False)}: {_text(part, deeper)}"
            for name, part in ordered.items()
        ]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    return "[\n" + ",\n".join(f"{deeper}{_text(part, deeper)}" for part in ordered) + f"\n{indent}]"


def _ordered(value: Any) -> Any:
    """Give the same with its names in their order; what is null is as if it were left out, 10.0 is 10."""
    if isinstance(value, Mapping):
        given = [name for name, part in value.items() if part is not None]
        names = sorted(given, key=lambda name: (_RANK.get(name, len(_RANK)), name))
        return {name: _ordered(value[name]) for name in names}
    if isinstance(value, list | tuple):
        return [_ordered(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
