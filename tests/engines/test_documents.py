"""Documents are read again when they are a minute old, by whichever clock they were read."""

from datetime import datetime, timedelta

from hearthline.platform.documents import FRESH_FOR, Documents, save_action
from tests.engines.world import World


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
