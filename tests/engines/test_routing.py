"""New cases go round their team: each once, no turn lost, whatever comes twice or at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest

from hearthline.complaints.applying import apply
from hearthline.complaints.commands import Claim
from hearthline.complaints.filing import Filed
from hearthline.complaints.routing import Routing
from hearthline.complaints.rulebook import Rulebook
from hearthline.platform.documents import Documents, save_action
from hearthline.platform.outbox import SYSTEM, Actor, Event
from tests.engines.world import World

NAMES = {"zh": "组", "en": "Team"}
TEAM = ("li", "han", "zhao")
LINE: dict[str, Any] = {
    "people": {who: {"name": who} for who in (*TEAM, "sun")},
    "cities": {"sz": {"handler": list(TEAM)}},
    "group": [],
    "teams": {
        "sz-care": {"city": "sz", "names": NAMES, "members": list(TEAM)},
        "sz-lift": {"city": "sz", "names": NAMES, "members": ["sun"]},
    },
    "routes": [{"city": "sz", "category": "lift", "team": "sz-lift"}],
}


def saved(world: World, now: datetime, **changes: Any) -> None:
    world.table.transact([save_action("reporting-line", 2, {**LINE, **changes}, "admin", now)])
    for at in (now + timedelta(minutes=2), now):
        world.rulebook.refresh(at)


def received(world: World, filed: Filed) -> Event:
    complaint = world.stored(filed).complaint
    number = complaint.number
    return Event(
        f"{number}.1.0",
        "complaint.received",
        complaint.received_at,
        f"complaint/{number}",
        SYSTEM,
        {"team": complaint.team},
    )


def given(world: World, filed: Filed) -> str | None:
    return world.stored(filed).complaint.assignee


@pytest.fixture
def routing(world: World, now: datetime) -> Routing:
    saved(world, now)
    return Routing(world.store, world.rulebook)


def test_the_most_exact_route_gives_the_team_and_filing_stays_one_request(
    world: World, routing: Routing, now: datetime
) -> None:
    with world.engine.counter.during() as spent:
        lift = world.file(now, category="lift")
    other = world.file(now, category="noise")

    assert dict(spent.requests) == {"TransactWriteItems": 1}
    assert world.stored(lift).complaint.team == "sz-lift"
    assert world.stored(other).complaint.team == "sz-care"
    routing(received(world, lift), now)
    assert given(world, lift) == "sun"


def test_cases_go_round_the_team_in_two_requests_each(world: World, routing: Routing, now: datetime) -> None:
    cases = [world.file(now) for _ in range(4)]
    events = [received(world, case) for case in cases]

    with world.engine.counter.during() as spent:
        for event in events:
            routing(event, now)

    assert dict(spent.requests) == {"BatchGetItem": 4, "TransactWriteItems": 4}
    assert [given(world, case) for case in cases] == ["li", "han", "zhao", "li"]


def test_an_event_that_comes_again_gives_nothing_again(world: World, routing: Routing, now: datetime) -> None:
    first, second = world.file(now), world.file(now)
    event = received(world, first)
    routing(event, now)
    routing(event, now)
    routing(received(world, second), now)
    routing(event, now)

    assert (given(world, first), given(world, second)) == ("li", "han")
    assert world.stored(first).complaint.version == 2


def test_what_somebody_has_taken_stays_theirs_and_costs_no_turn(
    world: World, routing: Routing, now: datetime
) -> None:
    taken, waiting = world.file(now), world.file(now)
    apply(world.store, world.rulebook, world.stored(taken), Claim(), Actor("staff", "wei"), now)
    routing(received(world, taken), now)
    routing(received(world, waiting), now)

    assert (given(world, taken), given(world, waiting)) == ("wei", "li")


def test_who_is_away_gets_none_and_where_nobody_is_there_a_case_waits(world: World, now: datetime) -> None:
    today = now.date().isoformat()
    away = [{"from": today, "until": today, "deputy": "sun"}]
    people = {**LINE["people"], "han": {"name": "han", "absences": away}}
    alone = {"sz-lift": {**LINE["teams"]["sz-lift"], "members": ["han"]}}
    saved(world, now, people=people, teams={**LINE["teams"], **alone})
    routing = Routing(world.store, world.rulebook)
    cases = [world.file(now) for _ in range(3)]
    lift = world.file(now, category="lift")
    for case in (*cases, lift):
        routing(received(world, case), now)

    assert [given(world, case) for case in cases] == ["li", "zhao", "li"]
    assert given(world, lift) is None


def test_other_events_and_cases_of_teams_that_nobody_described_are_left(
    world: World, routing: Routing, now: datetime
) -> None:
    elsewhere = world.file(now, city="bj")
    here = world.file(now)
    event = received(world, here)
    routing(received(world, elsewhere), now)
    routing(Event(event.id, "complaint.answered", event.at, event.subject, event.actor, event.data), now)

    assert (given(world, elsewhere), given(world, here)) == (None, None)


def test_twelve_at_once_and_each_twice_are_given_once_and_evenly(
    world: World, routing: Routing, now: datetime
) -> None:
    cases = [world.file(now) for _ in range(12)]
    events = [received(world, case) for case in cases] * 2

    def react(event: Event) -> None:
        for _ in range(5):  # as the queue does with what was refused
            try:
                own = Rulebook(Documents(world.table))
                own.refresh(now)
                Routing(world.store, own)(event, now)
            except Exception:  # noqa: BLE001
                continue
            else:
                return

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(react, events))

    turns = Counter(given(world, case) for case in cases)
    assert turns == {"li": 4, "han": 4, "zhao": 4}
    assert {world.stored(case).complaint.version for case in cases} == {2}
