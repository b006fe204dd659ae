"""docs/segments.md is right: each example is a filter, and every condition has one."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from hearthline.members.segments import language
from hearthline.members.segments.language import Field
from hearthline.members.segments.reading import COMBINATORS, read_filter
from tests.unit.segments.builders import CITIES

TEXT = (Path(__file__).parents[3] / "docs" / "segments.md").read_text("utf-8")
INLINE = [json.loads(found) for found in re.findall(r"`(\{\".*?\})`(?= [|,f])", TEXT)]
BLOCKS = [json.loads(found) for found in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)]


@pytest.mark.parametrize("document", [*INLINE, *BLOCKS], ids=json.dumps)
def test_each_example_is_a_filter(document: Any) -> None:
    read_filter(document, CITIES)


def test_every_condition_and_combinator_has_an_example() -> None:
    named = {name for document in INLINE for name in document}

    assert named == {*(field.value for field in Field), *COMBINATORS}


def test_the_limits_are_those_that_are_told() -> None:
    assert f"at most {language.DEEPEST} deep" in TEXT
    assert f"{language.MOST_CONDITIONS} conditions and combinators" in TEXT
    assert f"at most {language.MOST_VALUES} values of at most {language.LONGEST_VALUE} characters" in TEXT


@pytest.mark.parametrize("codes", [language.KINDS, language.TIERS, language.STAGES, language.LANGUAGES])
def test_every_code_is_told(codes: frozenset[str]) -> None:
    assert all(f"`{code}`" in TEXT for code in codes)
