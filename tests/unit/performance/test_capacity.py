"""Units by DynamoDB's rules, where an operation of the product does not show them."""

from dataclasses import dataclass

import pytest

from benchmarks.capacity import read_units, refused_units, size_of, stored_bytes, write_units

KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class Index:
    keys: tuple[str, ...]
    projected: frozenset[str] | None


BY_CITY = Index(("city",), frozenset({"pk", "sk", "city", "state"}))
HOME = {"pk": "H#1", "sk": "A", "city": "sz", "state": "open", "text": "屋"}


def test_a_size_is_names_and_values_in_utf_8() -> None:
    assert size_of({"text": "屋", "open": True, "count": 12, "tags": ["a", None]}) == (
        (4 + 3) + (4 + 1) + (5 + 3) + (4 + 3 + 2 + 2)
    )


@pytest.mark.parametrize(
    ("changed", "units"),
    [
        ({"text": "园"}, 1),
        ({"state": "closed"}, 2),
        ({"city": "gz"}, 3),
        ({"text": "x" * KILOBYTE}, 2),
    ],
)
def test_an_index_is_paid_for_where_it_shows_the_change_and_twice_where_it_moves(
    changed: dict[str, str], units: int
) -> None:
    assert write_units(HOME, {**HOME, **changed}, [BY_CITY]) == units


def test_a_transaction_doubles_the_table_and_not_its_indexes() -> None:
    assert write_units(None, HOME, [BY_CITY], transaction=True) == 3
    assert write_units(HOME, None, [], transaction=True) == 2


def test_what_is_refused_is_paid_for_by_what_is_there() -> None:
    assert (refused_units(None), refused_units({"text": "x" * KILOBYTE}, transaction=True)) == (1, 4)


def test_half_a_unit_reads_four_kilobytes_begun_of_a_whole_query() -> None:
    assert read_units([3 * KILOBYTE, 3 * KILOBYTE], consistent=False) == 1
    assert read_units([], consistent=False) == 0.5
    assert read_units([100], consistent=True) == 1


def test_storage_counts_each_place_with_a_hundred_bytes_beside() -> None:
    shown = {name: HOME[name] for name in ("pk", "sk", "city", "state")}

    assert stored_bytes(HOME, [BY_CITY]) == size_of(HOME) + size_of(shown) + 200
