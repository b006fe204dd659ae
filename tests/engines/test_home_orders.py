"""A home's events in every order, repeated and at once, on real engines: one state in the end."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from itertools import permutations
from random import Random
from typing import Any

import pytest

from hearthline.homes.model import ContractState, Home
from hearthline.members.model import Holding
from tests.engines.engine import Engine
from tests.engines.estate import LI, PLACE, WANG, ZHAO, Estate, five, signed
from tests.engines.people import People
from tests.engines.quick import quick_moto


@pytest.fixture
def estate(people: People, now: datetime) -> Estate:
    return Estate(people, now)


def names_of(estate: Estate) -> dict[str, str]:
    """Give the customer numbers of those whom a home names, by the ids of their persons."""
    return {estate.person(one).id: one["customer_id"] for one in (WANG, LI, ZHAO)}


def plain(estate: Estate, names: dict[str, str], **place: Any) -> Home:
    """Give a home with all ids as if it were any other: those differ by run."""
    home = estate.home(**place)
    (contract,) = home.contracts
    contract = replace(
        contract,
        number="",
        buyers=tuple(names[one] for one in contract.buyers),
        owners=tuple(names[one] for one in contract.owners),
        shares=tuple(replace(share, person=names[share.person]) for share in contract.shares),
    )
    named = tuple(sorted(names[one] for one in home.named))
    return replace(home, id="", address=replace(home.address, unit=""), contracts=(contract,), named=named)


def holdings(estate: Estate, **place: Any) -> dict[str, list[Holding]]:
    """Give what everybody holds of a home, the same way."""
    home = estate.home_id(**place)
    return {
        one["customer_id"]: [replace(each, home="", contract="") for each in held if each.home == home]
        for one, held in ((one, estate.held(one)) for one in (WANG, LI, ZHAO))
    }


def test_every_order_of_a_homes_five_events_with_duplicates_ends_in_one_state(
    engine: Engine, estate: Estate
) -> None:
    """All 120 on moto, with what persons hold after every tenth: a home of its own for each order."""
    chance = Random(4)
    estate.tell(*five())
    estate.react()
    names = names_of(estate)
    wanted, held = plain(estate, names), holdings(estate)
    with quick_moto():
        for place, order in enumerate(permutations(range(5))):
            if place % 20 and engine.name != "moto":
                continue
            number, at = f"HT-{place}-again", {"unit": f"A{place}"}
            events = [five(number, **at)[each] for each in order]
            assert estate.outcomes(*events, *chance.choices(events, k=3))[5:] == ["duplicate"] * 3
            assert set(estate.outcomes(*chance.sample(events, 5))) == {"duplicate"}
            assert plain(estate, names, **at) == wanted
            if place % 10 == 0:
                estate.react(**at)
                estate.react(**at)
                assert holdings(estate, **at) == held

    assert wanted.version == 5
    assert wanted.contracts[0].state is ContractState.CANCELLED
    assert [one.until for one in held["C-1"]] == [date(2026, 2, 1)]
    assert [(one.until, one.bought, one.cancelled) for one in held["C-3"]] == [
        (date(2026, 5, 1), False, True)
    ]


def test_any_split_into_requests_with_reactions_between_ends_in_the_same_state(
    engine: Engine, estate: Estate
) -> None:
    chance = Random(7)
    estate.tell(*five())
    estate.react()
    names = names_of(estate)
    wanted, held = plain(estate, names), holdings(estate)
    with quick_moto():
        for place in range(6):
            number, at = f"HT-{place}-again", {"unit": f"A{place}"}
            waiting = [*five(number, **at), *chance.choices(five(number, **at), k=4)]
            chance.shuffle(waiting)
            while waiting:
                estate.tell(*(waiting.pop() for _ in range(min(len(waiting), chance.randint(1, 4)))))
                if chance.random() < 0.7:
                    estate.react(**at)
            estate.react(**at)

            assert plain(estate, names, **at) == wanted
            assert holdings(estate, **at) == held


def test_many_senders_of_one_homes_events_at_once_lose_and_double_nothing(estate: Estate) -> None:
    events = [*five(), *five()]

    with ThreadPoolExecutor(10) as pool:
        outcomes = [each[0] for each in pool.map(estate.outcomes, events)]

    # A sender that lost too many races is told to send again, and does.
    outcomes += [
        estate.outcomes(event)[0]
        for event, outcome in zip(events, list(outcomes), strict=True)
        if outcome == "retry"
    ]
    assert outcomes.count("accepted") == 5
    assert estate.home().version == 5
    assert len(estate.store.facts(estate.home_id()).events) == 5


def test_one_new_buyer_in_many_contracts_at_once_is_one_person(estate: Estate) -> None:
    events = [
        signed(f"HT-{n}", buyers=[WANG], home={**PLACE, "building": f"{n}栋", "unit": f"{n}01"})
        for n in range(8)
    ]

    with ThreadPoolExecutor(8) as pool:
        outcomes = [each[0] for each in pool.map(estate.outcomes, events)]

    assert outcomes == ["accepted"] * 8
    owners = {estate.home(building=f"{n}栋", unit=f"{n}01").owners for n in range(8)}
    assert owners == {(estate.person(WANG).id,)}
