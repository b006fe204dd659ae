"""A home is a function of the set of its events: no order and no repetition makes a difference."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hearthline.homes.folding import fold
from hearthline.homes.model import Address, ContractState, FeedEvent, FeedType, Home
from hearthline.platform.codec import dump, load

START = datetime(2024, 1, 1, tzinfo=UTC)
PERSONS = ("a", "b", "c", "d")
OWNERS = st.lists(st.sampled_from(PERSONS), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def events(draw: st.DrawFn) -> list[FeedEvent]:
    """Give some events of one home, of up to three contracts, many of them at the same instant."""
    found = []
    for place in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from(FeedType))
        at = START + timedelta(days=draw(st.integers(0, 6)))
        facts: dict[str, object] = {}
        if kind is FeedType.HOME_DESCRIBED:
            months = st.dictionaries(st.sampled_from(["roof", "lift"]), st.integers(1, 60))
            facts = {"warranties": draw(months), "contractors": {"main": draw(st.sampled_from(PERSONS))}}
        else:
            facts = {"contract": draw(st.sampled_from(["1", "2", "3"])), "on": at.date()}
        if kind in {FeedType.CONTRACT_SIGNED, FeedType.OWNERSHIP_TRANSFERRED}:
            facts["owners"] = draw(OWNERS)
        found.append(FeedEvent(f"e{place}", kind, at, Address("sz", "p", "b", "u"), **facts))  # type: ignore[arg-type]
    return found


@given(events(), st.data())
def test_any_order_with_any_repetition_makes_the_same_home(
    told: list[FeedEvent], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(told))
    again = data.draw(st.lists(st.sampled_from(told)))

    assert fold("h", [*order, *again]) == fold("h", told)


@given(events())
def test_a_home_is_read_back_as_it_was_kept(told: list[FeedEvent]) -> None:
    home = fold("h", told)

    assert load(Home, dump(home)) == home
    assert [load(FeedEvent, dump(event)) for event in told] == told


@given(events())
def test_nobody_both_owns_a_contract_and_has_passed_it_on(told: list[FeedEvent]) -> None:
    for contract in fold("h", told).contracts:
        former = {one.person for one in contract.shares if one.until}
        assert not set(contract.owners) & former
        if contract.state is ContractState.CANCELLED:
            assert contract.owners == ()
        if contract.signed_on is not None:
            assert set(contract.buyers) <= {*contract.owners, *former}


@given(events())
def test_everybody_whom_a_contract_concerns_is_named_by_the_home(told: list[FeedEvent]) -> None:
    home = fold("h", told)

    for contract in home.contracts:
        assert {*contract.buyers, *contract.owners, *(one.person for one in contract.shares)} <= set(
            home.named
        )


@given(events())
def test_a_home_is_handed_over_as_long_as_a_sale_of_it_stands_so(told: list[FeedEvent]) -> None:
    home = fold("h", told)
    standing = [c.handed_over_on for c in home.contracts if c.state is ContractState.HANDED_OVER]

    assert home.handed_over_on == max((on for on in standing if on), default=None)
    assert home.handed_over_on is None or isinstance(home.handed_over_on, date)
