"""What persons hold of a home, by what is known of its contracts."""

from hearthline.homes.folding import fold
from hearthline.homes.model import FeedEvent
from hearthline.members.holdings import held
from hearthline.members.model import Holding
from tests.unit.homes.builders import LI, WANG, ZHAO, cancelled, day, handed_over, signed, transferred


def of(person: str, *events: FeedEvent) -> list[Holding]:
    return list(held(fold("home", events), person))


def test_a_buyer_holds_the_contract_from_its_signing_the_first_named_first() -> None:
    (wang,), (li,) = of(WANG, signed(), handed_over()), of(LI, signed(), handed_over())

    assert (wang.bought, wang.first, wang.until) == (True, True, None)
    assert (li.bought, li.first) == (True, False)
    assert (wang.signed_on, wang.handed_over_on) == (day("2024-03-01"), day("2025-06-30"))
    assert (wang.city, wang.project, wang.home) == ("sz", "海岸花园", "home")


def test_nobody_holds_a_contract_whose_signing_is_not_known() -> None:
    assert of(ZHAO, handed_over(), transferred()) == []


def test_who_passed_it_on_held_it_until_then_and_who_got_it_holds_it_since() -> None:
    (wang,), (zhao,) = of(WANG, signed(), transferred()), of(ZHAO, signed(), transferred())

    assert (wang.until, wang.bought) == (day("2026-02-01"), True)
    assert (zhao.until, zhao.bought, zhao.passed_on) == (None, False, day("2026-02-01"))


def test_a_buyer_who_stays_among_the_owners_still_holds_it() -> None:
    (li,) = of(LI, signed(), transferred(owners=(LI, ZHAO)))

    assert (li.until, li.passed_on, li.bought) == (None, None, True)


def test_a_cancelled_contract_was_held_until_then_and_says_so() -> None:
    (wang,) = of(WANG, cancelled(), signed())

    assert (wang.until, wang.cancelled) == (day("2026-05-01"), True)


def test_whom_a_correction_leaves_out_holds_nothing() -> None:
    corrected = signed(on="2024-03-02", id="again", owners=(WANG,))

    assert of(LI, signed(), corrected) == []
