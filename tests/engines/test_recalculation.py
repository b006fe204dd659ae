"""When 2027's official days arrive, every deadline that waited for them is reckoned again, and no other."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hearthline.complaints.applying import apply
from hearthline.complaints.commands import Claim, Note
from hearthline.complaints.model import Clock, ClockName, Severity
from hearthline.complaints.recalculation import PARTITION, Recalculation
from hearthline.complaints.rulebook import Rulebook
from hearthline.platform.documents import Documents
from hearthline.platform.outbox import Actor
from hearthline.platform.timers import Due, sweep
from infra.documents import Desk, Refused
from tests.engines.engine import Engine
from tests.engines.world import SHARDS, World

DECEMBER = datetime(2026, 12, 21, 2, tzinfo=UTC)
ARRIVED = datetime(2026, 12, 22, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NEW_YEAR = {
    "year": 2027,
    "papers": ["https://www.gov.cn/"],
    "days": [{"name": "元旦", "date": f"2027-01-0{day}", "isOffDay": True} for day in (1, 2, 3)]
    + [{"name": "腊八", "date": f"2027-01-{day}", "isOffDay": True} for day in (14, 15)],
}


@pytest.fixture
def world(engine: Engine) -> World:
    world = World(engine)
    world.rulebook.refresh(DECEMBER)
    return world


def operator(world: World, now: datetime = ARRIVED) -> Desk:
    return Desk(world.table, "operator", now)


def the_year_arrives(world: World, now: datetime = ARRIVED) -> None:
    desk = operator(world, now)
    calendar = desk.latest("calendar-cn")
    assert calendar is not None
    desk.save("calendar-cn", {**calendar, "lists": [NEW_YEAR]})


def minutes_pass(world: World, recalculation: Recalculation, minutes: int) -> list[int]:
    """Sweep each minute from the arrival on; give how many due jobs each sweep handled."""

    def handle(due: Due, now: datetime) -> bool:
        return due.pk == PARTITION and recalculation(due, now)

    return [
        sweep(world.table, ARRIVED + minute * MINUTE, handle, shards=SHARDS, may_go_on=lambda: True).handled
        for minute in range(minutes)
    ]


def a_recalculation(world: World, **settings: Any) -> Recalculation:
    return Recalculation(world.table, world.store, Rulebook(Documents(world.table)), **settings)


def resolve_clock(world: World, filed: Any) -> Clock:
    clock = world.stored(filed).complaint.clock(ClockName.RESOLVE)
    assert clock is not None
    return clock


def test_a_deadline_that_waited_for_the_year_moves_and_is_no_longer_provisional(world: World) -> None:
    filed = world.file(DECEMBER)
    before = resolve_clock(world, filed)
    the_year_arrives(world)

    minutes_pass(world, a_recalculation(world), 8)

    after = resolve_clock(world, filed)
    assert before.provisional
    assert not after.provisional
    assert after.due > before.due
    found = world.store.timeline(world.stored(filed).complaint.number)
    assert found is not None
    assert [entry.kind for entry in found[1]].count("recalculated") == 1


def test_what_does_not_wait_for_the_year_is_neither_read_nor_written(world: World) -> None:
    filed = world.file(DECEMBER - timedelta(days=60))
    before = world.stored(filed)
    the_year_arrives(world)

    with world.engine.counter.during() as spent:
        minutes_pass(world, a_recalculation(world), 8)

    assert not resolve_clock(world, filed).provisional
    assert world.stored(filed).complaint.version == before.complaint.version
    assert spent.requests["TransactWriteItems"] == 0


def test_many_cases_take_several_sweeps_and_the_job_ends(world: World) -> None:
    filed = [world.file(DECEMBER + n * MINUTE) for n in range(5)]
    the_year_arrives(world)

    handled = minutes_pass(world, a_recalculation(world, batch=2), 12)

    assert not any(resolve_clock(world, one).provisional for one in filed)
    assert handled[-3:] == [0, 0, 0]


def test_a_case_filed_while_some_function_still_had_the_old_year_is_reckoned_again_too(world: World) -> None:
    world.rulebook.refresh(ARRIVED)
    the_year_arrives(world)
    recalculation = a_recalculation(world)
    minutes_pass(world, recalculation, 1)
    filed = world.file(ARRIVED + MINUTE / 2)

    assert resolve_clock(world, filed).provisional
    minutes_pass(world, recalculation, 8)

    assert not resolve_clock(world, filed).provisional


def test_a_case_that_somebody_works_on_at_that_moment_loses_nothing(world: World) -> None:
    filed = world.file(DECEMBER)
    the_year_arrives(world)
    agent = Actor("staff", "agent")
    load = world.store.load

    def load_then_somebody_is_faster(number: str) -> Any:
        stored = load(number)
        assert stored is not None
        world.store.load = load  # type: ignore[method-assign]
        apply(world.store, world.rulebook, stored, Claim(), agent, ARRIVED)
        return stored

    world.store.load = load_then_somebody_is_faster  # type: ignore[method-assign]
    minutes_pass(world, a_recalculation(world), 8)

    complaint = world.stored(filed).complaint
    assert complaint.assignee == "agent"
    assert not resolve_clock(world, filed).provisional


def test_two_sweeps_at_once_reckon_a_case_once(world: World) -> None:
    filed = world.file(DECEMBER)
    the_year_arrives(world)
    first, second = a_recalculation(world), a_recalculation(world)
    timer = world.table.query(("pk", PARTITION)).items[0]
    due = Due(timer["pk"], timer["sk"], timer["timer_at"])

    assert first(due, ARRIVED)
    second(due, ARRIVED)

    assert world.stored(filed).complaint.version == 2


def test_a_deadline_beyond_the_years_known_stays_provisional_and_the_job_ends(world: World) -> None:
    filed = world.file(datetime(2027, 12, 20, 2, tzinfo=UTC), severity=Severity.LOW)
    the_year_arrives(world)

    handled = minutes_pass(world, a_recalculation(world), 12)

    assert resolve_clock(world, filed).provisional
    assert handled[-1] == 0


def test_a_version_is_saved_once_however_many_save_it(world: World) -> None:
    one, other = operator(world), operator(world)
    calendar = one.latest("calendar-cn")
    assert calendar is not None

    one.save("calendar-cn", {**calendar, "lists": [NEW_YEAR]})
    with pytest.raises(Refused, match="somebody else saved a version"):
        other.save("calendar-cn", calendar)


def test_a_city_stays_and_needs_its_calendar(world: World) -> None:
    desk = operator(world)
    catalog = desk.latest("catalog")
    assert catalog is not None
    boston = {**catalog["cities"][0], "code": "boston", "calendar": "boston"}

    with pytest.raises(Refused) as refused:
        desk.save("catalog", {**catalog, "cities": [*catalog["cities"][1:], boston]})

    assert str(refused.value).splitlines() == [
        "/cities: sz is missing; a city stays, for its complaints do",
        "/cities/15/calendar: save calendar-boston first",
    ]


def test_a_note_taken_before_does_not_matter(world: World) -> None:
    filed = world.file(DECEMBER)
    apply(world.store, world.rulebook, world.stored(filed), Note("seen"), Actor("staff", "agent"), DECEMBER)
    the_year_arrives(world)

    minutes_pass(world, a_recalculation(world), 8)

    assert not resolve_clock(world, filed).provisional
