"""A campaign on the running system, its workers killed on the way, with every event delivered twice."""

from benchmarks import campaign_tables
from benchmarks.campaign import Run
from infra.local.stack import LocalStack

OWNERS = 200
KILLS = 6


def test_every_owner_who_can_be_reached_is_told_once_though_workers_are_killed_and_events_come_twice(
    stack: LocalStack,
) -> None:
    result = Run(stack, "chaos", haste=True).measure(OWNERS, kills=KILLS, twice=True, seed=5)

    assert result["states"] == {"sent": 184, "withheld": 10, "failed": 6}
    assert (result["mails"], result["addresses"], result["made"]) == (184, 184, OWNERS)
    assert result["messages_doubled"] >= OWNERS / 10
    assert sum(result["kills"].values()) == KILLS
    assert "184 sent + 6 failed + 10 withheld = 200" in campaign_tables.campaign(result)
