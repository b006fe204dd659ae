"""Documents are read again when they are a minute old, by whichever clock they were read."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from hearthline.complaints.editing import Editing
from hearthline.document_registry import KINDS
from hearthline.platform.documents import FRESH_FOR, Documents, save_action
from hearthline.platform.problems import Problem
from tests.engines.world import SHARDS, World


def in_force(documents: Documents, now: datetime) -> int:
    documents.refresh(now)
    return int(documents.latest("policy")["version"])


def saved(world: World, version: int, now: datetime) -> None:
    world.table.transact([save_action("policy", version, {}, "ops", now)])


def test_a_new_version_is_in_force_within_a_minute_and_costs_no_request_before(
    world: World, now: datetime
) -> None:
    documents = Documents(world.table)
    before = in_force(documents, now)
    saved(world, before + 1, now)

    with world.engine.counter.during() as spent:
        assert in_force(documents, now + FRESH_FOR - timedelta(seconds=1)) == before
    assert spent.total == 0
    assert in_force(documents, now + FRESH_FOR) == before + 1


def test_after_a_sweep_was_played_in_the_future_the_present_is_read_again(
    world: World, now: datetime
) -> None:
    documents = Documents(world.table)
    before = in_force(documents, now + timedelta(days=1))
    saved(world, before + 1, now)

    assert in_force(documents, now) == before + 1


def test_a_case_under_a_policy_that_somebody_saved_a_moment_ago_has_its_terms(
    world: World, now: datetime
) -> None:
    rulebook = world.rulebook
    rulebook.refresh(now)
    policy = Editing(world.table, SHARDS, KINDS).edition("policy", None, now)
    world.table.transact([save_action("policy", policy.version + 1, policy.body, "ops", now)])

    with world.engine.counter.during() as spent:
        found = [rulebook.terms("sz", policy.version + 1).policy.version for _ in range(2)]

    assert found == [policy.version + 1] * 2
    assert dict(spent.requests) == {"Query": 1}


def test_saving_is_a_read_and_a_transaction(world: World, now: datetime) -> None:
    editing = Editing(world.table, SHARDS, KINDS)
    calendar = editing.edition("calendar-cn", None, now)

    with world.engine.counter.during() as spent:
        saved = editing.save("calendar-cn", calendar.body, "ops", now)

    assert dict(spent.requests) == {"Query": 1, "TransactWriteItems": 1}
    assert saved.version == calendar.version + 1
    assert editing.edition("calendar-cn", None, now) == saved


def test_of_many_who_save_at_once_on_one_version_one_does(world: World, now: datetime) -> None:
    editing = Editing(world.table, SHARDS, KINDS)
    line = editing.edition("reporting-line", None, now)

    def save(number: int) -> int:
        try:
            return editing.save("reporting-line", line.body, f"ops-{number}", now, line.version).version
        except Problem as problem:
            return problem.status

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(save, range(8)))

    assert sorted(outcomes) == [line.version + 1, *[412] * 7]
