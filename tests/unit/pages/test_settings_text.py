"""A document's text: always the same, compared line by line, and where each part stands in it."""

import json
from pathlib import Path
from typing import Any

import pytest

from hearthline.document_registry import KINDS
from hearthline.pages.settings.line_forms import meant
from hearthline.pages.settings.shown import SHIPPED as SETTINGS
from hearthline.pages.settings.written import compared, line_numbers, written
from hearthline.pages.words import words
from hearthline.platform.documents import BUILT_IN

SHIPPED = sorted(BUILT_IN.glob("*.json"))


def places(value: Any, at: str = "") -> list[tuple[str, str]]:
    """Give each part's pointer, and what stands on its line."""
    inner: list[tuple[str, Any]] = []
    if isinstance(value, dict):
        inner = [(name, part) for name, part in value.items()]
    elif isinstance(value, list):
        inner = [(str(place), part) for place, part in enumerate(value)]
    found = [(f"{at}/{name}", f'"{name}"' if isinstance(value, dict) else "") for name, _ in inner]
    return found + [each for name, part in inner for each in places(part, f"{at}/{name}")]


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_a_text_holds_all_of_a_document_and_tells_where_each_part_is(path: Path) -> None:
    document = json.loads(path.read_text("utf-8"))
    text = written(document)
    lines, numbers = text.splitlines(), line_numbers(text)

    assert json.loads(text) == {
        name: part for name, part in document.items() if name not in ("version", "id")
    }
    assert written(json.loads(text)) == text
    for pointer, shown in places(json.loads(text)):
        assert shown in lines[numbers[pointer] - 1], pointer


def test_every_kind_of_document_is_listed_and_told_of() -> None:
    assert set(SETTINGS) == set(KINDS.models)
    assert set(words("zh", "settings")["kinds"]) == {*KINDS.models, "calendar"}


def test_what_was_typed_by_hand_has_its_lines_too() -> None:
    text = '{"a": [1,\n 2, {"b\\"]": "x, [y"}\n,\n 3],\n "c": {}}'

    numbers = line_numbers(text)

    assert [numbers[at] for at in ("/a", "/a/0", "/a/1", '/a/2/b"]', "/a/3", "/c")] == [1, 1, 2, 2, 4, 5]


def test_two_versions_are_compared_with_a_little_around() -> None:
    before = "\n".join(str(number) for number in range(20))
    after = before.replace("\n10\n", "\nten\n")

    told = [(line.kind, line.text) for line in compared(before, after)]

    around = [("same", str(number)) for number in (7, 8, 9, 11, 12, 13)]
    assert told == [("gap", ""), *around[:3], ("gone", "10"), ("new", "ten"), *around[3:], ("gap", "")]
    assert compared(before, before) == []


def test_the_order_of_names_nulls_and_whole_numbers_are_no_change() -> None:
    assert written({"b": 10.0, "a": {"y": 1, "x": None}}) == written({"a": {"y": 1}, "b": 10, "version": 7})


def test_a_person_is_meant_by_name_and_id_by_id_or_by_a_name_that_one_has() -> None:
    people = {
        "li": {"name": "李雷"},
        "wang1": {"name": "王芳"},
        "wang2": {"name": "王芳"},
        "李雷 (x)": {"name": "X"},
    }

    typed = ("李雷 (li)", "li", "李雷", "王芳", "王芳 (wang2)", "李雷 (x)", "nobody")
    assert [meant(each, people) for each in typed] == [
        "li",
        "li",
        "li",
        "王芳",
        "wang2",
        "李雷 (x)",
        "nobody",
    ]
