"""Every reason that a message may have has words, and every notice to a person a title."""

from typing import get_args

from hearthline.notices.audience import _TO_CUSTOMER, _TO_PERSON
from hearthline.notices.explaining import REASONS, TITLES, what, why
from hearthline.notices.model import State
from hearthline.notices.policy import Reason
from infra.contract.message_contract import Condition


def test_every_reason_of_the_policy_has_words_in_both_languages() -> None:
    assert {reason.value for reason in Reason} <= set(REASONS)
    assert all(set(words) == {"zh", "en"} for words in (*REASONS.values(), *TITLES.values()))


def test_every_notice_to_a_filer_or_a_person_has_a_title() -> None:
    assert set(_TO_CUSTOMER.values()) <= set(TITLES)
    of_the_club = {"welcome", "tier_raised", "tier_lowered", "referral_completed", "points_expiring"}
    assert {*of_the_club, "home_step", "progress_letter"} <= set(TITLES)
    assert len(_TO_PERSON) == 7  # a code is nobody's message; a tier goes up or down


def test_what_is_not_known_is_still_answered() -> None:
    assert why("something_technical")["en"] == "It could not be delivered."
    assert what("new_kind") == {"zh": "new_kind", "en": "new_kind"}


def test_the_contract_names_every_state() -> None:
    assert set(get_args(Condition)) == {state.value for state in State}
