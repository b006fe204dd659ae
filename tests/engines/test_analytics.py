"""The export for analysis: whoever dies, whatever comes twice, the files tell what the tables hold."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hearthline.analytics.exporting import MANIFEST, Gathered
from hearthline.complaints import keys
from hearthline.complaints.applying import apply
from hearthline.complaints.board import Board
from hearthline.complaints.commands import Claim, Resolve
from hearthline.complaints.model import Change, Complaint
from hearthline.complaints.parts import Remedy, RemedyKind, RemedyState
from hearthline.complaints.store import Stored
from hearthline.platform.cursors import Cursors
from hearthline.platform.outbox import Actor
from hearthline.platform.table import Update
from infra.analytics import examples
from tests.engines.analyst import PSEUDONYMS, SECRET, Analyst
from tests.engines.engine import in_moto
from tests.engines.world import World

STAFF = Actor("staff", "li.na")


@pytest.fixture
def analyst(world: World, tmp_path: Path) -> Analyst:
    return Analyst(world, tmp_path)


@pytest.fixture
def in_memory(now: datetime, tmp_path: Path) -> Iterator[Analyst]:
    """An export of tables in this very process, for what is no matter of the engine."""
    with in_moto() as engine:
        world = World(engine)
        world.rulebook.refresh(now)
        yield Analyst(world, tmp_path)


def save(world: World, stored: Stored, **changes: Any) -> Complaint:
    """Let a case be as a test wants it, whatever led there."""
    changed = replace(stored.complaint, version=stored.complaint.version + 1, **changes)
    return world.store.save(stored, Change(changed, ()), world.rulebook.terms("sz")).complaint


def some_cases(world: World, now: datetime) -> list[Complaint]:
    """Give three cases of this month and two of older ones; one was resolved, and one paid for."""
    filed = [world.file(now - timedelta(days=age), text=f"第{age}天") for age in (0, 1, 2, 40, 100)]
    first, second, *others = [world.stored(one) for one in filed]
    for command in (Claim(), Resolve("修好了。", "workmanship", "engineering")):
        first = apply(world.store, world.rulebook, first, command, STAFF, now + timedelta(hours=1))
    paid = Remedy(
        1, RemedyKind.COMPENSATION, "补偿", "li.na", now, RemedyState.ACCEPTED, 50_000, ended_at=now
    )
    return [first.complaint, save(world, second, remedies=(paid,)), *(one.complaint for one in others)]


def test_what_is_read_equals_what_is_stored(analyst: Analyst, now: datetime) -> None:
    cases = some_cases(analyst.world, now)

    analyst.export(now + timedelta(days=1), everything=True)

    def millisecond(at: datetime | None) -> int | None:
        return int(at.timestamp() * 1000) if at else None

    assert set(
        analyst.read(
            "SELECT complaint, month, city, status, kind, project, team, handler, cause, "
            "epoch_ms(received_at), epoch_ms(answered_at), epoch_ms(resolved_at) FROM complaints"
        )
    ) == {
        (
            PSEUDONYMS.of("complaint", case.number),
            f"{case.received_at:%Y-%m}",
            case.city,
            case.status.value,
            case.kind.value,
            "海岸花园",
            case.team,
            PSEUDONYMS.of("staff", case.assignee),
            case.outcome.cause if case.outcome else None,
            millisecond(case.received_at),
            millisecond(case.answered_at),
            millisecond(case.resolved_at),
        )
        for case in cases
    }
    assert set(
        analyst.read("SELECT complaint, clock, round, epoch_ms(due_at), epoch_ms(met_at) FROM promises")
    ) == {
        (
            PSEUDONYMS.of("complaint", case.number),
            clock.name.value,
            clock.round,
            millisecond(clock.due),
            millisecond(clock.met_at),
        )
        for case in cases
        for clock in case.clocks
    }
    assert analyst.read("SELECT kind, amount, state FROM remedies") == [("compensation", 50_000, "accepted")]


def test_the_latest_months_are_written_each_day_and_the_manifest_counts_them(
    analyst: Analyst, now: datetime
) -> None:
    some_cases(analyst.world, now)

    analyst.export(now)

    manifest = json.loads(analyst.files.files[MANIFEST])
    assert (manifest["as_of"], manifest["everything"]) == ("2026-11-22T08:00:00.000Z", False)
    assert manifest["tables"]["complaints"] == {
        "version": 1,
        "folder": "analytics/complaints/v=1/",
        "rows": 4,
        "objects": 2,
    }
    assert manifest["tables"]["remedies"]["rows"] == 1
    assert manifest["tables"]["works"] == {
        "version": 1,
        "folder": "analytics/works/v=1/",
        "rows": 0,
        "objects": 0,
    }


def test_an_export_that_dies_anywhere_or_comes_again_leaves_the_same_files(
    in_memory: Analyst, now: datetime
) -> None:
    some_cases(in_memory.world, now)
    in_memory.export(now)
    whole = dict(in_memory.files.files)
    in_memory.files.files.clear()
    met: set[str] = set()

    def for_the_first_time(key: str) -> bool:
        new = key not in met
        met.add(key)
        return new

    in_memory.files.dies = for_the_first_time

    invocations = in_memory.export(now, places=4)

    assert invocations > len(whole)
    assert in_memory.files.files == whole
    in_memory.files.dies = lambda _: False
    in_memory.export(now)
    assert in_memory.files.files == whole


def test_a_case_that_moves_to_another_city_leaves_its_old_file(in_memory: Analyst, now: datetime) -> None:
    world = in_memory.world
    stored = world.stored(world.file(now))
    in_memory.export(now)
    save(world, stored, city="gz")

    in_memory.export(now)

    assert in_memory.read("SELECT city FROM complaints") == [("gz",)]
    assert in_memory.read("SELECT DISTINCT city FROM promises") == [("gz",)]


def test_a_place_that_cannot_be_told_of_keeps_its_files_and_stops_no_other(
    in_memory: Analyst, now: datetime
) -> None:
    world = in_memory.world
    broken = world.stored(world.file(now))
    save(world, world.stored(world.file(now)), city="gz")
    in_memory.export(now)
    before = dict(in_memory.files.files)
    world.table.update(
        Update(
            keys.complaint(broken.complaint.number), keys.HEAD, "SET #k = :no", {"#k": "kind"}, {":no": "?"}
        )
    )

    in_memory.export(now + timedelta(hours=1))

    manifest = json.loads(in_memory.files.files[MANIFEST])
    assert manifest["failed"] == ["cases/2026-11/sz"]
    kept = {key for key, data in in_memory.files.files.items() if before.get(key) == data}
    assert kept == {key for key in before if "city=sz" in key}
    assert {row[0] for row in in_memory.read("SELECT city FROM complaints")} == {"sz", "gz"}


def test_when_nothing_can_be_told_of_the_message_is_given_up(
    in_memory: Analyst, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Gathered:
        raise KeyError

    monkeypatch.setattr(in_memory.sources[0], "gather", broken)

    with pytest.raises(KeyError):
        in_memory.export(now)
    assert MANIFEST not in in_memory.files.files


def test_cases_that_are_kept_apart_in_public_are_in_it(in_memory: Analyst, now: datetime) -> None:
    world = in_memory.world
    save(world, world.stored(world.file(now)), filer="partner")

    in_memory.export(now)

    assert in_memory.read("SELECT filer FROM complaints") == [("partner",)]


def test_the_promise_recounted_from_the_export_is_the_boards(in_memory: Analyst, now: datetime) -> None:
    world = in_memory.world
    for hours in (1, 5, 30):
        stored = world.stored(world.file(now))
        reply = Resolve("修好了。", "workmanship", "engineering")
        for command in (Claim(), reply):
            stored = apply(world.store, world.rulebook, stored, command, STAFF, now + timedelta(hours=hours))
    later = now + timedelta(hours=31)
    world.file(later)
    board = Board(world.store, world.rulebook, Cursors(SECRET)).promise(
        city="sz", project=None, month="2026-11", now=later
    )["total"]

    in_memory.export(later)

    _, query = next(iter(examples()))
    [(month, city, counted, percent)] = in_memory.read(query)
    assert (month, city) == ("2026-11", "sz")
    assert counted == board["kept"] + board["broken"] == 3
    assert round(percent * 10) == board["answered_in_time_permille"]
    assert in_memory.read("SELECT count(*) FROM complaints") == [(board["received"],)]


def test_the_example_queries_find_what_is_there(in_memory: Analyst, now: datetime) -> None:
    some_cases(in_memory.world, now)
    in_memory.export(now + timedelta(days=3))

    promise, causes, remedies = (in_memory.read(query) for _, query in examples())

    assert promise == [("2026-11", "sz", 1, 100.0)]
    assert causes == [("workmanship", 1, 100.0)]
    assert remedies == [("海岸花园", 1, 500.0)]
