"""What a home's events add up to, also of those that come early, late or twice."""

from itertools import permutations

import pytest

from hearthline.homes.folding import fold
from hearthline.homes.model import ContractState, FeedEvent, Home, Share
from tests.unit.homes.builders import (
    LI,
    WANG,
    ZHAO,
    cancelled,
    day,
    described,
    five,
    handed_over,
    signed,
    transferred,
)


def home(*events: FeedEvent) -> Home:
    return fold("home", events)


def test_every_order_of_five_events_with_duplicates_makes_the_same_home() -> None:
    wanted = home(*five())

    for order in permutations(five()):
        assert home(*order) == wanted
        assert home(*order, *order[:3], order[0]) == wanted


@pytest.mark.parametrize(
    ("events", "state", "owners"),
    [
        ([signed()], ContractState.SIGNED, (WANG, LI)),
        ([signed(), handed_over()], ContractState.HANDED_OVER, (WANG, LI)),
        ([signed(), handed_over(), transferred()], ContractState.HANDED_OVER, (ZHAO,)),
        ([signed(), transferred()], ContractState.SIGNED, (ZHAO,)),
        ([signed(), cancelled()], ContractState.CANCELLED, ()),
        # What came before its signing waits for it.
        ([handed_over()], ContractState.ANNOUNCED, ()),
        ([handed_over(), transferred()], ContractState.ANNOUNCED, (ZHAO,)),
        # A cancellation needs no signing to be one, and is final.
        ([cancelled()], ContractState.CANCELLED, ()),
        ([cancelled(), signed(on="2026-06-01")], ContractState.CANCELLED, ()),
        ([cancelled(), transferred(on="2026-06-01")], ContractState.CANCELLED, ()),
    ],
)
def test_a_contract_stands_where_its_events_put_it(
    events: list[FeedEvent], state: ContractState, owners: tuple[str, ...]
) -> None:
    (contract,) = home(*events).contracts

    assert (contract.state, contract.owners) == (state, owners)


def test_of_two_that_say_the_same_the_one_that_happened_last_counts() -> None:
    corrected = signed(on="2024-03-05", id="signed-again", owners=(ZHAO,))

    (contract,) = home(corrected, signed()).contracts

    assert (contract.buyers, contract.signed_on) == ((ZHAO,), day("2024-03-05"))
    assert home(corrected, signed()).named == (WANG, LI, ZHAO)


def test_a_contract_passed_on_twice_remembers_who_had_it_until_when() -> None:
    again = transferred(on="2026-04-01", id="again", owners=(LI,))

    (contract,) = home(again, transferred(), signed()).contracts

    assert contract.owners == (LI,)
    first, second = day("2026-02-01"), day("2026-04-01")
    assert contract.shares == (Share(WANG, until=first), Share(LI), Share(ZHAO, since=first, until=second))


def test_who_owns_a_home_is_known_only_by_a_sale_that_is_signed() -> None:
    assert home(transferred()).owners == ()
    assert home(transferred(), signed()).owners == (ZHAO,)


def test_a_home_sold_again_after_a_cancellation_is_handed_over_with_the_new_sale() -> None:
    first = [signed(), handed_over(), cancelled()]
    again = [
        signed(on="2026-07-01", id="s2", contract="HT-2", owners=(ZHAO,)),
        handed_over(on="2026-08-01", id="h2", contract="HT-2"),
    ]

    assert home(*first).handed_over_on is None
    assert home(*again, *first).handed_over_on == day("2026-08-01")
    assert home(*again, *first).owners == (ZHAO,)


def test_contractors_and_warranties_are_said_part_by_part() -> None:
    later = described(
        on="2025-01-01", id="d2", contractors={"main": "中建八局"}, warranties={"finishing": 12}
    )

    found = home(later, described())

    assert found.contractors == {"main": "中建八局", "waterproofing": "东方雨虹"}
    assert found.warranties == {"finishing": 12, "waterproofing": 60}
