"""The ledger on a real table: what moves a balance, once, and what never does."""

from datetime import UTC, datetime, timedelta

import pytest

from hearthline.members.ledger import Adjustment, Unknown
from hearthline.members.ledger_store import SourceUsed
from hearthline.members.model import EntryKind
from hearthline.members.occasions import Occasions
from hearthline.members.points import NotEnough
from hearthline.platform.outbox import SYSTEM, Event
from tests.engines.club import PERSON, ClubWorld
from tests.engines.engine import Engine

LATER = timedelta(days=1)


def test_an_occasion_earns_what_its_rule_gives_once(club: ClubWorld, now: datetime) -> None:
    first = club.ledger.earn(PERSON, "joining", "joining", None, now)
    again = club.ledger.earn(PERSON, "joining", "joining", None, now + LATER)

    assert (first, again) == (True, False)
    assert club.account().balance == 100
    (entry,) = club.entries()
    assert (entry.kind, entry.amount, entry.rule) == (EntryKind.EARNED, 100, "joining")
    assert entry.expires_at == datetime(2028, 11, 22, 16, tzinfo=UTC)


def test_what_no_rule_speaks_of_earns_nothing(club: ClubWorld, now: datetime) -> None:
    assert club.ledger.earn(PERSON, "birthday", "birthday:2026", None, now) is False
    assert club.store.account(PERSON) is None


def test_earning_costs_two_requests_and_once_more_a_single_one(
    club: ClubWorld, engine: Engine, now: datetime
) -> None:
    with engine.counter.during() as spent:
        club.earn("purchase:C-1", 1000, now)
    with engine.counter.during() as again:
        club.earn("purchase:C-1", 1000, now)

    assert dict(spent.requests) == {"BatchGetItem": 1, "TransactWriteItems": 1}
    assert dict(again.requests) == {"BatchGetItem": 1}


def test_redeeming_is_one_request_also_when_it_is_repeated(
    club: ClubWorld, engine: Engine, now: datetime
) -> None:
    club.earn("purchase:C-1", 1000, now)

    with engine.counter.during() as spent:
        first = club.redeem("cleaning", now, "redeem:a")
    with engine.counter.during() as repeated:
        again = club.redeem("cleaning", now + timedelta(seconds=3), "redeem:a")

    assert dict(spent.requests) == dict(repeated.requests) == {"TransactWriteItems": 1}
    assert first == again
    account = club.account()
    assert (account.balance, account.spent, account.version) == (500, 500, 1)


def test_every_other_way_to_move_points_costs_two_requests(
    club: ClubWorld, engine: Engine, now: datetime
) -> None:
    club.earn("purchase:C-1", 1000, now)

    with engine.counter.during() as given:
        club.adjust(10, now, "adjust:a")
    with engine.counter.during() as taken_back:
        club.ledger.reverse(PERSON, "purchase:C-1", now)
    with engine.counter.during() as refused, pytest.raises(NotEnough):
        club.redeem("coffee", now)

    assert dict(given.requests) == {"BatchGetItem": 1, "TransactWriteItems": 1}
    assert dict(taken_back.requests) == {"BatchGetItem": 1, "TransactWriteItems": 1}
    assert dict(refused.requests) == {"TransactWriteItems": 1, "GetItem": 1}


def test_a_redemption_repeated_when_nothing_is_left_is_still_the_first(
    club: ClubWorld, now: datetime
) -> None:
    club.earn("joining", 500, now)
    first = club.redeem("cleaning", now, "redeem:a")

    assert club.redeem("cleaning", now, "redeem:a") == first


def test_one_key_buys_one_reward(club: ClubWorld, now: datetime) -> None:
    club.earn("joining", 5000, now)
    club.redeem("cleaning", now, "redeem:a")

    with pytest.raises(SourceUsed):
        club.redeem("coffee", now, "redeem:a")
    assert club.account().balance == 4500


def test_a_reward_that_was_bought_and_is_no_longer_offered_is_answered_as_then(
    club: ClubWorld, now: datetime
) -> None:
    club.earn("joining", 5000, now)
    bought = club.redeem("cleaning", now, "redeem:a")

    with pytest.raises(SourceUsed):
        club.redeem("a-yacht", now, "redeem:a")
    with pytest.raises(Unknown):
        club.redeem("a-yacht", now, "redeem:b")
    assert bought in club.entries()


def test_what_is_not_there_cannot_be_spent(club: ClubWorld, now: datetime) -> None:
    with pytest.raises(NotEnough) as nothing:
        club.redeem("coffee", now)
    club.earn("joining", 99, now)
    with pytest.raises(NotEnough) as little:
        club.redeem("coffee", now)

    assert (nothing.value.balance, little.value.balance) == (0, 99)
    assert len(club.entries()) == 1


def test_points_that_have_ended_buy_nothing_although_no_sweep_has_come(
    club: ClubWorld, now: datetime
) -> None:
    club.earn("joining", 100, now)
    end = club.account().lots[0].expires_at
    club.redeem("coffee", end - timedelta(milliseconds=1))
    club.ledger.reverse(PERSON, "redeem:1", now)
    end = club.account().lots[0].expires_at

    with pytest.raises(NotEnough) as refused:
        club.redeem("coffee", end)

    assert refused.value.balance == 0
    assert club.entries()[0].kind is EntryKind.EXPIRED


def test_what_has_not_ended_is_spent_although_other_points_have(
    club: ClubWorld, engine: Engine, now: datetime
) -> None:
    club.earn("joining", 100, now)
    club.earn("purchase:C-1", 100, now + timedelta(days=10))
    end = club.account().lots[0].expires_at

    club.club.refresh(end)

    with engine.counter.during() as spent:
        club.redeem("coffee", end)

    assert dict(spent.requests) == {"TransactWriteItems": 3}
    assert club.account().balance == 0
    assert {entry.kind for entry in club.entries()} == {
        EntryKind.EARNED,
        EntryKind.EXPIRED,
        EntryKind.REDEEMED,
    }


def test_the_sweep_announces_an_end_once_and_then_lets_it_come(club: ClubWorld, now: datetime) -> None:
    club.earn("joining", 100, now)
    end = club.account().lots[0].expires_at

    assert club.sweep(end - timedelta(days=30, milliseconds=1)).handled == 0
    assert club.sweep(end - timedelta(days=30)).handled == 1
    assert club.sweep(end - timedelta(days=30)).handled == 0
    assert club.account().lots[0].told
    assert club.sweep(end - timedelta(milliseconds=1)).handled == 0
    assert club.sweep(end).handled == 1
    assert club.sweep(end + timedelta(days=900)).handled == 0
    assert (club.account().balance, club.account().lots) == (0, ())
    assert club.entries()[0].source == "expiry:joining"


def test_a_sweep_of_k_accounts_costs_two_requests_for_each(
    club: ClubWorld, engine: Engine, now: datetime
) -> None:
    for place in range(3):
        club.earn("joining", 100, now, person=f"P{place}")
    end = club.account("P0").lots[0].expires_at

    with engine.counter.during() as spent:
        swept = club.sweep(end)

    assert swept.handled == 3
    assert (spent.requests["GetItem"], spent.requests["TransactWriteItems"]) == (3, 3)


def test_staff_adjust_once_for_each_source_and_never_below_nothing(club: ClubWorld, now: datetime) -> None:
    given = club.adjust(50, now, "adjust:a")
    again = club.adjust(50, now + LATER, "adjust:a")

    assert given == again
    with pytest.raises(SourceUsed):
        club.adjust(60, now, "adjust:a")
    with pytest.raises(NotEnough):
        club.adjust(-51, now, "adjust:b")
    club.adjust(-20, now, "adjust:b")
    assert club.account().balance == 30


def test_an_adjustment_by_a_rule_lasts_as_long_as_the_rule_says(club: ClubWorld, now: datetime) -> None:
    wish = Adjustment(30, "event:open-day", "lead", "参加开放日", rule="event")

    entry = club.ledger.adjust(PERSON, wish, now)

    assert entry.expires_at == datetime(2027, 11, 22, 16, tzinfo=UTC)


def test_the_ledger_is_read_in_pages_newest_first(club: ClubWorld, now: datetime) -> None:
    for place in range(5):
        club.earn(f"survey:{place}", 10, now + place * LATER)

    first = club.store.page(PERSON, 2, None)
    second = club.store.page(PERSON, 2, first.position)
    third = club.store.page(PERSON, 2, second.position)

    sources = [entry.source for page in (first, second, third) for entry in page.entries]
    assert sources == [f"survey:{place}" for place in (4, 3, 2, 1, 0)]
    assert third.position is None


def test_more_lots_than_one_settlement_can_let_expire_go_in_several(club: ClubWorld, now: datetime) -> None:
    for place in range(45):
        club.earn(f"survey:{place:02}", 10, now)
    end = club.account().lots[0].expires_at

    club.earn("joining", 100, end)

    account = club.account()
    assert (account.balance, len(account.lots)) == (100, 1)
    assert sum(entry.amount for entry in club.entries()) == 100


def _told(type_: str, now: datetime, **data: object) -> Event:
    return Event("e", type_, now, f"person/{PERSON}", SYSTEM, data)


def test_joining_and_an_answered_survey_earn_however_often_they_are_told(
    club: ClubWorld, now: datetime
) -> None:
    occasions = Occasions(club.ledger, lambda *_: PERSON)
    joined = _told("member.joined", now, person=PERSON, via="web", city="sz", referred=False)
    answered = _told("survey.answered", now, campaign="2026", survey="2026", invitation="0a")

    for event in (joined, answered, answered, joined):
        occasions(event, now)

    assert sorted(entry.source for entry in club.entries()) == ["joining", "survey:2026"]
    assert club.account().balance == 150


def test_an_answer_under_nobodys_name_and_any_other_event_earn_nothing(
    club: ClubWorld, now: datetime
) -> None:
    occasions = Occasions(club.ledger, lambda *_: None)

    occasions(_told("survey.answered", now, campaign="2026", survey="2026", invitation=None), now)
    occasions(_told("survey.answered", now, campaign="2026", survey="2026", invitation="0a"), now)
    occasions(_told("person.changed", now, person=PERSON), now)

    assert club.store.account(PERSON) is None
