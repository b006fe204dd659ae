"""A crash before or after any request: done again, everything is as if it had gone well the first time."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from hearthline.members.ledger_books import read_books
from hearthline.members.proof import Books
from hearthline.platform.table import Delete, StorageUnavailable, TransactionConflict
from infra.audit_points import audit
from tests.engines.club import PERSON, ClubWorld
from tests.engines.engine import Engine, in_moto

LATER = timedelta(days=3)
MOST_REQUESTS = 3


@pytest.fixture(scope="module")
def moto() -> Iterator[Engine]:
    with in_moto() as engine:
        yield engine


class Breaking:
    """A client that breaks off at one of its requests, before it is sent or after it was done."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.left: int | None = None
        self.after = False

    def __getattr__(self, verb: str) -> Any:
        def call(**request: Any) -> Any:
            breaks = self.left == 0
            self.left = None if self.left is None or breaks else self.left - 1
            if breaks and not self.after:
                raise ConnectionClosedError(endpoint_url="here")
            answer = getattr(self._client, verb)(**request)
            if breaks:
                raise ConnectionClosedError(endpoint_url="here")
            return answer

        return call


ACTS: dict[str, Callable[[ClubWorld, datetime], object]] = {
    "earn": lambda club, at: club.earn("survey:1", 70, at + LATER),
    "redeem": lambda club, at: club.redeem("coffee", at + LATER, "redeem:a"),
    "give": lambda club, at: club.adjust(30, at + LATER, "adjust:a"),
    "take": lambda club, at: club.adjust(-30, at + LATER, "adjust:a"),
    "take back what was earned": lambda club, at: club.ledger.reverse(PERSON, "purchase:C-1", at + LATER),
    "give back what was spent": lambda club, at: club.ledger.reverse(PERSON, "redeem:0", at + LATER),
    "announce": lambda club, at: club.sweep(at + timedelta(days=705)),
    "let expire": lambda club, at: club.sweep(at + timedelta(days=800)),
    "redeem when a part is overdue": lambda club, at: club.redeem(
        "coffee", at + timedelta(days=800), "redeem:late"
    ),
}


def _ready(engine: Engine, now: datetime) -> tuple[ClubWorld, Breaking]:
    breaking: list[Breaking] = []

    def wrap(client: Any) -> Any:
        breaking.append(Breaking(client))
        return breaking[0]

    club = ClubWorld(engine, wrap=wrap)
    club.earn("purchase:C-1", 400, now)
    club.redeem("coffee", now, "redeem:0")
    club.earn("event:walk", 150, now + timedelta(days=600))
    return club, breaking[0]


def _clear(club: ClubWorld) -> None:
    items = list(club.table.query_all(("pk", f"P#{PERSON}"), consistent=True))
    club.table.transact([Delete(item["pk"], item["sk"]) for item in items])


def _books(club: ClubWorld) -> Books:
    books = read_books(club.table, PERSON)
    assert books is not None
    return books


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("name", ACTS)
def test_what_broke_off_and_is_done_again_is_done_once(
    moto: Engine, now: datetime, name: str, *, after: bool
) -> None:
    act, broke = ACTS[name], 0
    club, _ = _ready(moto, now)
    act(club, now)
    expected = _books(club)
    for request in range(MOST_REQUESTS):
        _clear(club)
        club, breaking = _ready(moto, now)
        breaking.left, breaking.after = request, after
        try:
            act(club, now)
        except StorageUnavailable:
            broke += 1
        breaking.left = None
        act(club, now)

        assert _books(club) == expected
        assert audit(moto.client, moto.members).clean
    _clear(club)
    assert broke > 0


class Contended:
    """A client whose transactions meet another one, so many times."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.times = 0

    def __getattr__(self, verb: str) -> Any:
        if verb == "transact_write_items" and self.times:
            self.times -= 1
            reasons = [{"Code": "None"}, {"Code": "TransactionConflict"}, {"Code": "None"}]
            error = {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": reasons}
            raise ClientError(error, "TransactWriteItems")  # type: ignore[arg-type]
        return getattr(self._client, verb)


@pytest.mark.parametrize(("met", "spends"), [(9, True), (10, False)])
def test_who_meets_others_again_and_again_may_try_again_and_spends_once(
    engine: Engine, now: datetime, met: int, *, spends: bool
) -> None:
    contended: list[Contended] = []

    def wrap(client: Any) -> Any:
        contended.append(Contended(client))
        return contended[0]

    club = ClubWorld(engine, wrap=wrap)
    club.earn("purchase:C-1", 250, now)
    contended[0].times = met
    if spends:
        club.redeem("coffee", now, "redeem:a")
    else:
        with pytest.raises(TransactionConflict):
            club.redeem("coffee", now, "redeem:a")
        assert club.account().balance == 250

    club.redeem("coffee", now, "redeem:a")

    assert club.account().balance == 150
