"""A cursor is good for the list that gave it, and for nothing else."""

from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthline.platform.cursors import Cursors
from hearthline.platform.problems import Problem
from hearthline.platform.secret import Secret

CURSORS = Cursors(Secret(lambda: "a secret that is long enough for a test"))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
POSITIONS = st.dictionaries(TEXT, TEXT, max_size=4)


def refused(cursor: str, binding: str = "board|hz") -> bool:
    try:
        CURSORS.open(binding, cursor)
    except Problem as problem:
        return (problem.status, problem.type) == (400, "urn:hearthline:problem:cursor")
    return False


@given(TEXT, POSITIONS)
def test_a_position_comes_back_as_it_was(binding: str, position: dict[str, str]) -> None:
    cursor = CURSORS.seal(binding, position)

    assert set(cursor) <= set(ascii_letters + digits + "-_")
    assert CURSORS.open(binding, cursor) == position


@given(TEXT, TEXT, POSITIONS)
def test_a_cursor_of_another_query_is_refused(one: str, other: str, position: dict[str, str]) -> None:
    assert refused(CURSORS.seal(one, position), other) == (one != other)


@given(st.data())
def test_no_bit_of_a_cursor_can_be_changed(data: st.DataObject) -> None:
    cursor = CURSORS.seal("board|hz", {"at": "2026-11-22T08:00:00.000Z"})
    place = data.draw(st.integers(0, len(cursor) - 1))
    character = data.draw(st.sampled_from(ascii_letters + digits + "-_"))
    changed = cursor[:place] + character + cursor[place + 1 :]

    assert refused(changed) == (changed != cursor)


@pytest.mark.parametrize("addition", ["=", "==", "!", " ", "\n", "A", "AAAA"])
def test_nothing_can_be_added_to_a_cursor(addition: str) -> None:
    cursor = CURSORS.seal("board|hz", {"at": "x"})
    assert refused(cursor + addition)
    assert refused(addition + cursor)


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "====",
        "not a cursor",
        "\x00",
        "光标",
        "\ud800",
        "A" * 22,
        "A" * 23,
        "A" * 5000,
        "../../etc/passwd",
    ],
)
def test_what_was_never_given_out_is_refused(cursor: str) -> None:
    assert refused(cursor)


def test_a_cursor_of_another_stack_is_refused() -> None:
    other = Cursors(Secret(lambda: "the secret of some other installation"))
    assert refused(other.seal("board|hz", {"at": "x"}))
