"""The tables of the simulation answer as moto does, whatever is asked of them in whichever order."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearthline.platform.actions import Delete, Guard, Put, Update
from hearthline.platform.table import ABSENT, ConditionFailed, Table
from simulation.expressions import Unknown, change, condition
from simulation.tables import Tables
from tests.engines.definitions import table_definitions
from tests.engines.engine import in_moto

NAME = "DeliveriesTable"
SINCE = datetime(2026, 11, 27, tzinfo=UTC)
keys = st.sampled_from(["A", "B", "C"])
times = st.sampled_from([f"2026-11-{day}T00:00:00.000Z" for day in (1, 2, 3)])
items = st.fixed_dictionaries(
    {"pk": keys, "sk": keys, "version": st.integers(1, 3)},
    optional={
        "timer_shard": st.sampled_from(["00", "01"]),
        "timer_at": times,
        "person": st.sampled_from(["x", "y"]),
        "created_at": times,
        "inner": st.fixed_dictionaries({"n": st.integers(0, 3)}),
    },
)
guards = st.sampled_from(
    [
        None,
        ABSENT,
        Guard("attribute_exists(pk)"),
        Guard("version = :v", {}, {":v": 1}),
        Guard("#v < :v OR attribute_not_exists(#v)", {"#v": "version"}, {":v": 2}),
        Guard(
            "(#v BETWEEN :a AND :b) AND NOT #i.#n = :a",
            {"#v": "version", "#i": "inner", "#n": "n"},
            {":a": 1, ":b": 2},
        ),
        Guard(
            "#p IN (:x, :y) OR begins_with(#t, :t)",
            {"#p": "person", "#t": "timer_at"},
            {":x": "x", ":y": "z", ":t": "2026-11-01"},
        ),
        Guard("#p <> :x", {"#p": "person"}, {":x": "x"}),
    ]
)
changes: st.SearchStrategy[tuple[str, dict[str, str], dict[str, Any]]] = st.sampled_from(
    [
        ("SET #v = #v + :one", {"#v": "version"}, {":one": 1}),
        (
            "SET #v = if_not_exists(#v, :one), #p = :x REMOVE timer_at",
            {"#v": "version", "#p": "person"},
            {":one": 1, ":x": "x"},
        ),
        (
            "ADD #u :one SET #t = :t",
            {"#u": "used", "#t": "timer_at"},
            {":one": 1, ":t": "2026-11-02T00:00:00.000Z"},
        ),
        ("SET #i.#n = #i.#n - :one", {"#i": "inner", "#n": "n"}, {":one": 1}),
    ]
)


@st.composite
def actions(draw: st.DrawFn) -> Put | Update | Delete:
    guard = draw(guards)
    match draw(st.sampled_from(["put", "update", "delete"])):
        case "put":
            return Put(draw(items), guard)
        case "update":
            text, names, values = draw(changes)
            return Update(draw(keys), draw(keys), text, names, values, guard)
    return Delete(draw(keys), draw(keys), guard)


def _key(action: Put | Update | Delete) -> tuple[str, str]:
    return (action.item["pk"], action.item["sk"]) if isinstance(action, Put) else (action.pk, action.sk)


def done(table: Table, plan: list[Put | Update | Delete]) -> Any:
    try:
        if len(plan) == 1 and isinstance(plan[0], Update):
            return table.update(plan[0])
        return table.transact(plan)
    except ConditionFailed as failed:
        return "refused", failed.index, failed.item
    except ClientError as error:
        return error.response["Error"]["Code"]


def tables(now: list[datetime]) -> Any:
    return Tables({NAME: table_definitions()[NAME].request}, lambda: now[0])


def asked(table: Table) -> list[Any]:
    """Everything that can be read of it."""
    reached = Guard("#at <= :now", {"#at": "timer_at"}, {":now": "2026-11-02T00:00:00.000Z"})
    found: list[Any] = [table.get(pk, sk) for pk in "ABC" for sk in "ABC"]
    for pk in "ABC":
        for guard in (
            None,
            Guard("sk > :s", {}, {":s": "A"}),
            Guard("sk BETWEEN :a AND :b", {}, {":a": "A", ":b": "B"}),
        ):
            found += [
                tuple(table.query_all(("pk", pk), guard)),
                table.query(("pk", pk), guard, descending=True).items,
            ]
        first = table.query(("pk", pk), limit=1)
        found.append(first)
        if first.last:
            found.append(
                table.query(("pk", pk), start=first.last, where=Guard("version > :v", {}, {":v": 1})).items
            )
    for shard in ("00", "01"):
        found.append(
            {
                row["pk"] + row["sk"]
                for row in table.query(("timer_shard", shard), reached, index="timers").items
            }
        )
        found.append([row["timer_at"] for row in table.query(("timer_shard", shard), index="timers").items])
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(st.lists(actions(), min_size=1, max_size=3, unique_by=_key), max_size=8))
def test_the_same_requests_have_the_same_answers(plan: list[list[Put | Update | Delete]]) -> None:
    now = [SINCE]
    quick = Table(tables(now), NAME)
    with in_moto() as engine:
        moto = Table(engine.client, engine.table(NAME), pause=lambda _: None)
        for each in plan:
            assert done(quick, each) == done(moto, each)
        now[0] += timedelta(seconds=1)
        assert asked(quick) == asked(moto)


def test_an_index_shows_a_change_a_moment_later() -> None:
    now = [SINCE]
    table = Table(tables(now), NAME)
    table.put({"pk": "A", "sk": "A", "timer_shard": "00", "timer_at": "2026-11-01T00:00:00.000Z"})

    at_once = table.query(("timer_shard", "00"), index="timers").items
    now[0] += timedelta(seconds=1)

    assert at_once == ()
    assert len(table.query(("timer_shard", "00"), index="timers").items) == 1


def test_what_is_not_modelled_is_refused() -> None:
    with pytest.raises(Unknown):
        condition("size(a) > :v", {})
    with pytest.raises(Unknown):
        change("DELETE a :v", {})
