"""Many at once on one balance: never more is spent than there is, and nothing is counted twice."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from hearthline.members.ledger_store import SourceUsed
from hearthline.members.points import NotEnough
from hearthline.platform.table import TransactionConflict
from infra.audit_points import audit
from tests.engines.club import PERSON, ClubWorld
from tests.engines.engine import Engine
from tests.sizes import sized

AT_ONCE = sized(150, 1_000)
"""More than twice what the balance would buy; moto answers one after the other, and slowly."""
THREADS = 50
COFFEES = 60


def _outcome(act: Callable[[], object]) -> str:
    try:
        act()
    except (NotEnough, SourceUsed, TransactionConflict) as refused:
        return type(refused).__name__
    return "done"


def _at_once(acts: list[Callable[[], object]]) -> Counter[str]:
    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(_outcome, acts))


def test_many_redemptions_at_once_spend_what_there_is_and_no_more(
    club: ClubWorld, engine: Engine, now: datetime
) -> None:
    club.earn("purchase:C-1", 100 * COFFEES + 99, now)

    came_of_it = _at_once(
        [
            lambda place=place: club.ledger.redeem(PERSON, "coffee", f"redeem:{place}", now)  # type: ignore[misc]
            for place in range(AT_ONCE)
        ]
    )

    # Who met too many others was told to try again; nobody was told that who did not get it.
    again = came_of_it["TransactionConflict"]
    assert came_of_it["done"] <= COFFEES
    assert came_of_it["done"] == COFFEES or again > 0
    account = club.account()
    assert account.balance == 100 * (COFFEES - came_of_it["done"]) + 99
    assert sum(entry.amount for entry in club.entries()) == account.balance
    assert audit(engine.client, engine.members).clean


def test_one_key_sent_fifty_times_at_once_buys_once(club: ClubWorld, engine: Engine, now: datetime) -> None:
    club.earn("purchase:C-1", 5000, now)

    came_of_it = _at_once([lambda: club.ledger.redeem(PERSON, "coffee", "redeem:same", now)] * 50)

    assert set(came_of_it) <= {"done", "TransactionConflict"}
    assert club.account().balance == 4900
    assert audit(engine.client, engine.members).clean


def test_everything_at_once_on_one_account_adds_up(club: ClubWorld, engine: Engine, now: datetime) -> None:
    club.earn("purchase:C-1", 1000, now)
    end = club.account().lots[0].expires_at
    acts: list[Callable[[], object]] = []
    for place in range(20):
        acts += [
            lambda place=place: club.ledger.redeem(
                PERSON, "coffee", f"redeem:{place}", end - timedelta(days=1)
            ),  # type: ignore[misc]
            lambda place=place: club.earn(f"survey:{place // 2}", 70, end - timedelta(days=1)),  # type: ignore[misc]
            lambda place=place: club.adjust(-3, end - timedelta(days=1), f"adjust:{place // 2}"),  # type: ignore[misc]
            lambda place=place: club.ledger.reverse(PERSON, f"redeem:{place}", end),  # type: ignore[misc]
            lambda: club.ledger.reverse(PERSON, "purchase:C-1", end),
            lambda: club.sweep(end),
        ]

    _at_once(acts)

    found = audit(engine.client, engine.members)
    assert found.wrong == []
    assert found.clean
