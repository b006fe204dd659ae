"""The proof of points: clean where nothing is wrong, and each kind of damage found."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from hearthline.members.ledger_books import read_books
from hearthline.members.model import EntryKind
from hearthline.members.points import entry_id
from hearthline.platform.table import Delete, Update
from infra import audit_points
from infra.audit_points import audit
from tests.engines.club import PERSON, ClubWorld
from tests.engines.engine import Engine

PK = f"P#{PERSON}"


@pytest.fixture
def club(engine: Engine, now: datetime) -> ClubWorld:
    """Give a member to whom everything has happened: earned, spent, taken back, owed, paid, expired."""
    club = ClubWorld(engine)
    club.earn("purchase:C-1", 600, now)
    club.redeem("cleaning", now)
    club.ledger.reverse(PERSON, "purchase:C-1", now)
    club.earn("event:walk", 900, now)
    club.redeem("coffee", now)
    club.earn("joining", 100, now + timedelta(days=40))
    club.adjust(-30, now + timedelta(days=50), "adjust:a")
    club.sweep(now + timedelta(days=733))
    club.earn("survey:1", 250, now + timedelta(days=740))
    club.redeem("coffee", now + timedelta(days=741))
    assert {entry.kind for entry in club.entries()} == set(EntryKind)
    return club


def _change(club: ClubWorld, sk: str, **attributes: Any) -> None:
    names = {f"#{name}": name for name in attributes}
    values = {f":{name}": value for name, value in attributes.items()}
    setting = ", ".join(f"#{name} = :{name}" for name in attributes)
    club.table.update(Update(PK, sk, f"SET {setting}", names, values))


def _take(club: ClubWorld, sk: str) -> None:
    club.table.transact([Delete(PK, sk)])


def _line(club: ClubWorld, source: str) -> dict[str, Any]:
    entries = club.table.query_all(("pk", PK))
    return next(item for item in entries if item["sk"].startswith("L#") and item["source"] == source)


def _forged(club: ClubWorld, of: str = "joining", **changes: Any) -> None:
    club.table.put({**_line(club, of), **changes})


DAMAGE: dict[str, Callable[[ClubWorld], object]] = {
    "ledger_is_not_balance": lambda club: _change(club, "B", balance=1000),
    "lots_are_not_balance": lambda club: _change(club, "B", spent=0),
    "negative": lambda club: _change(club, "B", owed=-1),
    "owed_is_not_shortfall": lambda club: _change(club, "B", owed=7),
    "redeemed_is_not_spent": lambda club: _change(club, "B", settled=0),
    "replay_gives_other_lots": lambda club: _change(
        club,
        "B",
        lots=[{**lot, "source": "joining"} for lot in club.table.get(PK, "B")["lots"]],  # type: ignore[index]
    ),
    "entry_without_mark": lambda club: _take(club, f"S#{entry_id(PERSON, 'joining')}"),
    "mark_without_entry": lambda club: _take(club, _line(club, "joining")["sk"]),
    "mark_of_another_entry": lambda club: _change(club, f"S#{entry_id(PERSON, 'joining')}", amount=101),
    "source_twice": lambda club: _forged(club, sk="L#2030-01-01T00:00:00.000Z#0"),
    "entry_of_another_source": lambda club: _forged(club, source="joining:again"),
    "replay_breaks": lambda club: _forged(club, "event:walk", amount=1),
    "no_account": lambda club: _take(club, "B"),
}


def test_books_that_were_kept_by_the_rules_add_up(club: ClubWorld, engine: Engine) -> None:
    found = audit(engine.client, engine.members)

    assert found.wrong == []
    assert found.clean
    account = club.account()
    assert (found.members, found.entries, found.points) == (1, len(club.entries()), account.balance)


def test_who_has_no_points_is_passed_over(engine: Engine, now: datetime) -> None:
    club = ClubWorld(engine)
    club.table.put({"pk": PK, "sk": "A", "name": "王小明"})
    club.table.put({"pk": "S#0123", "sk": "A", "person": PERSON})

    assert audit(engine.client, engine.members).clean


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_is_found(club: ClubWorld, engine: Engine, kind: str) -> None:
    DAMAGE[kind](club)

    found = audit(engine.client, engine.members)

    assert not found.clean
    assert kind in {fault.partition(" ")[0] for _, fault in found.wrong}


@pytest.mark.parametrize("damaged", [False, True])
def test_the_tool_tells_by_its_exit_code_whether_all_adds_up(
    club: ClubWorld,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    damaged: bool,
) -> None:
    outputs = {"MembersTable": engine.members}
    monkeypatch.setattr(audit_points, "installation", lambda _: (outputs, lambda _: engine.client))
    if damaged:
        _change(club, "B", balance=1000)

    code = audit_points.main([])

    said = capsys.readouterr().out
    assert code == (1 if damaged else 0)
    assert said.startswith("1 accounts, ")
    assert (f"{PERSON}: ledger_is_not_balance" in said) is damaged


def test_a_ledger_that_moves_at_every_look_is_not_called_wrong(club: ClubWorld, now: datetime) -> None:
    class Moving:
        def __getattr__(self, verb: str) -> Any:
            if verb == "get_item":
                _change(club, "B", version=club.account().version + 1)
            return getattr(club.engine.client, verb)

    table = ClubWorld(club.engine, wrap=lambda _: Moving()).table

    assert read_books(table, PERSON) is None
