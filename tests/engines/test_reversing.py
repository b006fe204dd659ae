"""Taking back: what an earning gave, as far as there is any, and what a redemption took."""

from datetime import UTC, datetime, timedelta

import pytest

from hearthline.members.ledger import NotReversible
from hearthline.members.points import entry_id
from tests.engines.club import PERSON, ClubWorld

LATER = timedelta(days=1)


def test_a_purchase_that_is_cancelled_gives_its_points_back_and_owes_what_was_spent(
    club: ClubWorld, now: datetime
) -> None:
    club.earn("purchase:C-1", 600, now)
    club.redeem("cleaning", now)

    assert club.ledger.reverse(PERSON, "purchase:C-1", now + LATER) is True
    assert club.ledger.reverse(PERSON, "purchase:C-1", now + LATER) is False
    account = club.account()
    assert (account.balance, account.owed) == (0, 500)

    club.earn("survey:1", 200, now + LATER)
    club.earn("survey:2", 400, now + LATER)
    account = club.account()
    assert (account.balance, account.owed) == (100, 0)
    assert sum(entry.amount for entry in club.entries()) == 100


def test_taking_back_what_never_was_does_nothing(club: ClubWorld, now: datetime) -> None:
    assert club.ledger.reverse(PERSON, "purchase:C-1", now) is False


def test_what_has_expired_is_not_taken_back_a_second_time(club: ClubWorld, now: datetime) -> None:
    club.earn("joining", 100, now)
    end = club.account().lots[0].expires_at
    club.earn("purchase:C-2", 70, end - LATER)

    club.ledger.reverse(PERSON, "joining", end)

    account = club.account()
    assert (account.balance, account.owed) == (70, 0)


def test_a_redemption_taken_back_gives_points_with_the_term_of_the_spending(
    club: ClubWorld, now: datetime
) -> None:
    club.earn("joining", 100, now)
    entry = club.redeem("coffee", now)

    reversal, new = club.ledger.reverse_entry(PERSON, entry.id, "lead", "门店已关闭", now + LATER)
    again, newer = club.ledger.reverse_entry(PERSON, entry.id, "lead", "门店已关闭", now + LATER)

    assert (new, newer) == (True, False)
    assert reversal == again
    assert (reversal.amount, reversal.by, reversal.rule) == (100, "lead", "coffee")
    assert reversal.expires_at == datetime(2028, 11, 22, 16, tzinfo=UTC)


def test_late_returned_points_come_with_time_to_use_them(club: ClubWorld, now: datetime) -> None:
    club.earn("joining", 100, now)
    club.redeem("coffee", now)
    late = now + timedelta(days=1000)

    club.ledger.reverse(PERSON, "redeem:1", late)

    assert club.account().lots[0].expires_at - late >= timedelta(days=30)


@pytest.mark.parametrize("kind", ["expiry:joining", "recovered:survey:1", "reversal:purchase:C-1"])
def test_what_followed_from_the_rules_is_not_reversed(club: ClubWorld, now: datetime, kind: str) -> None:
    club.earn("purchase:C-1", 100, now)
    club.redeem("coffee", now)
    club.ledger.reverse(PERSON, "purchase:C-1", now)
    club.earn("survey:1", 150, now)
    club.earn("joining", 10, now - timedelta(days=720))
    club.sweep(now + timedelta(days=40))

    with pytest.raises(NotReversible):
        club.ledger.reverse_entry(PERSON, entry_id(PERSON, kind), "lead", "x", now)
