"""Many cases in a storm of commands by the staff of two cities: no rule is broken, nothing fails."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from infra.local.stack import LocalStack
from infra.local.staff import STAFF
from tests.sizes import sized
from tests.system.client import Client
from tests.system.storm import Storm, consents_missing
from tests.system.storm_bodies import BODIES
from tests.system.storm_cast import Case, Player, Share

CASES = sized(60, 200)
THREADS = 4
COMMANDS = sized(200, 300)
"""For each thread."""

TEAMS = ["sz-care", "bj-care", "no-such-team"]
KINDS_OF_ENTRY = {"claim": "assigned", "assign": "assigned", "transfer": "transferred", "note": "noted"}


@pytest.fixture(scope="module")
def players(stack: LocalStack) -> list[Player]:
    """Give the staff of Shenzhen and Beijing, and of the group."""
    url = stack.description()["url"]
    playing = [one for one in STAFF if one.roles[0] in {"agent", "lead", "manager", "auditor"}]
    return [
        Player(
            one.username,
            one.roles[0],
            None if one.cities == ("hq",) else one.cities[0],
            Client(url, stack.token(one.username)),
        )
        for one in playing
        if one.cities[0] in {"sz", "bj", "hq"}
    ]


def file_case(by: Client, place: int) -> Case:
    """File the complaint of one of many persons, who thus have five each, and three in one city."""
    person = f"storm{place % (CASES // 5)}@example.com"
    body: dict[str, Any] = {
        "kind": ("complaint", "repair", "suggestion")[place % 3],
        "title": f"第 {place} 件",
        "text": "厨房水管漏水。",
        "city": ("sz", "bj")[place // (CASES // 5) % 2],
        "channel": "hotline",
        "contact": {"name": "风暴", "email": person},
        "public": place % 2 == 0,
        "severity": ("normal", "high", "low", "critical")[place % 4],
    }
    filed = by.post("/api/desk/complaints", body)
    assert filed.status == 201, filed.body
    head = by.get(f"/api/desk/complaints/{filed.json['number']}")
    return Case(head.json, person)


def test_no_rule_is_broken_in_a_storm(players: list[Player]) -> None:
    group = next(player.client for player in players if player.name == "group")
    with ThreadPoolExecutor(THREADS) as crowd:
        cases = list(crowd.map(lambda place: file_case(group, place), range(CASES)))
        storms = [Storm(seed, players, Share(cases[seed::THREADS], TEAMS)) for seed in range(THREADS)]
        done = list(crowd.map(lambda storm: storm.rage(COMMANDS), storms))

    assert [wrong for storm in done for wrong in storm.wrong] == []
    accepted = {name for storm in done for (name, status) in storm.answers if status == 200}
    assert accepted == set(BODIES)
    roles = {player.name: player.role for player in players}
    assert [wrong for case in cases for wrong in consents_missing(case, roles)] == []
    for case in cases[:40]:
        told = group.get(f"/api/desk/complaints/{case.number}").json
        by_staff = [entry for entry in told["timeline"] if entry["by"]["kind"] == "staff"]
        assert {who for _, who in case.accepted} <= {entry["by"]["id"] for entry in by_staff}
        assert len(by_staff) >= len(case.accepted)
        assert told["version"] >= case.head["version"]
        instants = [entry["at"] for entry in told["timeline"]]
        assert instants == sorted(instants)
