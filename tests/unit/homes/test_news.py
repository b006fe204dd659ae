"""What others are told: each step of a contract once, as soon as it is known whose it is."""

from itertools import pairwise, permutations

from hearthline.homes.folding import fold
from hearthline.homes.model import FeedEvent
from hearthline.homes.news import News, news
from tests.unit.homes.builders import (
    CONTRACT,
    LI,
    WANG,
    ZHAO,
    cancelled,
    described,
    five,
    handed_over,
    signed,
    transferred,
)


def told(*events: FeedEvent) -> list[list[News]]:
    """Give what is told of each of some events, in the order in which they come."""
    homes = [None, *(fold("home", events[: place + 1]) for place in range(len(events)))]
    return [news(before, after) for before, after in pairwise(homes) if after]


def types(*events: FeedEvent) -> list[list[str]]:
    return [[one.type for one in group] for group in told(*events)]


def test_each_event_tells_that_the_home_changed_and_what_became_known() -> None:
    assert types(described(), signed(), handed_over()) == [
        ["home.changed"],
        ["home.changed", "home.contract_signed"],
        ["home.changed", "home.handed_over"],
    ]


def test_a_handover_before_its_signing_is_told_with_it() -> None:
    assert types(handed_over(), signed()) == [
        ["home.changed"],
        ["home.changed", "home.contract_signed", "home.handed_over"],
    ]


def test_what_is_told_names_the_contract_its_persons_and_the_day() -> None:
    ((_, one),) = told(signed())

    assert one.data == {
        "home": "home",
        "city": "sz",
        "project": "海岸花园",
        "contract": CONTRACT,
        "persons": [WANG, LI],
        "on": "2024-03-01",
    }


def test_in_every_order_each_step_is_told_once_or_where_the_contract_ended_not_at_all() -> None:
    for order in permutations(five()):
        steps = [one.type for group in told(*order) for one in group if one.type != "home.changed"]

        assert sorted(steps) == [
            "home.contract_cancelled",
            "home.contract_signed",
            "home.handed_over",
            "home.ownership_transferred",
        ]


def test_a_contract_passed_on_again_is_told_again_and_an_older_transfer_that_comes_late_is_not() -> None:
    again = transferred(on="2026-04-01", id="again", owners=(LI,))

    assert types(signed(), transferred(), again)[2] == ["home.changed", "home.ownership_transferred"]
    assert told(signed(), transferred(), again)[2][1].data["persons"] == [LI]
    assert types(signed(), again, transferred())[2] == ["home.changed"]
    assert told(signed(), transferred())[1][1].data["persons"] == [ZHAO]


def test_a_correction_is_a_change_and_no_further_step() -> None:
    corrected = signed(on="2024-03-05", id="signed-again", owners=(WANG,))

    assert types(signed(), handed_over(), corrected)[2] == ["home.changed"]
    assert types(signed(), cancelled(), corrected)[2] == ["home.changed"]
