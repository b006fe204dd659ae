"""JSON is read strictly and written compactly."""

import json
from datetime import UTC, date, datetime
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthline.platform.json_text import NotJson, read_json, write_json

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_what_is_written_is_read_back(value: object) -> None:
    assert read_json(write_json(value).encode()) == value


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'{"text": "\xff"}', "UTF-8"),
        (b'{"text": "\xed\xa0\x80"}', "UTF-8"),
        (b"", "line 1"),
        (b"{", "line 1"),
        (b"{} {}", "line 1"),
        (b"{'a': 1}", "line 1"),
        (b'\xef\xbb\xbf{"a": 1}', "not JSON|line 1|number"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"a": {"b": 1, "\\u0062": 2}}', "twice"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "Infinity"),
        (b'{"a": 1e999}', "bounds"),
        (b'{"a": ' + b"9" * 5000 + b"}", "bounds"),
        (b'{"a": "\\ud800"}', "surrogate"),
        (b'{"\\udfff": 1}', "surrogate"),
        (b'{"a": "a raw\nnewline"}', "line 1"),
        (b"[" * 21 + b"]" * 21, "deeper"),
        (b"[" * 60_000 + b"]" * 60_000, "deeper"),
        (b'{"a":' * 21 + b"1" + b"}" * 21, "deeper"),
    ],
)
def test_what_readers_may_take_differently_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(NotJson, match=why):
        read_json(data)


def test_the_refusal_repeats_nothing_of_the_text() -> None:
    with pytest.raises(NotJson) as caught:
        read_json(b'{"phone": 13800138000, "name": Wang}')
    assert "138" not in str(caught.value)
    assert "Wang" not in str(caught.value)


def test_twenty_levels_are_still_read() -> None:
    assert read_json(b"[" * 20 + b"]" * 20) == json.loads("[" * 20 + "]" * 20)


def test_a_whole_surrogate_pair_is_one_character() -> None:
    assert read_json(b'"\\ud83c\\udfe0"') == "🏠"


def test_control_characters_in_escapes_are_left_to_the_field_to_judge() -> None:
    assert read_json(b'"a\\u0000b"') == "a\x00b"


def test_instants_dates_and_chinese_have_one_form() -> None:
    value = MappingProxyType(
        {"at": datetime(2026, 11, 22, 8, tzinfo=UTC), "on": date(2026, 11, 22), "city": "杭州"}
    )
    assert write_json(value) == '{"at":"2026-11-22T08:00:00.000Z","on":"2026-11-22","city":"杭州"}'


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_not_written(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        write_json({"a": value})


def test_what_has_no_json_form_is_not_written() -> None:
    with pytest.raises(TypeError, match="bytes"):
        write_json({"a": b"x"})
